import { describe, expect, it } from 'vitest';
import { assertPassphrase, borgEnvironment } from '@/lib/engines/borg/environment';
import { EngineInputError } from '@/lib/engines/failure';

const access = { home: '/data/borg', hostId: 'holdfast-1' };

describe('borgEnvironment', () => {
  it('is complete, and holds no secret and no dangerous answer', () => {
    const { env, secret } = borgEnvironment({ ...access, passphrase: 'correct horse' });
    expect(env).toEqual({
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/data/borg',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      BORG_BASE_DIR: '/data/borg',
      BORG_HOST_ID: 'holdfast-1',
      BORG_RSH:
        'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10 -o ServerAliveInterval=30 -o ServerAliveCountMax=6 -o ControlMaster=no -o ControlPath=none',
      BORG_EXIT_CODES: 'modern',
      BORG_RELOCATED_REPO_ACCESS_IS_OK: 'no',
      BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
      BORG_DISPLAY_PASSPHRASE: 'no',
      BORG_SHOW_SYSINFO: 'no',
      BORG_PASSPHRASE_FD: '3',
    });
    expect(new TextDecoder().decode(secret?.bytes)).toBe('correct horse');
  });

  it('has no descriptor to read when there is no passphrase', () => {
    const { env, secret } = borgEnvironment(access);
    expect(env).not.toHaveProperty('BORG_PASSPHRASE_FD');
    expect(secret).toBeUndefined();
  });

  it('hands ssh its key and known hosts', () => {
    const { env } = borgEnvironment({
      ...access,
      ssh: { keyFile: '/data/ssh/id', knownHostsFile: '/data/ssh/known' },
    });
    expect(env.BORG_RSH).toMatch(
      / -o UserKnownHostsFile=\/data\/ssh\/known -o IdentitiesOnly=yes -i \/data\/ssh\/id$/,
    );
  });

  it.each(['id', '/a b', "/a'b", '/a;b"', '/a\n', '/%h', '/$HOME'])('refuses the key file %j', (keyFile) => {
    expect(() => borgEnvironment({ ...access, ssh: { keyFile } })).toThrow(EngineInputError);
  });

  it.each(['', 'a b', '-x', 'a\nb'])('refuses the host id %j', (hostId) => {
    expect(() => borgEnvironment({ ...access, hostId })).toThrow(EngineInputError);
  });

  it('refuses a passphrase borg would read differently', () => {
    for (const passphrase of ['a\n', 'a\nb', 'a\0'])
      expect(() => assertPassphrase(passphrase)).toThrow(EngineInputError);
    expect(() => assertPassphrase(' Ünï "q" \\ ')).not.toThrow();
  });
});
