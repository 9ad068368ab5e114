import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSource } from '@/tests/support/borg';
import { bearer, type Client, client } from '@/tests/support/client';
import { type EventStream, openEvents } from '@/tests/support/events';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

describe('GET /api/backups/jobs/{id}/events', () => {
  let installation: Installation;
  let server: Server;
  let headers: Record<string, string>;
  let api: Client;

  const events = (id: string, more: Record<string, string> = {}): Promise<EventStream> =>
    openEvents(`${server.url}/api/backups/jobs/${id}/events`, { ...headers, ...more });
  const start = async (): Promise<string> => (await api.post('/api/backups/borg/run')).body.data.jobId;
  const queued = async (): Promise<string> => {
    const id = crypto.randomUUID();
    // Another job holds the lock this one waits for, so it stays queued.
    const holder = crypto.randomUUID();
    const owner = JSON.stringify({ host: 'elsewhere', host_id: 'elsewhere', process: null, tools: [] });
    await installation.sql(
      "INSERT INTO backup_jobs (id, kind, operation, status, payload, lock_target, lock_key, owner, heartbeat_at, started_at) VALUES (?, 'borg', 'backup', 'running', '{}', ?, ?, ?, NOW(3), NOW(3))",
      [holder, holder, holder, owner],
    );
    await installation.sql(
      "INSERT INTO backup_jobs (id, kind, operation, status, payload, lock_target) VALUES (?, 'borg', 'backup', 'queued', '{\"type\":\"borg.backup\",\"plan_id\":1}', ?)",
      [id, holder],
    );
    return id;
  };

  beforeAll(async () => {
    installation = await createInstallation();
    const source = makeSource(installation);
    writeFileSync(path.join(source, 'large.bin'), randomBytes(30_000_000));
    server = await startServer(installation);
    headers = await bearer(installation);
    api = client(server.url, headers);
    await api.send('PUT', '/api/backups/settings', { include_paths: [source] });
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it('sends a snapshot on connect, then state, progress and log, and closes at the end', async () => {
    const id = await start();
    const stream = await events(id);
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.headers.get('cache-control')).toContain('no-store');
    await stream.until(({ event, data }) => event === 'state' && data.status === 'success');
    await stream.closed;
    const kinds = new Set(stream.events.map(({ event }) => event));
    expect(kinds).toEqual(new Set(['state', 'progress', 'log']));
    const states = stream.events.filter(({ event }) => event === 'state').map(({ data }) => data.status);
    expect(states[0]).toMatch(/queued|running/);
    expect(states.at(-1)).toBe('success');
    expect(stream.events.at(-1)?.event).toBe('state');
    const ids = stream.events.filter(({ event }) => event === 'log').map((e) => Number(e.id));
    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const { body } = await api.get(`/api/backups/jobs/${id}`);
    expect(stream.events.filter(({ event }) => event === 'log').map(({ data }) => data)).toEqual(
      body.data.log,
    );
  });

  it('replays what came after Last-Event-ID, and nothing before', async () => {
    const id = await start();
    await api.ended(id);
    for (const message of ['one', 'two'])
      await installation.sql("INSERT INTO job_events (job_id, type, data) VALUES (?, 'log', ?)", [
        id,
        JSON.stringify({ level: 'info', message }),
      ]);
    const whole = await events(id);
    await whole.closed;
    const logs = whole.events.filter(({ event }) => event === 'log');
    expect(logs.length).toBeGreaterThan(2);
    const rest = await events(id, { 'last-event-id': String(logs[0]?.id) });
    await rest.closed;
    expect(rest.events.filter(({ event }) => event === 'log')).toEqual(logs.slice(1));
    expect(rest.events.at(-1)?.data.status).toBe('success');
    const junk = await events(id, { 'last-event-id': "1' OR '1'='1" });
    await junk.closed;
    expect(junk.events.filter(({ event }) => event === 'log')).toEqual(logs);
  });

  it('replays more lines than it reads at once, in order, before it closes', async () => {
    const id = await start();
    await api.ended(id);
    const rows = Array.from({ length: 1200 }, (_, n) => [
      id,
      JSON.stringify({ level: 'info', message: `line ${n}` }),
    ]);
    await installation.sql(
      `INSERT INTO job_events (job_id, type, data) VALUES ${rows.map(() => "(?, 'log', ?)").join(',')}`,
      rows.flat(),
    );
    const stream = await events(id);
    await stream.closed;
    const told = stream.events.flatMap(({ data }) => (/^line /.test(data.message) ? [data.message] : []));
    expect(told).toEqual(rows.map((_, n) => `line ${n}`));
    expect(stream.events.at(-1)?.data.status).toBe('success');
  });

  it('gives the snapshot of a job that waits, and goes on when it is cancelled', async () => {
    const id = await queued();
    const stream = await events(id);
    expect((await stream.until(({ event }) => event === 'state')).data).toMatchObject({
      id,
      status: 'queued',
    });
    expect((await api.post(`/api/backups/jobs/${id}/cancel`)).status).toBe(200);
    await stream.until(({ data }) => data.status === 'cancelled');
    await stream.closed;
  });

  it('serves many viewers, and does not mind those that go away', async () => {
    const id = await queued();
    const streams = await Promise.all(Array.from({ length: 8 }, () => events(id)));
    await Promise.all(streams.map((stream) => stream.until(({ event }) => event === 'state')));
    for (const stream of streams.slice(0, 4)) stream.abort();
    await api.post(`/api/backups/jobs/${id}/cancel`);
    for (const stream of streams.slice(4)) {
      await stream.until(({ data }) => data.status === 'cancelled');
      await stream.closed;
    }
    expect(server.output()).not.toMatch(/Controller is already closed|unhandled/i);
  });

  it('tells nothing of a job payload, its owner or a secret', async () => {
    const id = await start();
    await api.ended(id);
    const stream = await events(id);
    await stream.closed;
    const text = JSON.stringify(stream.events);
    for (const field of ['payload', 'owner', 'secret', 'lock_key', 'heartbeat'])
      expect(text).not.toContain(`"${field}`);
  });

  it('does not keep the server from stopping: SIGTERM closes the streams and the process ends', async () => {
    const id = await queued();
    const stream = await events(id);
    await stream.until(({ event }) => event === 'state');
    const other = server;
    const began = Date.now();
    expect(await other.stop()).toBe(0);
    await stream.closed;
    expect(Date.now() - began).toBeLessThan(15_000);
    server = await startServer(installation);
  });

  it('ends when the token that opened it is revoked', async () => {
    const guest = await bearer(installation);
    const stream = await openEvents(`${server.url}/api/backups/jobs/${await queued()}/events`, guest);
    await stream.until(({ event }) => event === 'state');
    await installation.sql('UPDATE api_tokens SET revoked_at = NOW(3) ORDER BY created_at DESC LIMIT 1');
    await stream.closed;
    expect(stream.events.at(-1)?.data.status).toBe('queued');
  });
});
