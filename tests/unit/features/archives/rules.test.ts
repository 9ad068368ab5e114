import { describe, expect, it } from 'vitest';
import type { Member } from '@/lib/engines/borg';
import { byKindAndName, toEntry } from '@/lib/features/archives/rules';
import { entry } from '@/lib/features/archives/schema';

const member = (path: string, changed: Partial<Member> = {}): Member =>
  ({ path, type: 'file', size: 1, mtime: '2026-11-20T10:00:00Z', mode: '-rw-r--r--', ...changed }) as Member;

describe('toEntry', () => {
  it('shows a member under its last step', () => {
    const shown = toEntry(member('srv/data/ä b.txt', { size: 7 }));
    expect(shown).toMatchObject({ name: 'ä b.txt', path: 'srv/data/ä b.txt', size: 7, link_target: null });
    expect(entry.parse(shown)).toEqual(shown);
    expect(toEntry(member('top')).name).toBe('top');
  });

  it('shows where a link leads, and nothing for what the archive does not say', () => {
    const shown = toEntry(member('a/l', { type: 'symlink', linkTarget: '../x', mtime: '', mode: '' }));
    expect(shown).toMatchObject({ link_target: '../x', mtime: null, mode: null });
  });
});

describe('byKindAndName', () => {
  it('puts folders first, then names in order', () => {
    const entries = [
      member('b'),
      member('z', { type: 'directory' }),
      member('a', { type: 'symlink' }),
      member('C', { type: 'directory' }),
    ].map(toEntry);
    expect(entries.sort(byKindAndName).map((each) => each.name)).toEqual(['C', 'z', 'a', 'b']);
  });
});
