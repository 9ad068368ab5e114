import { describe, expect, it } from 'vitest';
import { foldChildren } from '@/lib/engines/borg/members';
import type { Member } from '@/lib/engines/borg/verbs/list-members';

const member = (path: string, type: Member['type'] = 'file'): Member => ({
  path,
  type,
  size: 1,
  mtime: '',
  mode: '',
  user: '',
  group: '',
});

function fold(prefix: string, paths: (string | Member)[]) {
  const children = foldChildren(prefix);
  for (const path of paths) children.add(typeof path === 'string' ? member(path) : path);
  return children.list().map(({ name, type, member: own }) => `${type} ${name}${own ? '' : ' (implied)'}`);
}

describe('foldChildren', () => {
  const archive = [member('srv/www', 'directory'), 'srv/www/a', 'srv/www/img/b', 'etc/hosts', 'top'];

  it('makes folders that have no item from the paths below them', () => {
    expect(fold('', archive)).toEqual(['directory etc (implied)', 'directory srv (implied)', 'file top']);
    expect(fold('srv', archive)).toEqual(['directory www']);
    expect(fold('/srv/www/', archive)).toEqual(['file a', 'directory img (implied)']);
  });

  it('prefers the item, in whatever order it comes', () => {
    expect(fold('a', ['a/b/c', member('a/b', 'directory')])).toEqual(['directory b']);
    expect(fold('a', [member('a/b', 'directory'), 'a/b/c'])).toEqual(['directory b']);
  });

  it('does not take a longer name for a folder', () => {
    expect(fold('srv', ['srv2/x', 'srv'])).toEqual([]);
    expect(fold('nosuch', archive)).toEqual([]);
  });

  it('keeps names that mean something elsewhere', () => {
    expect(fold('', ['__proto__/x', 'constructor', 'new\nline'])).toEqual([
      'directory __proto__ (implied)',
      'file constructor',
      'file new\nline',
    ]);
  });
});
