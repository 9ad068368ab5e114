import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants } from '@/tests/integration/faults/support/invariants';
import {
  gone,
  pause,
  reads,
  resume,
  runningTool,
  signalled,
} from '@/tests/integration/faults/support/processes';
import { until } from '@/tests/integration/faults/support/until';
import {
  archiveNames,
  bigFile,
  createWorld,
  fill,
  prepare,
  remember,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Answer, Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

const run = (api: Client) => api.post('/api/backups/borg/run');

describe('several at once', () => {
  let world: World;
  let servers: Server[] = [];
  let apis: Client[] = [];

  beforeAll(async () => {
    world = await createWorld();
    await prepare(world, 1);
    await serveTwice();
  });
  afterAll(async () => {
    await stopAll();
    await world.remove();
  });

  async function serveTwice(extra: Record<string, string> = {}): Promise<void> {
    const first = await world.serve(extra);
    const second = await world.serve(extra);
    servers = [first.server, second.server];
    apis = [first.api, second.api];
  }
  const stopAll = () => Promise.all(servers.map((server) => server.stop()));
  const api = (): Client => apis[0] as Client;

  async function expectOneStarted(answers: Answer[]): Promise<string> {
    const started = answers.filter(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(answers.length - 1).fill(409)]);
    const id: string = started[0]?.body.data.jobId;
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body).toMatchObject({ code: 'ALREADY_RUNNING', success: false, job_id: id });
      expect(body.detail).toMatch(/Wait until it has ended, or cancel it/);
    }
    expect(await api().ended(id)).toMatchObject({ status: 'success' });
    return id;
  }

  /** What was written for a job, however many servers there are: one claim, one end, one artifact. */
  async function expectRunOnce(id: string): Promise<void> {
    const { sql } = world.installation;
    const states = await sql<{ data: unknown }>(
      "SELECT data FROM job_events WHERE job_id = ? AND type = 'state' ORDER BY id",
      [id],
    );
    const names = states.map(({ data }) => (typeof data === 'string' ? JSON.parse(data) : data).status);
    expect(names).toEqual(['queued', 'running', 'success']);
    const [row] = await sql<{ fence: number }>('SELECT fence FROM backup_jobs WHERE id = ?', [id]);
    expect(row?.fence).toBe(1);
    expect(await sql('SELECT id FROM backup_artifacts WHERE job_id = ?', [id])).toHaveLength(1);
  }

  it('two clicks start one backup, the other is told which', async () => {
    const id = await expectOneStarted(await Promise.all([run(api()), run(api())]));
    await expectRunOnce(id);
  });

  it('ten clicks on two servers start one backup', async () => {
    const before = (await archiveNames(world)).length;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => run(apis[n % 2] as Client)));
    const id = await expectOneStarted(answers);
    await expectRunOnce(id);
    expect(await archiveNames(world)).toHaveLength(before + 1);
    await remember(world, id);
  });

  it('a job that waits is taken by one of two servers that come at the same time', async () => {
    await stopAll();
    const { server, api: pages } = await world.serve({ HOLDFAST_ROLE: 'web' });
    const id = await start(pages);
    await server.stop();
    const before = (await archiveNames(world)).length;
    const both = await Promise.all([world.serve(), world.serve()]);
    servers = both.map((each) => each.server);
    apis = both.map((each) => each.api);
    expect(await api().ended(id)).toMatchObject({ status: 'success' });
    await expectRunOnce(id);
    expect(await archiveNames(world)).toHaveLength(before + 1);
  });

  it('a process whose claim was taken away stops its tool and writes nothing more', async () => {
    fill(bigFile(world), 3);
    const { sql } = world.installation;
    const id = await start(api());
    const running = await runningTool(world.installation, id, 'create');
    await reads(running.tool, bigFile(world));
    await pause(running.tool);
    const [before] = await sql<{ fence: number }>('SELECT fence FROM backup_jobs WHERE id = ?', [id]);
    await sql('UPDATE backup_jobs SET fence = fence + 1, progress = NULL WHERE id = ?', [id]);
    await signalled(running.tool, 2);
    resume(running.tool);
    await gone(running.job);
    // Nobody runs it now, so the servers end the row; of the old process there is no result and no artifact.
    const job = await api().ended(id);
    expect(job).toMatchObject({
      status: 'failed',
      error_code: 'INTERRUPTED',
      progress: null,
      artifact_count: 0,
    });
    expect(await sql('SELECT id FROM backup_artifacts WHERE job_id = ?', [id])).toEqual([]);
    const [after] = await sql<{ fence: number }>('SELECT fence FROM backup_jobs WHERE id = ?', [id]);
    expect(after?.fence).toBe((before?.fence ?? 0) + 2);
    await until('borg is gone', () => gone(running.tool));
    await expectInvariants(world);
  });
});
