import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findSecretFile, readSecretFile } from '@/lib/core/config-secrets';
import { makeDataFolder, thrown } from '@/tests/unit/data-folder';

const folder = makeDataFolder();
afterAll(() => folder.remove());

describe('secret files', () => {
  it('are read without the line end, blanks inside stay', () => {
    folder.secret('borg.passphrase', 'three words here');
    expect(readSecretFile(folder.dir, 'borg.passphrase')).toBe('three words here');
  });

  it.each([
    ['missing', null, 'cannot be read'],
    ['empty', '  ', 'is empty'],
  ])('that are %s are named with their path', (_what, content, reason) => {
    folder.secret('host-id', content);
    expect(thrown(() => readSecretFile(folder.dir, 'host-id'))).toMatchObject({
      code: 'NOT_CONFIGURED',
      detail: expect.stringMatching(new RegExp(`^${path.join(folder.dir, 'secrets', 'host-id')} ${reason}`)),
    });
    expect(findSecretFile(folder.dir, 'host-id')).toBeNull();
  });

  it('are found when they are there', () => {
    expect(findSecretFile(folder.dir, 'nextauth.secret')).toBe('a-secret-of-the-session-cookies');
  });
});
