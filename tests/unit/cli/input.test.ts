import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { passphraseFrom } from '@/lib/cli/input';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('passphraseFrom', () => {
  it.each([
    ['three words here\n', 'three words here'],
    ['three words here\r\n', 'three words here'],
    [' blanks stay ', ' blanks stay '],
    ['only one line end goes\n\n', 'only one line end goes\n'],
  ])('reads %j', async (content, passphrase) => {
    const file = path.join(folder, 'passphrase');
    writeFileSync(file, content);
    expect(await passphraseFrom(file)).toBe(passphrase);
  });

  it('is nothing without a file, and an error for a missing one', async () => {
    expect(await passphraseFrom(undefined)).toBeUndefined();
    await expect(passphraseFrom(path.join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });
});
