import { afterAll, describe, expect, it } from 'vitest';
import { adoptDataFolder, thrown } from '@/tests/unit/data-folder';

const folder = adoptDataFolder({ NEXTAUTH_URL: 'https://backup.example.org' });
const { checkOrigin, incomingCall, publicCall } = await import('@/lib/transport/session');
const { sessionCookieName } = await import('@/lib/transport/auth');
afterAll(() => folder.remove());

describe('checkOrigin', () => {
  const HOST = { host: '127.0.0.1:3000' };

  it.each([
    ['our own page', { ...HOST, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }],
    ['our page behind a proxy', { ...HOST, origin: 'https://backup.example.org' }],
    ['an address typed in', { ...HOST, 'sec-fetch-site': 'none' }],
    ['a program without a browser', HOST],
    [
      'a token, wherever it comes from',
      { ...HOST, authorization: 'Bearer x', origin: 'https://evil.example' },
    ],
  ])('lets %s in', (_what, headers) => {
    expect(() => checkOrigin(new Headers(headers))).not.toThrow();
  });

  it.each([
    ['another site', { ...HOST, origin: 'https://evil.example' }],
    ['another port', { ...HOST, origin: 'http://127.0.0.1:3001' }],
    ['a site whose name begins like ours', { ...HOST, origin: 'https://backup.example.org.evil.example' }],
    ['a sandboxed frame', { ...HOST, origin: 'null' }],
    ['an origin that is none', { ...HOST, origin: 'evil' }],
    ['a form of another site without an origin', { ...HOST, 'sec-fetch-site': 'cross-site' }],
    ['a sister domain', { ...HOST, 'sec-fetch-site': 'same-site' }],
    [
      'another site that says it is ours',
      { ...HOST, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('refuses %s', (_what, headers) => {
    expect(thrown(() => checkOrigin(new Headers(headers)))).toMatchObject({
      code: 'CROSS_SITE',
      status: 403,
    });
  });
});

describe('calls', () => {
  it('that anybody may make have no actor, and the address our server noted', () => {
    const headers = new Headers({ 'x-holdfast-peer': '203.0.113.7', authorization: 'Bearer x' });
    expect(publicCall(headers, 'api')).toEqual({ actor: null, door: 'api', address: '203.0.113.7' });
  });

  it('without token and cookie have no actor, and no database is asked', async () => {
    const incoming = { headers: new Headers(), cookies: { get: () => undefined } };
    expect(await incomingCall(incoming, 'page')).toEqual({ actor: null, door: 'page', address: null });
  });

  it('with a cookie that we have not signed have no actor either', async () => {
    const cookies = {
      get: (name: string) => (name === sessionCookieName() ? { value: 'a.b.c' } : undefined),
    };
    expect(await incomingCall({ headers: new Headers(), cookies }, 'api')).toMatchObject({ actor: null });
  });

  it('have a cookie that belongs to this host alone behind https', () => {
    expect(sessionCookieName()).toBe('__Host-holdfast.session');
  });
});
