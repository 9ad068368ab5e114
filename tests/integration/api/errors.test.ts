import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_CALLS } from '@/lib/transport/api-calls';
import { makeSource } from '@/tests/support/borg';
import { bearer, type Client, client } from '@/tests/support/client';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

const UUID = randomUUID();
const filled = (path: string): string => path.replace('{id}', UUID).replace('{archive_name}', 'x');
const problem = (status: number, code: string) => ({ status, body: { status, code, success: false } });
const guarded = API_CALLS.filter(({ operation }) => operation.role !== 'public').map(
  (call) => [`${call.method.toUpperCase()} ${call.path}`, call] as const,
);

/** A request that fetch would mend before it sends it. */
function raw(
  url: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string; type: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, type: response.headers['content-type'] ?? '' }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

describe('what the API refuses', () => {
  let installation: Installation;
  let server: Server;
  let anonymous: Client;
  let owner: Client;
  let admin: Client;
  let moderator: Client;
  let token: Record<string, string>;

  beforeAll(async () => {
    installation = await createInstallation();
    server = await startServer(installation);
    token = await bearer(installation);
    anonymous = client(server.url);
    owner = client(server.url, token);
    admin = client(server.url, await bearer(installation, 'admin'));
    moderator = client(server.url, await bearer(installation, 'moderator'));
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it.each(guarded)('%s: 401 without a session, with WWW-Authenticate', async (_name, { method, path }) => {
    const answer = await anonymous.send(method.toUpperCase(), filled(path));
    expect(answer).toMatchObject(problem(401, 'UNAUTHENTICATED'));
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: 'urn:holdfast:error:unauthenticated',
      title: expect.any(String),
      status: 401,
      detail: expect.any(String),
      code: 'UNAUTHENTICATED',
      success: false,
      errors: [],
    });
  });

  it.each(guarded)('%s: 403 to each lower role', async (_name, { method, path, operation }) => {
    const lower = { moderator: [], admin: [moderator], super_admin: [moderator, admin], public: [] }[
      operation.role
    ];
    for (const who of lower)
      expect(await who.send(method.toUpperCase(), filled(path))).toMatchObject(problem(403, 'FORBIDDEN'));
  });

  it('keeps everything under /api/backups for super_admin', () => {
    const others = API_CALLS.filter(
      (c) => c.path.startsWith('/api/backups/') && c.operation.role !== 'super_admin',
    );
    expect(others).toEqual([]);
  });

  it.each(['', 'x', 'hf_abc_def', `hf_abcdefgh_${'a'.repeat(43)}`, "' OR 1=1 -- "])(
    '401 to the bearer %j',
    async (value) => {
      const answer = await anonymous.get('/api/backups/jobs', { authorization: `Bearer ${value}` });
      expect(answer).toMatchObject(problem(401, 'UNAUTHENTICATED'));
    },
  );

  it('401 to a revoked and to an expired token, at once', async () => {
    const made = JSON.parse(
      (
        await installation.cli([
          'token',
          'create',
          '--name',
          'short',
          '--role',
          'super_admin',
          '--expires',
          '1h',
          '--json',
        ])
      ).stdout,
    );
    const headers = { authorization: `Bearer ${made.token}` };
    expect((await anonymous.get('/api/backups/jobs', headers)).status).toBe(200);
    await installation.sql('UPDATE api_tokens SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE id = ?', [
      made.id,
    ]);
    expect((await anonymous.get('/api/backups/jobs', headers)).status).toBe(401);
    await installation.sql('UPDATE api_tokens SET expires_at = NULL WHERE id = ?', [made.id]);
    expect((await anonymous.get('/api/backups/jobs', headers)).status).toBe(200);
    expect((await installation.cli(['token', 'revoke', made.id])).code).toBe(0);
    expect((await anonymous.get('/api/backups/jobs', headers)).status).toBe(401);
  });

  it.each([
    ['GET', `/api/backups/jobs/${UUID}`],
    ['POST', `/api/backups/jobs/${UUID}/cancel`],
    ['GET', `/api/backups/jobs/${UUID}/events`],
    ['GET', `/api/backups/archives/browse?repository_id=${UUID}&archive=x`],
    ['GET', `/api/backups/archives/download?repository_id=${UUID}&archive=x&path=y`],
    ['GET', '/api/no/such/call'],
    ['PUT', '/api/no/such/call'],
    ['PATCH', '/api/no/such/call'],
  ])('404 to %s %s', async (method, path) => {
    expect(await owner.send(method, path)).toMatchObject(problem(404, 'NOT_FOUND'));
  });

  it('404 to an unknown plan, repository and job in the body', async () => {
    expect(await owner.post('/api/backups/borg/run', { planId: 99 })).toMatchObject(
      problem(404, 'NOT_FOUND'),
    );
    const body = { repository_id: UUID, archive: 'x' };
    expect(await owner.post('/api/backups/restores', body)).toMatchObject(problem(404, 'NOT_FOUND'));
    expect(await owner.post('/api/backups/archives/delete', body)).toMatchObject(problem(404, 'NOT_FOUND'));
  });

  it.each([
    ['POST', '/api/backups/statistics'],
    ['DELETE', '/api/backups/jobs'],
    ['PUT', '/api/health'],
    ['PATCH', '/api/backups/settings'],
  ])('405 as a problem document to %s %s', async (method, path) => {
    const answer = await owner.send(method, path);
    expect(answer).toMatchObject(problem(405, 'METHOD_NOT_ALLOWED'));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('422 naming every bad field', async () => {
    const answer = await owner.send('PUT', '/api/backups/settings', {
      keep_daily: -1,
      keep_hourly: 1.5,
      keep_weekly: '4',
      keep_monthly: 10_001,
      schedule: '* * * * *',
      timezone: 'Mars/Olympus',
      include_paths: ['relative', '/a/../b'],
      notification_email: 'nobody',
      compression_level: 23,
      nonsense: 1,
    });
    expect(answer).toMatchObject(problem(422, 'VALIDATION'));
    const paths = new Set(answer.body.errors.map((e: { path: string }) => e.path));
    expect(paths).toEqual(
      new Set([
        'keep_daily',
        'keep_hourly',
        'keep_weekly',
        'keep_monthly',
        'schedule',
        'timezone',
        'include_paths.0',
        'include_paths.1',
        'notification_email',
        'compression_level',
        'nonsense',
      ]),
    );
    const { body } = await owner.get('/api/backups/settings');
    expect(body.data).toMatchObject({ keep_daily: 30, schedule: '0 2 * * *' });
  });

  it('422 to a retention that would keep nothing, also in two steps', async () => {
    const none = { keep_hourly: 0, keep_daily: 0, keep_weekly: 0, keep_monthly: 0 };
    const answer = await owner.send('PUT', '/api/backups/settings', none);
    expect(answer).toMatchObject(problem(422, 'VALIDATION'));
    expect(answer.body.errors.map((e: { path: string }) => e.path)).toEqual(Object.keys(none));
    const { keep_daily: _kept, ...three } = none;
    expect((await owner.send('PUT', '/api/backups/settings', three)).status).toBe(200);
    expect((await owner.send('PUT', '/api/backups/settings', { keep_daily: 0 })).status).toBe(422);
  });

  it.each(['files', 'db', 'both'])(
    '422 to /api/backups/start with the kind %s, naming those that work',
    async (kind) => {
      const answer = await owner.post('/api/backups/start', { kind });
      expect(answer).toMatchObject(problem(422, 'UNSUPPORTED_KIND'));
      expect(answer.body.supported_kinds).toEqual(['borg']);
      expect(answer.body.detail).toContain('borg');
    },
  );

  it('422 to /api/backups/start with an unknown kind', async () => {
    const answer = await owner.post('/api/backups/start', { kind: 'tape' });
    expect(answer).toMatchObject(problem(422, 'VALIDATION'));
    expect(answer.body.errors[0].path).toBe('kind');
  });

  describe('requests that cannot be read', () => {
    const post = (body: BodyInit | undefined, type: string | null, path = '/api/backups/start') =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { ...token, ...(type === null ? {} : { 'content-type': type }) },
        body,
      });

    it.each([
      ['not JSON', '{"kind": ', 'application/json'],
      ['an array', '[]', 'application/json'],
      ['null', 'null', 'application/json'],
      ['a text', '"both"', 'application/json'],
      ['a form', 'kind=both', 'application/x-www-form-urlencoded'],
      ['plain text', '{"kind":"both"}', 'text/plain'],
      ['JSON without a type', '{"kind":"both"}', ''],
    ])('400 to %s', async (_name, body, type) => {
      const response = await post(body, type);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'BAD_REQUEST', success: false });
    });

    it('takes no field from a prototype', async () => {
      const response = await post('{"kind":"both","__proto__":{"kind":"files"}}', 'application/json');
      expect(response.status).toBe(422);
    });

    it('413 to a body that is too large, told or not', async () => {
      const large = JSON.stringify({ kind: 'x'.repeat(1_100_000) });
      const told = await post(large, 'application/json');
      expect(told.status).toBe(413);
      expect(await told.json()).toMatchObject({ code: 'TOO_LARGE' });
      const chunks = new ReadableStream({
        start(controller) {
          for (let n = 0; n < 12; n++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)));
          controller.close();
        },
      });
      const untold = await fetch(`${server.url}/api/backups/start`, {
        method: 'POST',
        headers: { ...token, 'content-type': 'application/json' },
        body: chunks,
        duplex: 'half',
      } as RequestInit);
      expect(untold.status).toBe(413);
    });

    it('answers a body that is nested without end, and goes on', async () => {
      const deep = `{"kind":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      expect((await post(deep, 'application/json')).status).toBe(422);
    });

    it.each([
      '/api/backups/jobs/%00',
      '/api/backups/jobs?q=%00',
      '/api/backups/jobs/%zz',
      '/api/backups/jobs?q=%e0%a4',
      '/api/v1/backups/borg/info?repository_path=/x%00y',
      '/%c0%ae%c0%ae/',
    ])('400 to the address %s', async (path) => {
      const answer = await raw(server.url, path, token);
      expect(answer.status).toBe(400);
      expect(answer.type).toBe('application/problem+json');
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'BAD_REQUEST', status: 400, success: false });
    });

    it.each(['a%2fb', '..%2f..%2fetc', '%2e%2e%2fx', 'a%0ab'])('422 to the archive name %s', async (name) => {
      const path = `/api/v1/backups/borg/archives/${name}?repository_path=/nonexistent`;
      const answer = await owner.send('DELETE', path);
      expect(answer).toMatchObject(problem(422, 'VALIDATION'));
      expect(answer.body.errors[0].path).toBe('archive_name');
    });
  });

  describe('GET /api/backups/jobs', () => {
    const add = (id: string, more: Record<string, unknown> = {}) => {
      const row = {
        id,
        kind: 'borg',
        operation: 'backup',
        status: 'success',
        requested_by: 'paging',
        payload: '{"type":"borg.backup","plan_id":1}',
        created_at: new Date('2026-01-01T00:00:00Z'),
        ...more,
      };
      const columns = Object.keys(row);
      return installation.sql(
        `INSERT INTO backup_jobs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        Object.values(row),
      );
    };
    const page = async (query: string) => {
      const { status, body } = await owner.get(`/api/backups/jobs?${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      return body.data as { jobs: { id: string; [field: string]: unknown }[]; next_cursor: string | null };
    };

    it('pages by keyset: nothing twice, nothing left out, while rows arrive and share a time', async () => {
      const ids = Array.from({ length: 23 }, () => randomUUID());
      for (const [n, id] of ids.entries())
        await add(id, { created_at: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 4))) });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = `limit=5&q=paging${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
        const answer = await page(query);
        seen.push(...answer.jobs.map((job) => job.id));
        cursor = answer.next_cursor;
        await add(randomUUID(), { created_at: new Date() });
      } while (cursor);
      expect(seen).toHaveLength(23);
      expect(new Set(seen)).toEqual(new Set(ids));
      await installation.sql("DELETE FROM backup_jobs WHERE requested_by = 'paging'");
    });

    it('filters', async () => {
      const rows = [
        { status: 'failed', error: '50% of the disk_full', error_code: 'DISK_FULL', operation: 'restore' },
        { status: 'success', kind: 'restic', created_at: new Date('2025-06-01T12:00:00Z') },
        { status: 'cancelled', requested_by: 'true' },
      ].map((row) => ({ id: randomUUID(), ...row }));
      for (const { id, ...row } of rows) await add(id, row);
      const [failed, restic, cancelled] = rows.map((row) => row.id);
      const ids = async (query: string) => (await page(query)).jobs.map((job) => job.id);
      expect(await ids('status=failed')).toEqual([failed]);
      expect(await ids('kind=restic')).toEqual([restic]);
      expect(await ids('operation=restore')).toEqual([failed]);
      expect(await ids('q=disk_full')).toEqual([failed]);
      expect(await ids('q=true')).toEqual([cancelled]);
      expect(await ids(`q=${failed}`)).toEqual([failed]);
      expect(await ids('from=2025-05-31T00:00:00Z&to=2025-06-02T00:00:00%2B02:00')).toEqual([restic]);
      expect(await ids('status=running')).toEqual([]);
      expect(await ids(`q=${encodeURIComponent('%')}`)).toEqual([failed]);
      expect(await ids('q=diskXfull')).toEqual([]);
      expect(await ids(`q=${encodeURIComponent('disk_ful_')}`)).toEqual([]);
      await installation.sql('DELETE FROM backup_jobs');
    });

    it.each([
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=abc', 'limit'],
      ['limit=true', 'limit'],
      ['status=odd', 'status'],
      ['kind=tape', 'kind'],
      ['from=yesterday', 'from'],
      ['cursor=nonsense', 'cursor'],
      [`cursor=${Buffer.from('+275760-09-13T00:00:00.000Z x').toString('base64url')}`, 'cursor'],
      ['sort=error', 'sort'],
      [`q=${'x'.repeat(101)}`, 'q'],
    ])('422 to ?%s', async (query, field) => {
      const answer = await owner.get(`/api/backups/jobs?${query}`);
      expect(answer).toMatchObject(problem(422, 'VALIDATION'));
      expect(answer.body.errors.map((e: { path: string }) => e.path)).toEqual([field]);
    });
  });

  describe('other sites', () => {
    it.each([
      ['another Origin', { origin: 'https://evil.example' }],
      ['a null Origin', { origin: 'null' }],
      ['another port', { origin: 'http://127.0.0.1:1' }],
      ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
      ['Sec-Fetch-Site same-site', { 'sec-fetch-site': 'same-site' }],
    ])('403 to a write with %s and no token', async (_name, headers) => {
      const answer = await anonymous.post('/api/backups/borg/run', {}, headers as Record<string, string>);
      expect(answer).toMatchObject(problem(403, 'CROSS_SITE'));
    });

    it('get no CORS headers', async () => {
      const response = await fetch(`${server.url}/api/health`, {
        headers: { origin: 'https://evil.example' },
      });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      const preflight = await fetch(`${server.url}/api/backups/borg/run`, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
      expect(preflight.headers.get('access-control-allow-headers')).toBeNull();
    });
  });

  it('changes nothing by GET', async () => {
    makeSource(installation);
    const dump = async (): Promise<string> => {
      const tables = [
        'backup_jobs',
        'backup_settings',
        'repositories',
        'users',
        'sessions',
        'audit_log',
        'app_state',
      ];
      const all = await Promise.all(tables.map((table) => installation.sql(`SELECT * FROM ${table}`)));
      return JSON.stringify(all, (_k, v) => (typeof v === 'bigint' ? Number(v) : v));
    };
    const before = await dump();
    for (const { path } of API_CALLS) await owner.get(filled(path));
    for (const path of [
      '/',
      '/backups',
      '/access',
      '/sign-in',
      '/setup?token=x',
      '/docs',
      '/api/openapi.json',
    ])
      await owner.get(path);
    expect(await dump()).toBe(before);
  });
});
