import { describe, expect, it } from 'vitest';
import { keyId, open, type SecretPlace, seal } from '@/lib/core/secret-box';
import { KEY, thrown } from '@/tests/unit/data-folder';

const place: SecretPlace = { table: 'repositories', id: 'r1', column: 'passphrase' };
const refused = (sealed: string, at = place, key = KEY) => expect(thrown(() => open(key, at, sealed)));

describe('secret box', () => {
  it.each(['', 'three words here', 'Größe 写真 👍', 'x'.repeat(5000)])('gives back what it got', (plain) => {
    expect(open(KEY, place, seal(KEY, place, plain))).toBe(plain);
  });

  it('never seals twice the same way and shows the key by its id alone', () => {
    const sealed = seal(KEY, place, 'secret');
    expect(seal(KEY, place, 'secret')).not.toBe(sealed);
    expect(sealed).toMatch(new RegExp(`^v1\\.${keyId(KEY)}\\.[\\w-]{16}\\.[\\w-]{22}\\.[\\w-]{8}$`));
    expect(keyId(KEY)).toMatch(/^[0-9a-f]{8}$/);
  });

  it('names the key that is needed when another one is there', () => {
    refused(seal(KEY, place, 'secret'), place, Buffer.alloc(32, 8)).toMatchObject({
      code: 'KEY_MISMATCH',
      detail: expect.stringContaining(keyId(KEY)),
    });
  });

  it('refuses another key also when the id was forged', () => {
    const other = Buffer.alloc(32, 8);
    const forged = seal(KEY, place, 'secret').replace(keyId(KEY), keyId(other));
    refused(forged, place, other).toMatchObject({ code: 'KEY_MISMATCH' });
  });

  it.each([
    ['row', { ...place, id: 'r2' }],
    ['column', { ...place, column: 'secret' }],
    ['table', { ...place, table: 'backup_jobs' }],
  ])('refuses a ciphertext that was moved to another %s', (_what, other) => {
    refused(seal(KEY, place, 'secret'), other).toMatchObject({
      code: 'KEY_MISMATCH',
      detail: expect.stringContaining('belongs to another row'),
    });
  });

  const change = (part: number, to: (text: string) => string): string => {
    const parts = seal(KEY, place, 'secret').split('.');
    parts[part] = to(parts[part] ?? '');
    return parts.join('.');
  };
  const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  it.each([
    ['initialization vector', change(2, flip)],
    ['tag', change(3, flip)],
    ['tag, cut short', change(3, (tag) => tag.slice(0, 6))],
    ['tag, gone', change(3, () => '')],
    ['text', change(4, flip)],
    ['version', change(0, () => 'v2')],
    ['number of parts', 'v1.abc'],
    ['whole', ''],
  ])('refuses a changed %s', (_what, sealed) => {
    refused(sealed).toMatchObject({ code: 'KEY_MISMATCH' });
  });
});
