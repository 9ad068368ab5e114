import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { borgNotices, parseBorgVersion, probeBorg } from '@/lib/engines/borg/version';
import { EngineFailure } from '@/lib/engines/failure';
import { recording } from '../recording';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-version-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fakeBorg(name: string, answer: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "$0" >> ${folder}/asked\necho '${answer}'\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('parseBorgVersion', () => {
  it('reads what borg answered', () => {
    expect(parseBorgVersion('/b', recording('borg/1.2.4', 'version').stdout)).toMatchObject({
      version: [1, 2, 4],
      text: '1.2.4',
    });
    expect(parseBorgVersion('/b', recording('borg/1.4.5', 'version').stdout)).toMatchObject({
      version: [1, 4, 5],
    });
    expect(parseBorgVersion('/b', 'borg 1.4.0b2\n').text).toBe('1.4.0b2');
  });

  it.each(['borg 2.0.0b25', 'borg 1.1.18', 'restic 0.14.0', ''])('refuses %j', (text) => {
    expect(() => parseBorgVersion('/b', text)).toThrow(expect.objectContaining({ code: 'TOOL_UNSUPPORTED' }));
  });
});

describe('probeBorg', () => {
  it('asks once, and again after an upgrade', async () => {
    const file = fakeBorg('borg', 'borg 1.2.4');
    expect((await Promise.all([probeBorg(file), probeBorg(file)])).map(({ text }) => text)).toEqual([
      '1.2.4',
      '1.2.4',
    ]);
    fakeBorg('borg', 'borg 1.4.55');
    expect((await probeBorg(file)).text).toBe('1.4.55');
  });

  it('says when there is none', async () => {
    await expect(probeBorg('/no/such/borg')).rejects.toMatchObject({ code: 'TOOL_MISSING' });
    await expect(probeBorg(fakeBorg('other', 'hello'))).rejects.toBeInstanceOf(EngineFailure);
  });
});

describe('borgNotices', () => {
  const codes = (text: string) => borgNotices(parseBorgVersion('/b', `borg ${text}`)).map(({ code }) => code);
  it('warns of what a version lacks', () => {
    expect(codes('1.2.4')).toEqual(['UNAUTHENTICATED_RENAME', 'UNSAFE_EXTRACT', 'UPDATE_RECOMMENDED']);
    expect(codes('1.4.0')).toEqual(['UNSAFE_EXTRACT', 'UPDATE_RECOMMENDED']);
    expect(codes('1.4.5')).toEqual([]);
    expect(codes('1.10.0')).toEqual([]);
  });
});
