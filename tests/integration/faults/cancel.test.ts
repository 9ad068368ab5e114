import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants, expectNothingLeft } from '@/tests/integration/faults/support/invariants';
import {
  expectNoSecretsShown,
  gone,
  isRunning,
  killHard,
  pause,
  type RunningTool,
  reads,
  resume,
  runningTool,
  signalled,
} from '@/tests/integration/faults/support/processes';
import { until } from '@/tests/integration/faults/support/until';
import {
  bigFile,
  createWorld,
  defaultRepositoryId,
  fill,
  prepare,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

const SIGINT = 2;
const SIGTERM = 15;
const MANY = 4_000;

describe('jobs that are cancelled', () => {
  let world: World;
  let server: Server;
  let api: Client;
  let running: RunningTool | null = null;

  beforeAll(async () => {
    world = await createWorld();
    const many = path.join(world.source, 'many');
    mkdirSync(many);
    for (let n = 0; n < MANY; n++) writeFileSync(path.join(many, `file-${n}`), `${n}\n`);
    await prepare(world);
    ({ server, api } = await world.serve());
  });
  afterEach(() => {
    for (const pid of running ? [running.tool, running.job] : []) if (isRunning(pid)) killHard(pid);
    running = null;
  });
  afterAll(async () => {
    await server.stop();
    await world.remove();
  });

  const cancel = (id: string) => api.post(`/api/backups/jobs/${id}/cancel`);

  async function expectRefusedNow(id: string): Promise<void> {
    const again = await cancel(id);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'CONFLICT', success: false });
  }

  it('a running backup stops, leaves the repository free and can be cancelled once', async () => {
    fill(bigFile(world), 3);
    const id = await start(api);
    running = await runningTool(world.installation, id, 'create');
    await reads(running.tool, bigFile(world));
    await pause(running.tool);
    const asked = await cancel(id);
    expect(asked.status).toBe(200);
    expect(asked.body.data.job).toMatchObject({ status: 'running', cancel_requested: true });
    await signalled(running.tool, SIGINT);
    resume(running.tool);
    expect(await api.ended(id)).toMatchObject({
      status: 'cancelled',
      error_code: 'CANCELLED',
      artifact_count: 0,
    });
    await gone(running.tool);
    await expectRefusedNow(id);
    const listed = await api.get('/api/backups/borg/list');
    expect(listed.body.data.archives.map((a: { name: string }) => a.name)).toEqual(
      world.good.map(({ archive }) => archive).reverse(),
    );
    await expectInvariants(world);
  });

  it('a queued job ends at once and gives its lock back', async () => {
    // A server that only serves pages starts no job.
    await server.stop();
    ({ server, api } = await world.serve({ HOLDFAST_ROLE: 'web' }));
    const id = await start(api);
    const asked = await cancel(id);
    expect(asked.body.data.job).toMatchObject({ status: 'cancelled', error_code: 'CANCELLED' });
    await expectRefusedNow(id);
    const next = await start(api);
    await cancel(next);
    await server.stop();
    ({ server, api } = await world.serve());
    await expectInvariants(world);
  });

  /** Starts a restore and stops it when it has written a part of the files. */
  async function halfRestore(target: string): Promise<string> {
    const { body } = await api.post('/api/backups/restores', {
      repository_id: await defaultRepositoryId(world),
      archive: world.good.at(-1)?.archive,
      target_path: target,
    });
    const id: string = body.data.jobId;
    running = await runningTool(world.installation, id, 'extract');
    const staging = path.join(path.dirname(target), `.holdfast-restore-${id}`);
    await until(
      'the restore has written something',
      () => existsSync(staging) && readdirSync(staging).length > 0,
    );
    await pause(running.tool);
    expectNoSecretsShown(running.tool, world.secrets);
    return id;
  }

  it('a cancelled restore leaves neither target nor staging folder', async () => {
    const target = path.join(world.installation.workDir, 'cancelled');
    const id = await halfRestore(target);
    await cancel(id);
    await signalled(running?.tool ?? 0, SIGTERM);
    resume(running?.tool ?? 0);
    expect(await api.ended(id)).toMatchObject({ status: 'cancelled', error_code: 'CANCELLED' });
    await gone(running?.tool ?? 0);
    expect(existsSync(target)).toBe(false);
    await expectInvariants(world);
  });

  it('a restore whose process is killed is found, and what it had written is removed', async () => {
    const target = path.join(world.installation.workDir, 'killed');
    const id = await halfRestore(target);
    resume(running?.tool ?? 0);
    killHard(running?.job ?? 0);
    expect(await api.ended(id)).toMatchObject({ status: 'failed', error_code: 'INTERRUPTED' });
    await gone(running?.tool ?? 0);
    expect(existsSync(target)).toBe(false);
    expectNothingLeft(world);
    await expectInvariants(world);
  });

  it('a restore goes on while the server is killed and comes out whole', async () => {
    const target = path.join(world.installation.workDir, 'whole');
    const id = await halfRestore(target);
    await server.kill();
    ({ server, api } = await world.serve());
    resume(running?.tool ?? 0);
    expect(await api.ended(id)).toMatchObject({ status: 'success' });
    expect(readdirSync(path.join(target, world.source.slice(1), 'many'))).toHaveLength(MANY);
    expectNothingLeft(world);
  });
});
