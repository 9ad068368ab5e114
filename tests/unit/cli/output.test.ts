import { afterEach, describe, expect, it, vi } from 'vitest';
import { print, table } from '@/lib/cli/output';

afterEach(() => vi.restoreAllMocks());

describe('table', () => {
  it('has columns as wide as their widest cell', () => {
    const rows = [
      { name: 'web', files: 1200, size: null },
      { name: 'database', files: 3, size: '1.5 MB' },
    ];
    expect(table(rows)).toBe(
      ['NAME      FILES  SIZE', 'web       1200   –', 'database  3      1.5 MB'].join('\n'),
    );
  });

  it('says so when there is nothing', () => {
    expect(table([])).toBe('nothing');
  });

  it('lets no name from an archive steer the terminal', () => {
    const text = table([{ name: 'a\u001b[2Jb\r\nc', size: 1 }]);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\r');
    expect(text).toContain('a␛[2Jb␍␊c  1');
  });
});

describe('print', () => {
  it('gives the data with --json, the text without', () => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    const data = { files: 2 };
    print({ json: true }, data, () => 'text');
    print({}, data, ({ files }) => `${files} files`);
    expect(lines).toEqual(['{\n  "files": 2\n}\n', '2 files\n']);
  });
});
