import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants, expectNothingLeft } from '@/tests/integration/faults/support/invariants';
import {
  archiveNames,
  backUpWell,
  bigFile,
  createWorld,
  defaultRepositoryId,
  fill,
  plan,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

function mountsAllowed(): boolean {
  const probe = path.join('/tmp', `holdfast-mount-probe-${process.pid}`);
  mkdirSync(probe);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

const allowed = mountsAllowed();
if (!allowed) console.warn('skipped: tests of full disks mount a small tmpfs, which needs root');

describe.skipIf(!allowed)('disks that are full', () => {
  let world: World;
  let server: Server;
  let api: Client;
  let disk: string;

  const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', disk]);

  beforeAll(async () => {
    world = await createWorld();
    disk = path.join(world.installation.workDir, 'disk');
    mkdirSync(disk);
    mount('size=24m');
    ({ server, api } = await world.serve());
    world.repository = path.join(disk, 'repository');
    await api.send('PUT', '/api/backups/settings', { borg_repo_path: world.repository });
    await plan(world);
    await world.installation.sql('UPDATE backup_settings SET compression_level = 1 WHERE id = 1');
    await backUpWell(world);
  });
  afterAll(async () => {
    await server.stop();
    execFileSync('umount', [disk]);
    await world.remove();
  });

  it('the repository: the job says DISK_FULL, and all is well once there is space', async () => {
    const before = await archiveNames(world);
    fill(bigFile(world), 32);
    const job = await api.ended(await start(api));
    expect(job).toMatchObject({ status: 'failed', error_code: 'DISK_FULL', artifact_count: 0 });
    expect(job.error).toMatch(/Free some space/);
    rmSync(bigFile(world));
    // Borg wants a whole segment (500 MB) free before it gives back the space of a broken transaction.
    execFileSync('mount', ['-o', 'remount,size=1g', disk]);
    expect(await archiveNames(world)).toEqual(before);
    await expectInvariants(world);
  });

  it('the target of a restore: refused before, or failed without anything left', async () => {
    fill(bigFile(world), 8);
    await backUpWell(world);
    const small = path.join(world.installation.workDir, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', small]);
    try {
      const restore = async (paths: string[]) => {
        const { body } = await api.post('/api/backups/restores', {
          repository_id: await defaultRepositoryId(world),
          archive: world.good.at(-1)?.archive,
          target_path: path.join(small, 'target'),
          paths,
        });
        return api.ended(body.data.jobId);
      };
      // Everything: the size is known, so nothing is begun. A part: its size shows on the way.
      for (const paths of [[], [bigFile(world).slice(1)]]) {
        const job = await restore(paths);
        expect(job).toMatchObject({ status: 'failed', error_code: 'DISK_FULL' });
        expect(readdirSync(small)).toEqual([]);
        expectNothingLeft(world);
      }
      // The mount itself cannot become the restored folder: said before anything is read.
      const { body } = await api.post('/api/backups/restores', {
        repository_id: await defaultRepositoryId(world),
        archive: world.good.at(-1)?.archive,
        target_path: small,
      });
      const refused = await api.ended(body.data.jobId);
      expect(refused).toMatchObject({ status: 'failed', error_code: 'TARGET_REFUSED' });
      expect(refused.error).toMatch(/is a mount\. Choose a new folder below it/);
    } finally {
      execFileSync('umount', [small]);
    }
    await expectInvariants(world);
  });
});
