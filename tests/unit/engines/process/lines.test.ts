import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createSplitter, readLines } from '@/lib/engines/process/lines';

function split(chunks: string[], options = {}): string[] {
  const splitter = createSplitter(options);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.flush()];
}

describe('createSplitter', () => {
  it.each([
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b\n', 'c'],
      ['ab', 'c'],
    ],
    [['a\n\nb'], ['a', '', 'b']],
    [['\n'], ['']],
    [[], []],
    [['a\u2028b\rc\n'], ['a\u2028b\rc']],
    [['x\0y\n'], ['x\0y']],
  ])('%j', (chunks, expected) => {
    expect(split(chunks)).toEqual(expected);
  });

  it('splits at NUL when asked, and then at nothing else', () => {
    expect(split(['a\nb\0c', '\0\0d'], { delimiter: '\0' })).toEqual(['a\nb', 'c', '', 'd']);
  });

  it('cuts a line that has no end, drops its rest and goes on after it', () => {
    const lines = split(['x'.repeat(60), 'y'.repeat(60), 'z\nnext\n'], { maxLength: 50 });
    expect(lines).toEqual([`${'x'.repeat(60)}…`, 'next']);
    expect(split([`${'x'.repeat(60)}\nnext`], { maxLength: 50 })).toEqual([`${'x'.repeat(60)}…`, 'next']);
  });
});

describe('readLines', () => {
  it('puts characters together that a chunk border cut', async () => {
    const bytes = Buffer.from('漢字\n😀');
    const lines: string[] = [];
    await readLines(
      Readable.from([bytes.subarray(0, 2), bytes.subarray(2, 8), bytes.subarray(8)]),
      (line) => void lines.push(line),
    );
    expect(lines).toEqual(['漢字', '😀']);
  });

  it('reads no further while the listener is busy', async () => {
    let given = 0;
    const source = new Readable({
      highWaterMark: 16,
      read() {
        given += 1;
        this.push(given > 500 ? null : `${'x'.repeat(15)}\n`);
      },
    });
    let seen = 0;
    await readLines(source, async () => {
      seen += 1;
      await new Promise((resolve) => setImmediate(resolve));
      expect(given - seen).toBeLessThan(20);
    });
    expect(seen).toBe(500);
  });
});
