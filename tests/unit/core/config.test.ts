import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '@/lib/core/config';
import { redact } from '@/lib/core/redact';
import { KEY, makeDataFolder, SECRETS, thrown } from '@/tests/unit/data-folder';

let folder: ReturnType<typeof makeDataFolder>;
beforeAll(() => {
  folder = makeDataFolder();
});
beforeEach(() => {
  for (const [name, content] of Object.entries(SECRETS)) folder.secret(name, content);
});
afterAll(() => folder.remove());

const DATABASE_URL = 'mysql://app:secret@db.example:3307/backups';
const load = (extra: Record<string, string> = {}) =>
  loadConfig({ HOLDFAST_DATA_DIR: folder.dir, DATABASE_URL, ...extra });

describe('loadConfig', () => {
  it('works with the data folder alone', () => {
    expect(load()).toMatchObject({
      dataDir: folder.dir,
      baseUrl: 'http://127.0.0.1:3000',
      secureCookies: false,
      trustedProxies: [],
      encryptionKey: KEY,
      nextAuthSecret: SECRETS['nextauth.secret'],
      hostId: SECRETS['host-id'],
      database: { host: 'db.example', port: 3307, embedded: false },
      defaultBorg: {
        location: path.join(folder.dir, 'borg'),
        passphrase: SECRETS['borg.passphrase'],
      },
    });
  });

  it('prefers the environment to the files', () => {
    const given = Buffer.alloc(32, 9);
    const config = load({
      HOLDFAST_ENCRYPTION_KEY: given.toString('base64'),
      NEXTAUTH_SECRET: 'another-secret-that-is-long',
      BORG_REPO: 'ssh://backup@host/./repo',
      BORG_PASSPHRASE: 'another passphrase',
      BACKUP_ROOT: '/srv/backups',
    });
    expect(config.encryptionKey).toEqual(given);
    expect(config.nextAuthSecret).toBe('another-secret-that-is-long');
    expect(config.defaultBorg).toEqual({
      location: 'ssh://backup@host/./repo',
      passphrase: 'another passphrase',
    });
    expect(config.paths.backups).toBe('/srv/backups');
  });

  it('takes a blank variable for an unset one, as env files write them', () => {
    expect(load({ PORT: '', NEXTAUTH_URL: '', BORG_REPO: '', ADMIN_EMAIL: '' })).toMatchObject({
      env: { PORT: 3000 },
      baseUrl: 'http://127.0.0.1:3000',
      defaultBorg: { location: path.join(folder.dir, 'borg') },
    });
  });

  it('has secure cookies behind https and no slash at the end of the address', () => {
    expect(load({ NEXTAUTH_URL: 'https://backup.example.org/' })).toMatchObject({
      baseUrl: 'https://backup.example.org',
      secureCookies: true,
    });
  });

  it('reads the list of proxies and the flags', () => {
    const config = load({ TRUSTED_PROXIES: ' 10.0.0.1, ,::1 ', EMAIL_NOTIFICATIONS_ENABLED: 'yes' });
    expect(config.trustedProxies).toEqual(['10.0.0.1', '::1']);
    expect(config.env.EMAIL_NOTIFICATIONS_ENABLED).toBe(true);
  });

  it('refuses an unknown HOLDFAST_ variable by its name, and no other unknown one', () => {
    expect(thrown(() => load({ HOLDFAST_ENCRYPTON_KEY: 'x', HOLDFAST_PORT: '1' }))).toMatchObject({
      code: 'VALIDATION',
      errors: [
        { path: 'HOLDFAST_ENCRYPTON_KEY', message: 'is not a variable Holdfast knows' },
        { path: 'HOLDFAST_PORT', message: 'is not a variable Holdfast knows' },
      ],
    });
    expect(() => load({ SOME_OTHER_VARIABLE: 'x' })).not.toThrow();
  });

  it.each([
    ['PORT', '0'],
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['NEXTAUTH_URL', 'backup.example.org'],
    ['NEXTAUTH_URL', 'ftp://backup.example.org'],
    ['NEXTAUTH_SECRET', 'short'],
    ['HOLDFAST_ENCRYPTION_KEY', 'c2hvcnQ='],
    ['HOLDFAST_ADMIN_EMAIL', 'nobody'],
    ['HOLDFAST_ROLE', 'server'],
    ['EMAIL_NOTIFICATIONS_ENABLED', 'maybe'],
    ['CLOUD_BACKUP_PROVIDER', 'ftp'],
    ['DATABASE_URL', 'postgres://host/name'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    const error = thrown(() => load({ [name]: value }));
    expect(error).toMatchObject({ code: 'VALIDATION', errors: [{ path: name }] });
    expect((error as Error).message).toContain(`${name}: `);
  });

  it('names every bad variable at once and tells none of their values', () => {
    const error = thrown(() => load({ PORT: '0', HOLDFAST_ENCRYPTION_KEY: 'nearly-a-key' }));
    expect(error).toMatchObject({ errors: [{ path: 'PORT' }, { path: 'HOLDFAST_ENCRYPTION_KEY' }] });
    expect(JSON.stringify(error) + (error as Error).message).not.toContain('nearly-a-key');
  });

  it('goes on without the encryption key, and with a file that holds no key', () => {
    folder.secret('encryption.key', null);
    expect(load().encryptionKey).toBeNull();
    folder.secret('encryption.key', 'not a key');
    expect(load().encryptionKey).toBeNull();
  });

  it.each(['nextauth.secret', 'borg.passphrase', 'host-id'])('does not go on without %s', (name) => {
    folder.secret(name, null);
    expect(thrown(() => load())).toMatchObject({
      code: 'NOT_CONFIGURED',
      detail: expect.stringContaining(name),
    });
  });

  it('makes every secret unreadable in texts from then on', () => {
    load({ HOLDFAST_ADMIN_PASSWORD: 'first-administrator', CLOUD_BACKUP_SECRET_KEY: 'cloud-secret-key' });
    const secrets = [
      ...['encryption.key', 'nextauth.secret', 'borg.passphrase'].map((name) => SECRETS[name]),
      ...['secret', 'first-administrator', 'cloud-secret-key'],
    ];
    for (const secret of secrets) expect(redact(`before ${secret} after`)).toBe('before [redacted] after');
  });
});
