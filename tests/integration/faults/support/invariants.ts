import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import {
  expectNoProcessLeft,
  isRunning,
  ownerOf,
  processesOn,
} from '@/tests/integration/faults/support/processes';
import { until } from '@/tests/integration/faults/support/until';
import { backUpWell, type World } from '@/tests/integration/faults/support/world';

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [];

async function expectGoodArchives({ borg, repository, good }: World): Promise<void> {
  // The first one and the latest: a world shared by many tests has many.
  for (const { archive, member, content } of [...new Set([...good.slice(0, 1), ...good.slice(-2)])]) {
    const { code, stdout, stderr } = await borg(['extract', '--stdout', `${repository}::${archive}`, member]);
    expect({ code, stderr, archive }).toEqual({ code: 0, stderr: '', archive });
    expect(stdout.toString('latin1')).toBe(content.toString('latin1'));
  }
}

/** No secret in what was logged or stored; and stored text is all of the tables, not only the known columns. */
export async function expectNoSecrets({ installation, secrets, logs }: World): Promise<void> {
  const texts = [...logs];
  for (const file of filesBelow(path.join(installation.dataDir, 'logs')))
    texts.push(readFileSync(file, 'utf8'));
  for (const table of [
    'backup_jobs',
    'job_events',
    'backup_artifacts',
    'audit_log',
    'repositories',
    'archives',
  ])
    texts.push(
      JSON.stringify(await installation.sql(`SELECT * FROM ${table}`), (_, v) =>
        typeof v === 'bigint' ? `${v}` : v,
      ),
    );
  for (const secret of secrets)
    for (const text of texts) expect(text.includes(secret), text.slice(0, 200)).toBe(false);
}

async function expectNoOrphanRows({ installation }: World): Promise<void> {
  const running = await installation.sql<{ id: string }>(
    "SELECT id FROM backup_jobs WHERE status = 'running'",
  );
  for (const { id } of running) {
    const owner = await ownerOf(installation, id);
    expect(isRunning(owner?.process?.pid ?? 0), `job ${id} is running without a process`).toBe(true);
  }
}

/** Nothing temporary is left in the data folder, beside restore targets, or mounted. */
export function expectNothingLeft({ installation: { dataDir, workDir } }: World): void {
  expect(filesBelow(path.join(dataDir, 'spool'))).toEqual([]);
  expect(readdirSync(path.join(dataDir, 'tmp'))).toEqual([]);
  const hidden = [workDir, path.join(dataDir, 'restores')].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [],
  );
  expect(hidden.filter((name) => name.includes('.holdfast-restore-'))).toEqual([]);
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  expect(mounts.filter((line) => line.includes(dataDir))).toEqual([]);
}

/**
 * What SECURITY.md promises after every fault: earlier archives restore byte for byte, the check passes, no row and
 * no process without the other, nothing temporary, no secret, and the next backup succeeds.
 */
export async function expectInvariants(world: World, { nextBackup = true } = {}): Promise<void> {
  const { installation, borg, repository } = world;
  await expectNoOrphanRows(world);
  await expectNoProcessLeft(installation);
  expectNothingLeft(world);
  if (nextBackup) {
    writeFileSync(path.join(world.source, 'folder', 'small.txt'), `content of ${Date.now()}\n`);
    await backUpWell(world);
  }
  await until('no borg works on the repository', () => processesOn([repository]).length === 0, 20_000);
  // A killed borg leaves its lock; the next backup has healed it by now.
  if (nextBackup) expect(existsSync(path.join(repository, 'lock.exclusive'))).toBe(false);
  await expectGoodArchives(world);
  const check = await borg(['check', repository]);
  expect({ code: check.code, stderr: check.stderr }).toEqual({ code: 0, stderr: '' });
  const listed = (await borg(['list', '--short', repository])).stdout.toString();
  expect(listed.split('\n').filter((name) => name.includes('.checkpoint'))).toEqual([]);
  await expectNoSecrets(world);
  const audit = await installation.cli(['audit', 'verify', '--json']);
  expect(JSON.parse(audit.stdout)).toMatchObject({ valid: true });
  expectNothingLeft(world);
}
