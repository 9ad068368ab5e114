import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { progressLine, progressText } from '@/lib/cli/progress';

const bar = (filled: number): string => `[${'#'.repeat(filled)}${' '.repeat(24 - filled)}]`;

describe('progressText', () => {
  it.each([
    [{ phase: 'init' }, 'init'],
    [{ phase: 'create', nfiles: 12, original_size: 1_500_000 }, 'create 12 files 1.5 MB'],
    [{ phase: 'create', nfiles: 0, original_size: 0 }, 'create 0 files 0 B'],
    [{ phase: 'check', current: 1, total: 4 }, `${bar(6)} 25% check`],
    [{ phase: 'check', current: 0, total: 4 }, `${bar(0)} 0% check`],
    [{ phase: 'check', current: 9, total: 4 }, `${bar(24)} 100% check`],
    [{ phase: 'check', current: 3, total: 0 }, 'check'],
    [{ phase: 'check', total: 4 }, 'check'],
  ])('%j is drawn as %j', (progress, text) => {
    expect(progressText(progress)).toBe(text);
  });
});

describe('progressLine', () => {
  function screen(isTTY: boolean) {
    const written: string[] = [];
    const stream = new Writable({
      write: (chunk, _encoding, done) => done(void written.push(String(chunk)) as never),
    });
    return {
      written,
      stream: Object.assign(stream, { isTTY, columns: 10 }) as unknown as NodeJS.WriteStream,
    };
  }

  it('is drawn over itself and never longer than the terminal is wide', () => {
    const { written, stream } = screen(true);
    const line = progressLine(stream);
    line.show({ phase: 'a very long phase' });
    line.clear();
    expect(written).toEqual(['\r\u001b[2Ka very lo', '\r\u001b[2K']);
  });

  it('writes nothing into a pipe', () => {
    const { written, stream } = screen(false);
    const line = progressLine(stream);
    line.show({ phase: 'x' });
    line.clear();
    expect(written).toEqual([]);
  });
});
