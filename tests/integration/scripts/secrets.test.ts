import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from './checkout';

let checkout: Checkout;
const secret = (name: string) => join(checkout.data, 'secrets', name);

beforeAll(async () => {
  checkout = await makeCheckout();
});
beforeEach(() => rm(checkout.data, { recursive: true, force: true }));
afterAll(() => checkout.remove());

const ensure = (env = {}) => checkout.bash('load_settings; ensure_secrets', { env });

describe('secrets', () => {
  it('are made in their formats, for their owner alone', async () => {
    expect((await ensure()).code).toBe(0);
    const names = ['borg.passphrase', 'database.password', 'encryption.key', 'host-id', 'nextauth.secret'];
    expect((await readdir(join(checkout.data, 'secrets'))).sort()).toEqual(names);
    for (const name of names) expect((await stat(secret(name))).mode & 0o777).toBe(0o600);
    for (const folder of ['', 'secrets', 'run', 'logs', 'cache', 'spool', 'tmp']) {
      expect((await stat(join(checkout.data, folder))).mode & 0o777).toBe(0o700);
    }
    expect(Buffer.from(await readFile(secret('encryption.key'), 'utf8'), 'base64')).toHaveLength(32);
    expect(Buffer.from(await readFile(secret('borg.passphrase'), 'utf8'), 'base64')).toHaveLength(24);
    expect(await readFile(secret('database.password'), 'utf8')).toMatch(/^[0-9a-f]{48}$/);
    expect(await readFile(secret('host-id'), 'utf8')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('are never made twice, not even by starts at the same time', async () => {
    const outcomes = await Promise.all([ensure(), ensure(), ensure()]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    const before = await readFile(secret('encryption.key'), 'utf8');
    await ensure();
    expect(await readFile(secret('encryption.key'), 'utf8')).toBe(before);
    expect(await readdir(join(checkout.data, 'secrets'))).toHaveLength(5);
  });

  it('are not replaced when a key is lost: a warning names it', async () => {
    await ensure();
    await rm(secret('encryption.key'));
    const outcome = await ensure();
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('encryption.key is missing');
    await expect(stat(secret('encryption.key'))).rejects.toThrow('ENOENT');
  });

  it('are refused when empty', async () => {
    await ensure();
    await writeFile(secret('encryption.key'), '');
    const outcome = await ensure();
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining('is empty')]);
  });

  it('are not made where the environment gives them', async () => {
    await ensure({ HOLDFAST_ENCRYPTION_KEY: 'a', BORG_PASSPHRASE: 'b' });
    expect((await readdir(join(checkout.data, 'secrets'))).sort()).toEqual([
      'database.password',
      'host-id',
      'nextauth.secret',
    ]);
  });
});

describe('data folder', () => {
  it('is not taken when it is used for something else', async () => {
    await checkout.write('shared/photo.jpg', 'x');
    const outcome = await ensure({ HOLDFAST_DATA_DIR: join(checkout.root, 'shared') });
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining('photo.jpg')]);
    expect((await stat(join(checkout.root, 'shared'))).mode & 0o777).toBe(0o755);
  });

  it('is relative to the checkout wherever the command is run', async () => {
    const outcome = await checkout.bash('cd /; load_settings; echo "$HOLDFAST_DATA_DIR"', {
      env: { HOLDFAST_DATA_DIR: './elsewhere' },
    });
    expect(outcome.stdout).toBe(join(checkout.root, 'elsewhere'));
  });
});

describe('.env', () => {
  const load = (env = {}) =>
    checkout.bash(`load_env_file "$HF_ROOT/.env"; printf "%s|" "$A" "$B" "$C" "$D" "\${E-unset}"`, { env });

  it('is read without being evaluated; the environment wins', async () => {
    const lines = [
      '# comment',
      '',
      'A=one # two',
      'export B="a # b"',
      "C='$(touch hacked)'",
      'D=$HOME;x\r',
      'E=',
    ];
    await checkout.write('.env', lines.join('\n'));
    expect((await load()).stdout).toBe('one|a # b|$(touch hacked)|$HOME;x|unset|');
    expect((await load({ A: 'caller' })).stdout).toContain('caller|');
    await rm(join(checkout.root, '.env'));
  });

  it('names the line that cannot be read', async () => {
    await checkout.write('.env', 'A=1\nnot a setting\n');
    const outcome = await load();
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining('line 2')]);
    await rm(join(checkout.root, '.env'));
  });
});
