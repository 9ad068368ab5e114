import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureTree, removeTree } from '@/lib/core/tree';

const NOT_UNICODE = Buffer.from([0x61, 0xff, 0x62]);

describe('a tree of files', () => {
  let folder: string;
  let outside: string;

  beforeEach(() => {
    const base = mkdtempSync(path.join(tmpdir(), 'hf-tree-'));
    folder = path.join(base, 'tree');
    outside = path.join(base, 'outside');
    mkdirSync(path.join(folder, 'sub'), { recursive: true });
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'keep'), '12345678');
    writeFileSync(path.join(folder, 'a'), '123');
    writeFileSync(path.join(folder, 'sub/b'), '4567');
    symlinkSync(outside, path.join(folder, 'link'));
    const odd = Buffer.concat([Buffer.from(`${folder}/`), NOT_UNICODE]);
    mkdirSync(odd);
    writeFileSync(Buffer.concat([odd, Buffer.from('/'), NOT_UNICODE]), '89');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  it('is counted with names that are no Unicode; links are one file and not followed', async () => {
    expect(await measureTree(folder)).toEqual({ files: 4, bytes: 9 });
    await removeTree(folder);
  });

  it('is removed with names that are no Unicode; what links point to stays', async () => {
    await removeTree(folder);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(outside)).toEqual(['keep']);
  });

  it('that is not there is removed already', async () => {
    await removeTree(path.join(folder, 'gone'));
    await removeTree(folder);
    expect(existsSync(folder)).toBe(false);
  });
});
