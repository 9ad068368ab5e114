import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  absolutePath,
  cronSchedule,
  excludePattern,
  existingArchiveName,
  keepCount,
  memberPath,
  newArchiveName,
  pageLimit,
  timezone,
} from '@/lib/core/fields';

const problem = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message;
const ok = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe('absolutePath', () => {
  it.each([
    ['/', '/'],
    ['//', '/'],
    ['///', '/'],
    ['/srv/data', '/srv/data'],
    ['/srv//data///', '/srv/data'],
    ['/srv/..data/a..', '/srv/..data/a..'],
    [`/${'a'.repeat(255)}`, `/${'a'.repeat(255)}`],
  ])('reads %j as %j', (given, expected) => {
    expect(absolutePath.parse(given)).toBe(expected);
  });

  it.each([
    ['', 'must not be empty'],
    ['srv/data', 'absolute'],
    ['./srv', 'absolute'],
    ['/srv/../etc', '..'],
    ['/..', '..'],
    ['/srv/\0', 'control'],
    ['/srv/a\nb', 'control'],
    ['/srv/a\u007f', 'control'],
    [`/${'a'.repeat(256)}`, '255 bytes'],
    [`/${'ü'.repeat(128)}`, '255 bytes'],
    [`/${'a/'.repeat(256)}`, '512'],
  ])('refuses %j', (value, reason) => {
    expect(problem(absolutePath, value)).toContain(reason);
  });
});

describe('memberPath', () => {
  it.each(['', 'srv/data', 'a/..b/c...', 'new\nline', '-rf'])('takes %j', (value) => {
    expect(ok(memberPath, value)).toBe(true);
  });

  it.each(['/srv', '..', 'a/../b', './a', 'a/.', 'a\0b', 'x'.repeat(4097)])('refuses %j', (value) => {
    expect(ok(memberPath, value)).toBe(false);
  });
});

describe('excludePattern', () => {
  it.each(['*.tmp', '/srv/cache', 'sh:**/node_modules', 'fm:*/x', 'C:/x', 'a-b:c'])('takes %j', (value) => {
    expect(ok(excludePattern, value)).toBe(true);
  });

  it.each(['re:(a+)+$', 'pp:/srv', 'pf:/srv', 'R:/', '!:x', '+:x', '-:x', 'xy:a', '', '  ', 'a\nb'])(
    'refuses %j',
    (value) => {
      expect(ok(excludePattern, value)).toBe(false);
    },
  );
});

describe('names of archives', () => {
  it.each(['a', 'web-1.2_x', 'A'.repeat(100), 'a.checkpoints'])('may be %j for a new one', (name) => {
    expect(ok(newArchiveName, name)).toBe(true);
  });

  it.each(['', '-a', '.a', 'a b', 'a/b', 'a::b', '{now}', 'ä', 'a\n', 'A'.repeat(101)])(
    'may not be %j for a new one',
    (name) => {
      expect(ok(newArchiveName, name)).toBe(false);
    },
  );

  it.each(['a.checkpoint', 'a.checkpoint.7'])('may not be %j: such an archive is pruned', (name) => {
    expect(problem(newArchiveName, name)).toContain('.checkpoint');
  });

  it('may be nearly anything for an old one', () => {
    for (const name of ['a b', 'ä {now}', 'x.checkpoint', '-a'])
      expect(ok(existingArchiveName, name)).toBe(true);
    for (const name of ['', 'a/b', 'a\0', 'a\tb', 'x'.repeat(256)])
      expect(ok(existingArchiveName, name)).toBe(false);
  });
});

describe('cronSchedule', () => {
  it.each([
    '0 2 * * *',
    '*/5 * * * *',
    '0 0 29 2 *',
    '30 4 * * MON-FRI',
    '0 0 L * *',
    '0 0 1 1 *',
    ' 0  2 * * * ',
  ])('takes %j', (value) => {
    expect(ok(cronSchedule, value)).toBe(true);
  });

  it.each([
    ['0 0 2 * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['0 2 * *', 'five fields'],
    ['', 'five fields'],
    ['* * * * *', 'more often than every five minutes'],
    ['*/4 * * * *', 'more often than every five minutes'],
    ['58,0 * * * *', 'more often than every five minutes'],
    ['*/7 * * * *', 'more often than every five minutes'],
    ['0 0 30 2 *', 'never fires'],
    ['0 0 31 4 *', 'never fires'],
    ['60 2 * * *', 'is not a cron expression'],
    ['0 24 * * *', 'is not a cron expression'],
    ['0 2 * * FOO', 'is not a cron expression'],
    ['a b c d e', 'is not a cron expression'],
  ])('refuses %j', (value, reason) => {
    expect(problem(cronSchedule, value)).toContain(reason);
  });
});

describe('timezone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])('takes %s', (zone) => {
    expect(ok(timezone, zone)).toBe(true);
  });
  it.each(['', 'Mars/Olympus', 'Berlin', '../etc/passwd', 'x'.repeat(65)])('refuses %j', (zone) => {
    expect(ok(timezone, zone)).toBe(false);
  });
});

describe('counts', () => {
  it('of what is kept are whole numbers from 0 to 10000', () => {
    for (const value of [0, 1, 10_000]) expect(ok(keepCount, value)).toBe(true);
    for (const value of [-1, 1.5, 10_001, Number.NaN, '3', null])
      expect(problem(keepCount, value)).toBe('must be a whole number from 0 to 10000');
  });

  it('of rows on a page arrive as text, 50 by default and 200 at most', () => {
    expect(pageLimit.parse(undefined)).toBe(50);
    expect(pageLimit.parse('20')).toBe(20);
    for (const value of ['0', '201', '-1', '1.5', 'all']) expect(ok(pageLimit, value)).toBe(false);
  });
});
