import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectInvariants } from '@/tests/integration/faults/support/invariants';
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
} from '@/tests/integration/faults/support/processes';
import { until } from '@/tests/integration/faults/support/until';
import {
  bigFile,
  createWorld,
  fill,
  prepare,
  remember,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

describe('processes that die', () => {
  let world: World;
  let server: Server;
  let api: Client;
  let jobId: string;
  let running: RunningTool;

  beforeAll(async () => {
    world = await createWorld();
    await prepare(world);
  });
  afterAll(() => world.remove());

  beforeEach(async () => {
    fill(bigFile(world), 3);
    ({ server, api } = await world.serve());
    jobId = await start(api);
    running = await runningTool(world.installation, jobId, 'create');
    // From here on the backup is in its middle for as long as the test wants.
    await reads(running.tool, bigFile(world));
    await pause(running.tool);
    expectNoSecretsShown(running.tool, world.secrets);
  });
  afterEach(async () => {
    for (const pid of [running.tool, running.job]) if (isRunning(pid)) killHard(pid);
    if (isRunning(server.pid)) await server.kill();
  });

  const again = async (): Promise<void> => {
    ({ server, api } = await world.serve());
  };
  const status = async (): Promise<string> =>
    (await api.get(`/api/backups/jobs/${jobId}`)).body.data?.job.status;

  async function expectItGoesOn(): Promise<void> {
    expect(isRunning(running.job)).toBe(true);
    await again();
    expect(await status()).toBe('running');
    resume(running.tool);
    expect(await api.ended(jobId)).toMatchObject({ status: 'success', error: null, artifact_count: 1 });
    const { body } = await api.get(`/api/backups/jobs/${jobId}`);
    expect(body.data.artifacts).toHaveLength(1);
    await remember(world, jobId);
    await server.stop();
    await expectInvariants(world);
  }

  it('a killed server does not touch the backup; the next server shows it and its success', async () => {
    await server.kill();
    await expectItGoesOn();
  });

  it('a server asked to stop ends at once, also with an open event stream, and the backup goes on', async () => {
    const stream = await fetch(`${server.url}/api/backups/jobs/${jobId}/events`, { headers: world.headers });
    const reader = stream.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain('retry:');
    const asked = Date.now();
    expect(await server.stop()).toBe(0);
    expect(Date.now() - asked).toBeLessThan(15_000);
    await reader?.cancel().catch(() => {});
    await expectItGoesOn();
  });

  async function expectInterrupted(): Promise<void> {
    await gone(running.tool);
    const job = await api.ended(jobId);
    expect(job).toMatchObject({ status: 'failed', error_code: 'INTERRUPTED', artifact_count: 0 });
    expect(job.error).toMatch(/start it again/);
    await server.stop();
    await expectInvariants(world);
  }

  it('a killed job process takes its borg along and is found within seconds', async () => {
    resume(running.tool);
    killHard(running.job);
    await expectInterrupted();
  });

  it('a killed job process is found at the next start', async () => {
    await server.kill();
    resume(running.tool);
    killHard(running.job);
    await gone(running.tool);
    await again();
    await expectInterrupted();
  });

  it('job, borg and server killed at once: the next start tidies up', async () => {
    killHard(running.job);
    killHard(running.tool);
    await server.kill();
    await again();
    await expectInterrupted();
  });

  it('a killed borg is a failed job that says so', async () => {
    killHard(running.tool);
    const job = await api.ended(jobId);
    expect(job).toMatchObject({ status: 'failed', error_code: 'KILLED' });
    expect(job.error).toMatch(/SIGKILL.*run it again/);
    await until('the job process has ended', () => !isRunning(running.job));
    await server.stop();
    await expectInvariants(world);
  });
});
