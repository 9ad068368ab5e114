import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';
import { type Visitor, visit } from '@/tests/support/visitor';

const EMAIL = 'owner@example.org';
const PASSWORD = 'a-Long-enough-one-7731';
const OTHER = 'another-Long-one-7731';

describe('sessions', () => {
  let installation: Installation;
  let server: Server;
  let visitor: Visitor;

  const me = async (who: Visitor = visitor): Promise<number> => (await who.fetch('/api/backups/jobs')).status;
  const sql = (query: string, values?: unknown[]) => installation.sql<Record<string, unknown>>(query, values);
  const cookieLine = (who: Visitor, name: string): string =>
    who.lastSetCookies.find((line) => line.startsWith(`${name}=`)) ?? '';

  beforeAll(async () => {
    installation = await createInstallation();
    server = await startServer(installation);
    for (const [email, role] of [
      [EMAIL, 'super_admin'],
      ['reader@example.org', 'moderator'],
    ] as const) {
      const made = await installation.cli(['user', 'create', email, '--role', role], {
        input: `${PASSWORD}\n`,
      });
      expect(made.code, made.stderr).toBe(0);
    }
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });
  beforeEach(async () => {
    await sql('DELETE FROM login_attempts');
    visitor = visit(server.url);
  });

  it('opens with the right password: an HttpOnly, SameSite cookie, and a row', async () => {
    expect(await me()).toBe(401);
    const answer = await visitor.signIn(EMAIL, PASSWORD);
    expect(answer).toMatchObject({ status: 200, error: null });
    const line = cookieLine(visitor, 'holdfast.session');
    expect(line).toMatch(/; ?HttpOnly/i);
    expect(line).toMatch(/; ?SameSite=(Lax|Strict)/i);
    expect(line).toMatch(/; ?Path=\//i);
    expect(line).not.toMatch(/; ?Domain=/i);
    expect(await me()).toBe(200);
    const [row] = await sql('SELECT * FROM sessions ORDER BY created_at DESC LIMIT 1');
    expect(row).toMatchObject({ address: '127.0.0.1', revoked_at: null });
    const hours = (Number(row?.expires_at) - Number(row?.created_at)) / 3_600_000;
    expect(hours).toBeCloseTo(12, 1);
  });

  it('does not care about the case of the address', async () => {
    expect((await visitor.signIn(EMAIL.toUpperCase(), PASSWORD)).error).toBeNull();
  });

  it.each([
    ['a wrong password', EMAIL, 'wrong-Password-7731'],
    ['an unknown user', 'nobody@example.org', PASSWORD],
    ['no address', '', PASSWORD],
    ['no password', EMAIL, ''],
    ['a very long password', EMAIL, 'x'.repeat(5000)],
  ])('stays closed to %s, with the same words', async (_name, email, password) => {
    const answer = await visitor.signIn(email, password);
    expect(answer).toMatchObject({ status: 401, error: 'CredentialsSignin' });
    expect(visitor.cookies.has('holdfast.session')).toBe(false);
    expect(await me()).toBe(401);
  });

  it('stays closed to a disabled user, and ends for one who is disabled meanwhile', async () => {
    await visitor.signIn('reader@example.org', PASSWORD);
    expect(await me()).toBe(403);
    await sql("UPDATE users SET disabled_at = NOW(3) WHERE email = 'reader@example.org'");
    expect(await me()).toBe(401);
    expect((await visit(server.url).signIn('reader@example.org', PASSWORD)).error).toBe('CredentialsSignin');
    await sql('UPDATE users SET disabled_at = NULL');
  });

  it('has the rights of the role as it is now, not as it was at sign-in', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    await sql("UPDATE users SET role = 'moderator' WHERE email = ?", [EMAIL]);
    expect(await me()).toBe(403);
    await sql("UPDATE users SET role = 'super_admin' WHERE email = ?", [EMAIL]);
    expect(await me()).toBe(200);
  });

  it('ends on the server with sign-out: the old cookie is worth nothing', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    const cookie = visitor.cookieHeader();
    expect((await visitor.signOut()).status).toBe(200);
    expect(visitor.cookies.has('holdfast.session')).toBe(false);
    const replay = await fetch(`${server.url}/api/backups/jobs`, { headers: { cookie } });
    expect(replay.status).toBe(401);
    const page = await fetch(`${server.url}/backups`, { headers: { cookie }, redirect: 'manual' });
    expect(page.status).toBe(307);
    expect(page.headers.get('location')).toContain('/sign-in');
  });

  it('does not end by a GET of the sign-out address', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    await visitor.fetch('/api/auth/signout');
    expect(await me()).toBe(200);
  });

  it('ends everywhere when the password changes', async () => {
    const elsewhere = visit(server.url);
    await visitor.signIn(EMAIL, PASSWORD);
    await elsewhere.signIn(EMAIL, PASSWORD);
    const changed = await installation.cli(['user', 'passwd', EMAIL], { input: `${OTHER}\n` });
    expect(changed.code, changed.stderr).toBe(0);
    expect([await me(), await me(elsewhere)]).toEqual([401, 401]);
    expect((await visitor.signIn(EMAIL, PASSWORD)).error).toBe('CredentialsSignin');
    expect((await visitor.signIn(EMAIL, OTHER)).error).toBeNull();
    await installation.cli(['user', 'passwd', EMAIL], { input: `${PASSWORD}\n` });
  });

  it.each([
    ['30 minutes without a request', 'last_seen_at = NOW(3) - INTERVAL 31 MINUTE'],
    ['the absolute time', 'expires_at = NOW(3) - INTERVAL 1 SECOND'],
    ['being revoked', 'revoked_at = NOW(3)'],
  ])('ends after %s', async (_name, change) => {
    await visitor.signIn(EMAIL, PASSWORD);
    expect(await me()).toBe(200);
    await sql(`UPDATE sessions SET ${change}`);
    expect(await me()).toBe(401);
  });

  it('is kept alive by requests, up to the absolute time', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    await sql('UPDATE sessions SET last_seen_at = NOW(3) - INTERVAL 29 MINUTE');
    expect(await me()).toBe(200);
    const [row] = await sql('SELECT MAX(last_seen_at) AS seen FROM sessions');
    expect(Date.now() - Number(row?.seen)).toBeLessThan(5 * 60_000);
  });

  it('refuses a forged and a changed cookie', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    const value = visitor.cookies.get('holdfast.session') ?? '';
    const middle = Math.floor(value.length / 2);
    const flipped = value[middle] === 'A' ? 'B' : 'A';
    for (const bad of [
      'x',
      'a.b.c',
      'e30.e30.',
      `${value.slice(0, middle)}${flipped}${value.slice(middle + 1)}`,
    ]) {
      visitor.cookies.set('holdfast.session', bad);
      expect(await me()).toBe(401);
    }
  });

  it('belongs to a browser: writes with the cookie must come from our own pages', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    const put = (headers: Record<string, string>) =>
      visitor.fetch('/api/backups/settings', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"keep_daily":31}',
      });
    expect((await put({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await put({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await put({ origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('cannot be opened without the CSRF token', async () => {
    const response = await visitor.fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: EMAIL, password: PASSWORD, csrfToken: 'x', json: 'true' }),
    });
    expect(visitor.cookies.has('holdfast.session')).toBe(false);
    expect(response.status).not.toBe(500);
    expect(await me()).toBe(401);
  });

  it('redirects after sign-in to our own pages alone', async () => {
    const { csrfToken } = (await (await visitor.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await visitor.fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        email: EMAIL,
        password: PASSWORD,
        csrfToken,
        callbackUrl: 'https://evil.example/',
        json: 'true',
      }),
    });
    const { url = '' } = (await response.json()) as { url?: string };
    expect(new URL(url, server.url).host).toBe(new URL(server.url).host);
  });

  describe('throttling', () => {
    const wrong = (who: Visitor, headers: Record<string, string> = {}) =>
      who.signIn(EMAIL, 'wrong-Password-7731', headers);

    it('refuses the sixth attempt with 429, even with the right password, whatever address is claimed', async () => {
      for (let n = 0; n < 5; n++)
        expect((await wrong(visitor, { 'x-forwarded-for': `203.0.113.${n}` })).status).toBe(401);
      const answer = await visitor.signIn(EMAIL, PASSWORD, { 'x-forwarded-for': '203.0.113.99' });
      expect(answer).toMatchObject({ status: 429, error: 'TOO_MANY_ATTEMPTS' });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(visitor.cookies.has('holdfast.session')).toBe(false);
      const [{ n } = {}] = await sql(
        "SELECT COUNT(*) n FROM login_attempts WHERE subject LIKE 'address:203%'",
      );
      expect(Number(n)).toBe(0);
    });

    it('does not keep others out', async () => {
      for (let n = 0; n < 6; n++) await wrong(visitor);
      expect((await visit(server.url).signIn('reader@example.org', PASSWORD)).error).toBeNull();
    });

    it('is forgotten after a success and after its time', async () => {
      for (let n = 0; n < 4; n++) await wrong(visitor);
      expect((await visitor.signIn(EMAIL, PASSWORD)).error).toBeNull();
      for (let n = 0; n < 5; n++) expect((await wrong(visitor)).status).toBe(401);
      expect((await wrong(visitor)).status).toBe(429);
      await sql('UPDATE login_attempts SET created_at = created_at - INTERVAL 16 MINUTE');
      expect((await visitor.signIn(EMAIL, PASSWORD)).error).toBeNull();
    });

    it('counts an address over all accounts', async () => {
      await sql(
        `INSERT INTO login_attempts (subject) VALUES ${Array.from({ length: 20 }, () => "('address:127.0.0.1')").join(',')}`,
      );
      const answer = await visitor.signIn('reader@example.org', PASSWORD);
      expect(answer).toMatchObject({ status: 429, error: 'TOO_MANY_ATTEMPTS' });
    });

    it('survives a burst: every attempt gets a clear answer, and others are served meanwhile', async () => {
      const burst = Array.from({ length: 16 }, (_, n) =>
        visit(server.url).signIn(`nobody${n}@example.org`, PASSWORD),
      );
      const health = await fetch(`${server.url}/api/ready`);
      expect(health.status).toBe(200);
      const answers = await Promise.all(burst);
      expect(answers.map((a) => a.error)).toEqual(answers.map(() => 'CredentialsSignin'));
      expect(server.output()).not.toMatch(/Transaction API error|INTERNAL/);
    });
  });

  it('is written down: who signed in, who failed, from where, never with what', async () => {
    await visitor.signIn(EMAIL, PASSWORD);
    await visit(server.url).signIn(EMAIL, 'wrong-Password-7731');
    const rows = await sql("SELECT * FROM audit_log WHERE action = 'users.signIn' ORDER BY id DESC LIMIT 2");
    expect(rows.map((row) => row.outcome)).toEqual(['UNAUTHENTICATED', 'ok']);
    expect(rows.map((row) => row.address)).toEqual(['127.0.0.1', '127.0.0.1']);
    const all = await sql('SELECT * FROM audit_log');
    const text = JSON.stringify(all, (_k, v) => (typeof v === 'bigint' ? Number(v) : v));
    for (const secret of [PASSWORD, OTHER, 'wrong-Password', visitor.cookies.get('holdfast.session') ?? '?'])
      expect(text).not.toContain(secret);
  });
});

describe('behind https', () => {
  let installation: Installation;
  let server: Server;

  beforeAll(async () => {
    installation = await createInstallation({
      NEXTAUTH_URL: 'https://backup.example.org/',
      TRUSTED_PROXIES: '127.0.0.1',
    });
    await installation.cli(['user', 'create', EMAIL, '--role', 'super_admin'], { input: `${PASSWORD}\n` });
    server = await startServer(installation);
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it('the session cookie is Secure with the __Host- prefix, and HSTS is sent', async () => {
    const visitor = visit(server.url);
    const answer = await visitor.signIn(EMAIL, PASSWORD, { 'x-forwarded-for': '1.2.3.4, 203.0.113.7' });
    expect(answer.error).toBeNull();
    const line = visitor.lastSetCookies.find((text) => text.startsWith('__Host-holdfast.session=')) ?? '';
    expect(line).toMatch(/; ?Secure/i);
    expect(line).toMatch(/; ?HttpOnly/i);
    expect(line).toMatch(/; ?Path=\/(;|$)/i);
    expect(line).not.toMatch(/; ?Domain=/i);
    const response = await visitor.fetch('/api/backups/jobs');
    expect(response.status).toBe(200);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
    const [row] = await installation.sql('SELECT address FROM sessions');
    expect(row).toEqual({ address: '203.0.113.7' });
  });
});

describe('the set-up link', () => {
  let installation: Installation;
  let server: Server;
  const link = async (): Promise<string> => (await installation.cli(['setup-link'])).stdout.trim();
  const open = async (url: string): Promise<string> => {
    const { pathname, search } = new URL(url);
    return (await fetch(`${server.url}${pathname}${search}`)).text();
  };

  beforeAll(async () => {
    installation = await createInstallation();
    server = await startServer(installation);
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it('opens once: the newest alone, never without its token, never after there is a user', async () => {
    const first = await link();
    const second = await link();
    expect(second).toMatch(/\/setup\?token=[\w-]{20,}$/);
    const opened = await open(second);
    expect(opened).toMatch(/<form/);
    for (const url of [first, `${server.url}/setup`, `${server.url}/setup?token=x`])
      expect(await open(url)).not.toMatch(/<form/);
    await installation.sql(
      "UPDATE app_state SET value = JSON_SET(value, '$.expires_at', '2020-01-01T00:00:00Z') WHERE name = 'setup_token'",
    );
    expect(await open(second)).not.toMatch(/<form/);
    const third = await link();
    expect(await open(third)).toMatch(/<form/);
    const made = await installation.cli(['user', 'create', EMAIL, '--role', 'super_admin'], {
      input: `${PASSWORD}\n`,
    });
    expect(made.code).toBe(0);
    expect(await open(third)).not.toMatch(/<form/);
    const late = await installation.cli(['setup-link']);
    expect({ code: late.code, stdout: late.stdout }).toEqual({ code: 0, stdout: '' });
  });
});
