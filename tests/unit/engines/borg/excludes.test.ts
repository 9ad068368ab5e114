import { describe, expect, it } from 'vitest';
import { excludePattern, excludesPath } from '@/lib/engines/borg/excludes';
import { EngineInputError } from '@/lib/engines/failure';

describe('excludePattern', () => {
  it.each([
    '*.tmp',
    'sh:**/cache/',
    'pp:/srv/a',
    'pf:/srv/a',
    'fm:*/x',
    '-dash',
    '--exclude-from=/etc/passwd',
    'C: drive',
    'abc:def',
  ])('takes %s', (pattern) => {
    expect(excludePattern(pattern)).toBe(pattern);
  });

  it.each(['', '  ', 're:(', 're:.*', 'xx:y', 'a\0b', 'x'.repeat(1_025)])('refuses %j', (pattern) => {
    expect(() => excludePattern(pattern)).toThrow(EngineInputError);
  });
});

describe('excludesPath', () => {
  it.each([
    [['/srv/repo'], true],
    [['pp:/srv/repo'], true],
    [['pp:srv/repo/'], true],
    [['/srv'], true],
    [['sh:/srv/repo/'], true],
    [['/srv/rep'], false],
    [['/srv/repo2'], false],
    [['*/repo'], false],
    [['pp:/srv/*'], false],
    [[], false],
  ])('%j leaves out /srv/repo: %s', (patterns, expected) => {
    expect(excludesPath(patterns, '/srv/repo')).toBe(expected);
  });
});
