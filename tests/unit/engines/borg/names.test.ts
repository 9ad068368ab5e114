import { describe, expect, it } from 'vitest';
import { archiveArgument, escapeGlob, existingArchiveName, newArchiveName } from '@/lib/engines/borg/names';
import { EngineInputError } from '@/lib/engines/failure';

describe('newArchiveName', () => {
  it.each(['a', 'web_20261120_020000', '2026-11-20T02.00', 'x'.repeat(100)])('takes %s', (name) => {
    expect(newArchiveName(name)).toBe(name);
  });

  it.each([
    '',
    '-x',
    '--help',
    '.hidden',
    'a b',
    'a/b',
    'a::b',
    'a:b',
    '{now}',
    'a\n',
    'a\nb',
    'ü',
    'x'.repeat(101),
    'a.checkpoint',
    'a.checkpoint.1',
  ])('refuses %j', (name) => {
    expect(() => newArchiveName(name)).toThrow(EngineInputError);
  });
});

describe('names of archives made by others', () => {
  it.each(['-x', 'a::b', 'with space', 'trail ', 'Ünï-漢', 'foo.checkpoint', '--help'])(
    'takes %j',
    (name) => {
      expect(existingArchiveName(name)).toBe(name);
    },
  );

  it.each(['', 'a/b', '../a', 'a\0b', 'a\nb', 'a\u001bb', 'x'.repeat(513)])('refuses %j', (name) => {
    expect(() => existingArchiveName(name)).toThrow(EngineInputError);
  });

  it('are one argument with the repository, braces doubled', () => {
    expect(archiveArgument('/srv/r', '-x {now}')).toBe('/srv/r::-x {{now}}');
    expect(() => archiveArgument('/srv/r', '')).toThrow(EngineInputError);
  });

  it('match only themselves as a pattern', () => {
    expect(escapeGlob('a*b?c[d]{e}')).toBe('a[*]b[?]c[[]d]{{e}}');
  });
});
