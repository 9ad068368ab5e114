import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_CALLS } from '@/lib/transport/api-calls';
import { makeSource } from '@/tests/support/borg';
import { bearer, type Client, client } from '@/tests/support/client';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';
import { type Visitor, visit } from '@/tests/support/visitor';

const EMAIL = 'owner@example.org';
const PASSWORD = 'a-Long-enough-one-8842';
const PAGES = ['/', '/backups', '/access', '/sign-in', '/docs', '/setup?token=x', '/no-such-page'];
const CALLS = ['/api/health', '/api/backups/jobs', '/api/no-such-call', '/api/openapi.json', '/favicon.svg'];

describe('every answer', () => {
  let installation: Installation;
  let server: Server;
  let visitor: Visitor;
  let api: Client;
  let token: string;
  const pages = new Map<string, string>();
  const secrets: [name: string, value: string][] = [];

  beforeAll(async () => {
    installation = await createInstallation();
    const source = makeSource(installation);
    server = await startServer(installation);
    await installation.cli(['user', 'create', EMAIL, '--role', 'super_admin'], { input: `${PASSWORD}\n` });
    const headers = await bearer(installation);
    token = headers.authorization?.replace('Bearer ', '') ?? '';
    api = client(server.url, headers);
    visitor = visit(server.url);
    await visitor.signIn(EMAIL, PASSWORD);
    await api.send('PUT', '/api/backups/settings', { include_paths: [source] });
    const { jobId } = (await api.post('/api/backups/borg/run')).body.data;
    await api.ended(jobId);
    await api.get('/api/backups/borg/list');
    for (const page of [...PAGES, `/backups/jobs/${jobId}`])
      pages.set(page, await (await visitor.fetch(page)).text());
    const file = (name: string): string =>
      readFileSync(path.join(installation.dataDir, 'secrets', name), 'utf8').trim();
    const [user] = await installation.sql<{ password_hash: string }>('SELECT password_hash FROM users');
    const [repository] = await installation.sql<{ passphrase: string }>(
      'SELECT passphrase FROM repositories',
    );
    const [hashed] = await installation.sql<{ hash: string }>('SELECT hash FROM api_tokens');
    secrets.push(
      ['encryption key', file('encryption.key')],
      ['next-auth secret', file('nextauth.secret')],
      ['borg passphrase', file('borg.passphrase')],
      ['database password', file('database.password')],
      ['password', PASSWORD],
      ['password hash', user?.password_hash ?? ''],
      ['sealed passphrase', repository?.passphrase ?? ''],
      ['token', token],
      ['token hash', hashed?.hash ?? ''],
    );
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it.each([...PAGES, ...CALLS])('of %s carries the security headers', async (address) => {
    const { headers } = await visitor.fetch(address);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}'/);
    expect(policy.split(';').find((part) => part.includes('script-src'))).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBeTruthy();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('has a nonce of its own, the one its scripts carry', async () => {
    const seen = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const response = await visitor.fetch('/backups', { headers: { 'x-nonce': 'chosen-by-the-client' } });
      const [, nonce = ''] =
        /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
      seen.add(nonce);
      const tags = [...(await response.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(tags.length).toBeGreaterThan(2);
      for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`);
    }
    expect(seen.size).toBe(3);
    expect([...seen].join()).not.toContain('chosen');
  });

  it('shows pages to who is signed in and sends others to the sign-in page', async () => {
    expect(pages.get('/backups')).toContain('<html');
    for (const page of ['/', '/backups', '/access', '/backups/jobs/1d0d9d32-0000-4000-8000-000000000000']) {
      const response = await fetch(server.url + page, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([
        307,
        expect.stringMatching(/^\/sign-in/),
      ]);
      expect(await response.text()).not.toContain(EMAIL);
    }
  });

  it('holds no secret: pages', () => {
    for (const [page, html] of pages)
      for (const [name, secret] of secrets) expect(html.includes(secret), `${name} in ${page}`).toBe(false);
  });

  it('holds no secret: API', async () => {
    const [archive] = (await api.get('/api/backups/borg/list')).body.data.archives;
    const queries: Record<string, string> = {
      '/api/v1/backups/borg/archives': `?repository_path=${encodeURIComponent(path.join(installation.dataDir, 'borg'))}`,
      '/api/v1/backups/borg/info': `?repository_path=${encodeURIComponent(path.join(installation.dataDir, 'borg'))}`,
      '/api/backups/archives/browse': `?repository_id=${archive.repository_id}&archive=${archive.name}`,
    };
    let answered = 0;
    for (const { path: address, method } of API_CALLS) {
      if (method !== 'get' || address.includes('{') || address.endsWith('/download')) continue;
      const { status, body } = await api.get(address + (queries[address] ?? ''));
      expect(status, address).toBe(200);
      answered += 1;
      const text = JSON.stringify(body);
      for (const [name, secret] of secrets)
        expect(text.includes(secret), `${name} in ${address}`).toBe(false);
    }
    expect(answered).toBeGreaterThan(8);
    const repository = (await api.get('/api/backups/repositories')).body.data.repositories[0];
    expect(repository).toMatchObject({ has_passphrase: true });
    expect(Object.keys(repository)).not.toContain('passphrase');
  });

  it('holds no secret: logs of the server and of the jobs', () => {
    const jobs = readFileSync(path.join(installation.dataDir, 'logs/jobs.log'), 'utf8');
    expect(server.output()).toContain('listening');
    for (const [name, secret] of secrets) {
      expect(secret.length, name).toBeGreaterThan(10);
      expect(`${server.output()}${jobs}`.includes(secret), name).toBe(false);
    }
  });

  it('comes from a data folder that nobody else can read', () => {
    for (const name of ['', 'secrets', 'logs', 'spool', 'run', 'borg'])
      expect(statSync(path.join(installation.dataDir, name)).mode & 0o077, name).toBe(0);
    for (const name of ['secrets/encryption.key', 'secrets/borg.passphrase', 'logs/jobs.log'])
      expect(statSync(path.join(installation.dataDir, name)).mode & 0o077, name).toBe(0);
  });

  it('of a download is an attachment that no browser opens', async () => {
    const [archive] = (await api.get('/api/backups/borg/list')).body.data.archives;
    const query = `repository_id=${archive.repository_id}&archive=${archive.name}`;
    const folder = installation.workDir.slice(1);
    const { body } = await api.get(`/api/backups/archives/browse?${query}&path=${folder}/source`);
    expect(body.data.entries[0]).toMatchObject({ name: 'sub', type: 'directory' });
    const response = await visitor.fetch(
      `/api/backups/archives/download?${query}&path=${folder}/source/file-0.txt`,
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="file-0.txt"; filename*=UTF-8\'\'file-0.txt',
    );
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const content = Buffer.from(await response.arrayBuffer());
    expect(content.length).toBe(Number(response.headers.get('content-length')));
    expect(content).toEqual(readFileSync(path.join(installation.workDir, 'source/file-0.txt')));
    for (const bad of ['source/no-such-file', 'source/sub', 'source'])
      expect(
        (await api.get(`/api/backups/archives/download?${query}&path=${folder}/${bad}`)).status,
      ).toBeGreaterThanOrEqual(400);
  });

  it('to a header that Next must not believe is the same', async () => {
    const anonymous = client(server.url);
    for (const headers of [
      { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
      { 'x-holdfast-peer': '203.0.113.1' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    ] as Record<string, string>[])
      expect((await anonymous.get('/api/backups/jobs', headers)).status).toBe(401);
    const page = await fetch(`${server.url}/backups`, {
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      redirect: 'manual',
    });
    expect(page.headers.get('location')).not.toContain('evil');
  });

  describe('GET /api/openapi.json', () => {
    it('describes every call with its role, and nothing else', async () => {
      const { status, body } = await client(server.url).get('/api/openapi.json');
      expect(status).toBe(200);
      expect(body.openapi).toBe('3.0.3');
      const described = Object.entries<Record<string, any>>(body.paths).flatMap(([address, methods]) =>
        Object.keys(methods).map((method) => `${method} ${address}`),
      );
      expect(described.sort()).toEqual(API_CALLS.map((call) => `${call.method} ${call.path}`).sort());
      for (const call of API_CALLS) {
        const one = body.paths[call.path][call.method];
        expect(one).toMatchObject({ operationId: call.operation.name, 'x-role': call.operation.role });
        expect(one.summary.length).toBeGreaterThan(10);
        expect(one.responses.default.content).toHaveProperty('application/problem+json');
        const named = one.parameters
          .filter((p: { in: string }) => p.in === 'path')
          .map((p: { name: string }) => p.name);
        expect(named).toEqual([...call.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
        expect(one.security.length > 0).toBe(call.operation.role !== 'public');
      }
    });

    it('tells the fields that are checked', async () => {
      const { body } = await client(server.url).get('/api/openapi.json');
      const create =
        body.paths['/api/v1/backups/borg/create'].post.requestBody.content['application/json'].schema;
      expect(create.required.sort()).toEqual(['archive_name', 'repository_path', 'source_paths']);
      expect(create.additionalProperties).toBe(false);
      expect(create.properties.archive_name.pattern).toBeTruthy();
      expect(JSON.stringify(body)).not.toContain('$ref":"#/definitions');
    });
  });

  it('of /api/health and /api/ready says no more than it must, to anybody', async () => {
    const anonymous = client(server.url);
    expect((await anonymous.get('/api/health')).body).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\./),
    });
    expect((await anonymous.get('/api/ready')).body).toEqual({ status: 'ok', database: true, worker: true });
  });
});
