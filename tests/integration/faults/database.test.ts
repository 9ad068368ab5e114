import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEmbedded, type Embedded } from '@/tests/integration/faults/support/embedded';
import { expectInvariants } from '@/tests/integration/faults/support/invariants';
import {
  gone,
  isRunning,
  killHard,
  pause,
  type RunningTool,
  reads,
  resume,
  runningTool,
} from '@/tests/integration/faults/support/processes';
import { until } from '@/tests/integration/faults/support/until';
import {
  bigFile,
  fill,
  prepare,
  remember,
  start,
  type World,
  worldOn,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import { type Server, startServer } from '@/tests/support/server';

describe('a database that goes away', () => {
  let installation: Embedded;
  let world: World;
  let server: Server | null = null;
  let api: Client;

  beforeAll(async () => {
    installation = await createEmbedded();
    world = worldOn(installation);
    await prepare(world);
  });
  afterEach(async () => {
    await server?.stop();
    server = null;
  });
  afterAll(() => installation.remove());

  const ready = () =>
    until('the server is ready again', async () => (await api.get('/api/ready')).status === 200);

  it('is missing when the server starts: health answers, calls say 503, and it recovers', async () => {
    // The token is made while the database is there.
    ({ server, api } = await world.serve());
    await server.stop();
    const pid = installation.databasePid();
    killHard(pid);
    await gone(pid);
    ({ server, api } = await world.serve());
    expect((await api.get('/api/health')).body).toMatchObject({ status: 'ok' });
    const notReady = await api.get('/api/ready');
    expect(notReady.status).toBe(503);
    expect(notReady.body).toMatchObject({ status: 'unavailable', database: false });
    for (const refused of await Promise.all([
      api.get('/api/backups/jobs'),
      api.get('/api/backups/settings'),
      api.post('/api/backups/borg/run'),
    ])) {
      expect(refused.status).toBe(503);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(refused.body).toMatchObject({ code: 'DATABASE_UNAVAILABLE', success: false });
      expect(refused.body.detail).toMatch(/database does not answer/);
    }
    const atShell = await Promise.all([
      installation.cli(['jobs', 'list']),
      installation.cli(['backup', '--wait']),
    ]);
    for (const { code, stderr } of atShell)
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('DATABASE_UNAVAILABLE') });
    await installation.database('start');
    await ready();
    expect(await api.ended(await start(api))).toMatchObject({ status: 'success' });
    await server.stop();
    await expectInvariants(world);
  });

  it('was stopped and never started again: the server says how to start it', async () => {
    await installation.database('stop');
    await expect(startServer(installation)).rejects.toThrow(/Start with: npm run up/);
    await installation.database('start');
  });

  const spoolFile = (id: string) => path.join(installation.dataDir, 'spool', `${id}.json`);

  /** A backup whose database is stopped in its middle and that has ended since, its result on disk. */
  async function backUpWithout(): Promise<{ id: string; running: RunningTool }> {
    fill(bigFile(world), 3);
    ({ server, api } = await world.serve());
    const id = await start(api);
    const running = await runningTool(installation, id, 'create');
    await reads(running.tool, bigFile(world));
    await pause(running.tool);
    await installation.database('stop');
    resume(running.tool);
    await gone(running.tool);
    await until('the result is kept on disk', () => existsSync(spoolFile(id)), 100_000);
    return { id, running };
  }

  async function expectSuccess(id: string): Promise<void> {
    await ready();
    expect(await api.ended(id)).toMatchObject({ status: 'success', artifact_count: 1 });
    const { body } = await api.get(`/api/backups/jobs/${id}`);
    expect(body.data.artifacts).toHaveLength(1);
    expect(body.data.job.progress).toMatchObject({ nfiles: 2 });
    await until('the result on disk is gone', () => !existsSync(spoolFile(id)));
    await remember(world, id);
    await server?.stop();
    await expectInvariants(world);
  }

  it('is away while a backup runs: the job writes its success when it is back', async () => {
    const { id, running } = await backUpWithout();
    expect(isRunning(running.job)).toBe(true);
    await installation.database('start');
    await expectSuccess(id);
  });

  it('is away, and the job process dies too: the server writes the success from disk', async () => {
    const { id, running } = await backUpWithout();
    killHard(running.job);
    await gone(running.job);
    await installation.database('start');
    await expectSuccess(id);
  });
});
