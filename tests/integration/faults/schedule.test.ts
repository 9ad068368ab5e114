import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectInvariants } from '@/tests/integration/faults/support/invariants';
import { pause, reads, resume, runningTool } from '@/tests/integration/faults/support/processes';
import { until } from '@/tests/integration/faults/support/until';
import {
  bigFile,
  createWorld,
  plan,
  prepare,
  quietSchedule,
  start,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

interface Row {
  id: string;
  status: string;
  trigger: string;
  dedupe_key: string | null;
}

describe('schedules', () => {
  let world: World;
  let servers: Server[] = [];

  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
    await world.remove();
  });

  /** A server looks at the schedules when it starts, and then each minute. */
  async function serve(): Promise<Client> {
    const { server, api } = await world.serve();
    servers.push(server);
    return api;
  }
  const due = (daysAgo: number) =>
    world.installation.sql(
      `UPDATE backup_settings SET schedule = ?, timezone = 'UTC',
       next_run_at = DATE_SUB(UTC_TIMESTAMP(), INTERVAL ? DAY) WHERE id = 1`,
      [quietSchedule(), daysAgo],
    );
  const scheduled = () =>
    world.installation.sql<Row>(
      "SELECT id, status, `trigger`, dedupe_key FROM backup_jobs WHERE `trigger` = 'schedule'",
    );
  const first = () => until('the schedule has fired', async () => (await scheduled())[0]);

  it('a slot that is due runs once with two servers, and missed slots run once', async () => {
    await plan(world);
    await due(5);
    // A plan that cannot be computed must not keep the others from running.
    await world.installation.sql(
      `INSERT INTO backup_settings (name, schedule, include_paths, exclude_patterns, next_run_at)
       VALUES ('broken', 'nonsense', '[]', '[]', NULL)`,
    );
    const [api] = await Promise.all([serve(), serve()]);
    const { id } = await first();
    expect(await api?.ended(id)).toMatchObject({ status: 'success', trigger: 'schedule', plan_id: 1 });
    await until('both servers have looked', () =>
      world.installation
        .sql('SELECT id FROM backup_settings WHERE id = 1 AND next_run_at > UTC_TIMESTAMP()')
        .then((rows) => rows.length === 1),
    );
    const rows = await scheduled();
    expect(rows).toHaveLength(1);
    // The latest slot, not the first that was missed.
    const slot = new Date(rows[0]?.dedupe_key?.replace('plan:1:', '') ?? 0).getTime();
    expect(Date.now() - slot).toBeLessThan(24 * 3_600_000);
    const audit = await world.installation.sql(
      "SELECT id FROM audit_log WHERE action = 'backups.runBorg' AND door = 'schedule' AND outcome = 'ok'",
    );
    expect(audit).toHaveLength(1);
    await expectInvariants(world);
  });

  it('a plan that is off does not run', async () => {
    await plan(world);
    await due(2);
    await world.installation.sql('UPDATE backup_settings SET enabled = 0 WHERE id = 1');
    const api = await serve();
    // Another plan that is due proves that the schedules were looked at.
    await world.installation.sql(
      `INSERT INTO backup_settings (name, schedule, include_paths, exclude_patterns, next_run_at, repository_id)
       SELECT 'second', ?, ?, '[]', '2020-01-01', repository_id FROM backup_settings WHERE id = 1`,
      [quietSchedule(), JSON.stringify([world.source])],
    );
    await serve();
    const { id } = await first();
    expect(await api.ended(id)).toMatchObject({ status: 'success' });
    const rows = await world.installation.sql<{ plan_id: number }>('SELECT plan_id FROM backup_jobs');
    expect(rows.map((row) => row.plan_id)).not.toContain(1);
  });

  it('a slot whose repository is busy waits and runs then', async () => {
    await prepare(world);
    const api = await serve();
    const busy = await start(api);
    const running = await runningTool(world.installation, busy, 'create');
    await reads(running.tool, bigFile(world));
    await pause(running.tool);
    await due(1);
    await serve();
    const { id } = await first();
    // Two rounds of the dispatcher: it must still wait.
    await sleep(2_500);
    expect((await scheduled()).map((row) => row.status)).toEqual(['queued']);
    resume(running.tool);
    expect(await api.ended(busy)).toMatchObject({ status: 'success' });
    expect(await api.ended(id)).toMatchObject({ status: 'success', trigger: 'schedule' });
    await expectInvariants(world);
  });
});
