import { describe, expect, it } from 'vitest';
import { newArchiveName } from '@/lib/core/fields';
import { archiveName, percentile95, planSlug } from '@/lib/features/backups/rules';

describe('planSlug', () => {
  it.each([
    ['Web server', 'web-server'],
    ['  --Größe (2)!  ', 'gr-e-2'],
    ['../../etc', 'etc'],
    ['写真', 'plan'],
    ['', 'plan'],
    ['x'.repeat(100), 'x'.repeat(60)],
  ])('%j becomes %j', (name, slug) => {
    expect(planSlug(name)).toBe(slug);
  });

  it('makes a name that a new archive may have, whatever the plan is called', () => {
    const at = new Date('2026-11-20T17:30:05Z');
    expect(archiveName('web', at)).toBe('web_20261120_173005');
    for (const name of ['Web server', 'a.checkpoint', '-', '{now}', 'x'.repeat(100)])
      expect(newArchiveName.safeParse(archiveName(planSlug(name), at)).success, name).toBe(true);
  });
});

describe('percentile95', () => {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
  it.each([
    [1, 1],
    [2, 2],
    [19, 19],
    [20, 19],
    [60, 57],
    [100, 95],
    [101, 96],
  ])('of the numbers up to %d is %d', (count, expected) => {
    expect(percentile95(upTo(count))).toBe(expected);
  });
  it('of nothing is nothing', () => {
    expect(percentile95([])).toBeNull();
  });
});
