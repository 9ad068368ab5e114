import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants } from '@/tests/integration/faults/support/invariants';
import {
  archiveNames,
  createWorld,
  plan,
  prepare,
  remember,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

describe('sources that cannot be backed up', () => {
  let world: World;
  let server: Server;
  let api: Client;

  beforeAll(async () => {
    world = await createWorld();
    await prepare(world, 0);
    ({ server, api } = await world.serve());
  });
  afterAll(async () => {
    await server.stop();
    await world.remove();
  });

  const inWork = (...parts: string[]): string => path.join(world.installation.workDir, ...parts);
  const create = (source_paths: string[], more: Record<string, unknown> = {}) =>
    api.post('/api/v1/backups/borg/create', {
      repository_path: world.repository,
      archive_name: 'given',
      source_paths,
      ...more,
    });

  async function expectRefused(sources: string[], reason: RegExp): Promise<void> {
    const before = await archiveNames(world);
    const { status, body } = await create(sources);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'SOURCE_MISSING' });
    expect(body.detail).toMatch(reason);
    expect(body.detail).toMatch(/Nothing was backed up/);
    expect(await archiveNames(world)).toEqual(before);
  }

  it('one of two is missing: the plan fails and makes no archive', async () => {
    const before = await archiveNames(world);
    await plan(world, { include_paths: [world.source, inWork('gone')] });
    const job = await api.ended(await start(api));
    expect(job).toMatchObject({ status: 'failed', error_code: 'SOURCE_MISSING', artifact_count: 0 });
    expect(job.error).toMatch(/1 of 2 usable\. \S+\/gone is missing/);
    expect(await archiveNames(world)).toEqual(before);
    await plan(world);
  });

  it('all are missing', () => expectRefused([inWork('gone'), inWork('away')], /0 of 2 usable/));

  it('a source is a symbolic link', async () => {
    symlinkSync(world.source, inWork('link'));
    await expectRefused([inWork('link')], /is a symbolic link; name the folder it points to/);
  });

  it('a source holds the repository, or lies in it', async () => {
    const around = mkdtempSync(inWork('around-'));
    const repository_path = path.join(around, 'repository');
    const made = await api.post('/api/v1/backups/borg/init', {
      repository_path,
      passphrase: 'correct horse',
    });
    expect(made.status).toBe(200);
    for (const [source, reason] of [
      [around, /holds the repository itself/],
      [path.join(repository_path, 'data'), /lies inside the repository/],
    ] as const) {
      const { status, body } = await create([source], { repository_path });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'SOURCE_MISSING' });
      expect(body.detail).toMatch(reason);
    }
    writeFileSync(path.join(around, 'wanted.txt'), 'wanted');
    const good = await create([around], { repository_path, exclude_patterns: [repository_path] });
    expect(good.body).toMatchObject({ success: true, nfiles: 1 });
  });

  it('an empty source is no backup', async () => {
    mkdirSync(inWork('empty'));
    const { status, body } = await create([inWork('empty')]);
    expect({ status, code: body.code }).toEqual({ status: 502, code: 'INCOMPLETE' });
    expect(body.detail).toMatch(/holds no files/);
  });

  it('files that cannot be read are warnings, and each is named', async () => {
    // Reading these fails for every user, root included.
    const unreadable = `/proc/${process.pid}/attr`;
    await plan(world, { include_paths: [world.source, unreadable] });
    const id = await start(api);
    const job = await api.ended(id);
    expect(job).toMatchObject({ status: 'success', error: null, artifact_count: 1 });
    expect(job.warnings).toBeGreaterThanOrEqual(5);
    const { body } = await api.get(`/api/backups/jobs/${id}`);
    const { warning_count, warnings } = body.data.result;
    expect(warning_count).toBe(job.warnings);
    const paths = warnings.map((warning: { path?: string }) => warning.path);
    expect(paths).toContain(`${unreadable}/current`);
    expect(body.data.log.some((line: { level: string }) => line.level === 'warning')).toBe(true);
    await remember(world, id);
    await plan(world);
  });

  it.each([
    ['--help'],
    ['a::b'],
    ['a/b'],
    ['../a'],
    ['{hostname}'],
    [''],
    ['x'.repeat(101)],
    ['a\nb'],
    ['a\0b'],
    ['a b'],
    ['.hidden'],
    ['name.checkpoint'],
  ])('the archive name %j is refused', async (archive_name) => {
    const { status, body } = await create([world.source], { archive_name });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'VALIDATION' });
    expect(body.errors.map((error: { path: string }) => error.path)).toContain('archive_name');
  });

  it.each([
    [{ keep_hourly: 0, keep_daily: 0, keep_weekly: 0, keep_monthly: 0 }, 'keep_daily'],
    [{ keep_daily: -1 }, 'keep_daily'],
    [{ keep_daily: 10_001 }, 'keep_daily'],
    [{ keep_daily: 1.5 }, 'keep_daily'],
    [{ schedule: '0 0 2 * * *' }, 'schedule'],
    [{ schedule: '* * * * *' }, 'schedule'],
    [{ schedule: '*/4 * * * *' }, 'schedule'],
    [{ schedule: '59,0 * * * *' }, 'schedule'],
    [{ schedule: '0 0 30 2 *' }, 'schedule'],
    [{ schedule: 'nonsense' }, 'schedule'],
    [{ schedule: '@daily' }, 'schedule'],
    [{ timezone: 'Europe/Nowhere' }, 'timezone'],
    [{ include_paths: ['relative'] }, 'include_paths.0'],
    [{ include_paths: ['/srv/../etc'] }, 'include_paths.0'],
    [{ include_paths: [] }, 'include_paths'],
    [{ exclude_patterns: ['re:(a+)+$'] }, 'exclude_patterns.0'],
    [{ borg_repo_path: '-oProxyCommand=touch /tmp/x:repo' }, 'borg_repo_path'],
    [{ borg_repo_path: 'ssh://-oProxyCommand=x/repo' }, 'borg_repo_path'],
    [{ unknown_field: 1 }, 'unknown_field'],
  ])('the setting %j is refused and changes nothing', async (change, field) => {
    const before = (await api.get('/api/backups/settings')).body.data;
    const { status, body } = await api.send('PUT', '/api/backups/settings', change);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'VALIDATION' });
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(field);
    expect((await api.get('/api/backups/settings')).body.data).toEqual(before);
  });

  it('after all of them the repository is as good as before', () => expectInvariants(world));
});
