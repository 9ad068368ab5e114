import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallMemory } from '@/lib/core/small-memory';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('smallMemory', () => {
  it('is kept by other processes’ objects too, in a file for the owner alone', () => {
    const file = path.join(folder, 'new', 'memory.json');
    smallMemory(file).write('borg', '1.2.4');
    smallMemory(file).write('restic', '0.16');
    expect(smallMemory(file).read('borg')).toBe('1.2.4');
    expect(smallMemory(file).read('restic')).toBe('0.16');
    expect(smallMemory(file).read('tar')).toBeNull();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(file))).toEqual(['memory.json']);
  });

  it('keeps the last value', () => {
    const memory = smallMemory(path.join(folder, 'last.json'));
    for (const value of ['1', '2']) memory.write('x', value);
    expect(memory.read('x')).toBe('2');
  });

  it('begins anew with a damaged file', () => {
    const file = path.join(folder, 'damaged.json');
    writeFileSync(file, '{"borg": "1.');
    expect(smallMemory(file).read('borg')).toBeNull();
    smallMemory(file).write('borg', '1.4.5');
    expect(smallMemory(file).read('borg')).toBe('1.4.5');
  });

  it('does not mind a place where nothing can be written', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const memory = smallMemory(path.join(file, 'below-a-file.json'));
    expect(() => memory.write('x', '1')).not.toThrow();
    expect(memory.read('x')).toBeNull();
  });
});
