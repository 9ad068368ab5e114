import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants } from '@/tests/integration/faults/support/invariants';
import { until } from '@/tests/integration/faults/support/until';
import {
  createWorld,
  defaultRepositoryId,
  prepare,
  quietSchedule,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

describe('a repository that is not what it was', () => {
  let world: World;
  let server: Server | null = null;
  let api: Client;

  beforeAll(async () => {
    world = await createWorld();
    await prepare(world, 0);
  });
  afterEach(async () => {
    await server?.stop();
    server = null;
  });
  afterAll(() => world.remove());

  const serve = async (extra: Record<string, string> = {}): Promise<void> => {
    ({ server, api } = await world.serve(extra));
  };

  async function expectFailure(code: string, sentence: RegExp): Promise<void> {
    const job = await api.ended(await start(api));
    expect(job).toMatchObject({ status: 'failed', error_code: code, artifact_count: 0 });
    expect(job.error).toMatch(sentence);
  }

  it('made with another passphrase: the plan fails and says so, the right one in a call works', async () => {
    await serve();
    const other = path.join(world.installation.workDir, 'other');
    const made = await world.borg(['init', '-e', 'repokey-blake2', other], { passphrase: 'correct horse' });
    expect(made.code).toBe(0);
    const before = (await api.get('/api/backups/settings')).body.data.borg_repo_path;
    await api.send('PUT', '/api/backups/settings', { borg_repo_path: other });
    await expectFailure('WRONG_PASSPHRASE', /passphrase/i);
    await api.send('PUT', '/api/backups/settings', { borg_repo_path: before });
    const call = (passphrase: string) =>
      api.post('/api/v1/backups/borg/create', {
        repository_path: other,
        archive_name: 'given',
        source_paths: [world.source],
        passphrase,
      });
    const wrong = await call('wrong horse');
    expect({ status: wrong.status, code: wrong.body.code }).toEqual({
      status: 422,
      code: 'WRONG_PASSPHRASE',
    });
    world.secrets.push('wrong horse', 'correct horse');
    expect((await call('correct horse')).body).toMatchObject({ success: true });
    await expectInvariants(world);
  });

  it('gone after a first success: it is a failure, and never made anew', async () => {
    await serve();
    const away = `${world.repository}.away`;
    renameSync(world.repository, away);
    await expectFailure('REPOSITORY_MISSING', /\S/);
    expect(existsSync(world.repository)).toBe(false);
    renameSync(away, world.repository);
    await expectInvariants(world);
  });

  it('locked by another machine: said, and not broken', async () => {
    await serve();
    const lock = path.join(world.repository, 'lock.exclusive');
    mkdirSync(path.join(lock, 'elsewhere@1234.5678-1'), { recursive: true });
    const lockFile = path.join(lock, 'elsewhere@1234.5678-1');
    await expectFailure('REPOSITORY_LOCKED', /lock/i);
    expect(existsSync(lockFile)).toBe(true);
    rmSync(lock, { recursive: true });
    await expectInvariants(world);
  });

  it('without borg: the sentence names the program and the mend', async () => {
    await serve({ BORG_BINARY: '/nonexistent/borg' });
    await expectFailure('TOOL_MISSING', /\/nonexistent\/borg was not found\. Install it/);
    const direct = await api.get(`/api/v1/backups/borg/archives?repository_path=${world.repository}`);
    expect({ status: direct.status, code: direct.body.code }).toEqual({ status: 503, code: 'TOOL_MISSING' });
    const doctor = await world.installation.cli(['doctor'], { env: { BORG_BINARY: '/nonexistent/borg' } });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/BAD\s+borg: .*apt-get install borgbackup/);
    await server?.stop();
    server = null;
    await expectInvariants(world);
  });

  it('with another encryption key: starts, says KEY_MISMATCH, overwrites nothing, works with the old one', async () => {
    const stored = () => world.installation.sql('SELECT id, passphrase FROM repositories ORDER BY id');
    const before = await stored();
    await world.installation.sql(
      "UPDATE backup_settings SET schedule = ?, timezone = 'UTC', next_run_at = '2020-01-01' WHERE id = 1",
      [quietSchedule()],
    );
    await serve({ HOLDFAST_ENCRYPTION_KEY: randomBytes(32).toString('base64') });
    expect((await api.get('/api/ready')).status).toBe(200);
    expect((await api.get('/api/backups/settings')).status).toBe(200);
    const id = await defaultRepositoryId(world);
    for (const refused of [
      await api.post('/api/backups/borg/run'),
      await api.get('/api/backups/borg/info'),
      await api.get(`/api/v1/backups/borg/info?repository_path=${world.repository}`),
      await api.post('/api/backups/restores', { repository_id: id, archive: world.good[0]?.archive }),
    ]) {
      expect({ status: refused.status, code: refused.body.code }).toEqual({
        status: 503,
        code: 'KEY_MISMATCH',
      });
      expect(refused.body.detail).toMatch(/[Pp]ut (?:that|the) key (?:\w{8} )?back/);
    }
    // The plan that was due: its failure shows in the history instead of in the server's log alone.
    const fired = await until('the schedule has fired', async () => {
      const rows = await world.installation.sql<{ id: string }>(
        "SELECT id FROM backup_jobs WHERE `trigger` = 'schedule'",
      );
      return rows[0]?.id;
    });
    expect(await api.ended(fired)).toMatchObject({ status: 'failed', error_code: 'KEY_MISMATCH' });
    expect(await stored()).toEqual(before);
    await server?.stop();
    await serve();
    expect(await api.ended(await start(api))).toMatchObject({ status: 'success' });
    await expectInvariants(world);
  });
});
