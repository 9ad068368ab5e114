import type { Member } from '@/lib/engines/borg';
import type { Entry } from '@/lib/features/archives/schema';

/** More entries than this are not sent for one folder; the answer says so. */
export const FOLDER_LIMIT = 5_000;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const toEntry = (member: Member): Entry => ({
  name: nameOf(member.path),
  path: member.path,
  type: member.type,
  size: member.size,
  mtime: member.mtime || null,
  mode: member.mode || null,
  link_target: member.linkTarget ?? null,
});

/** Folders first, then by name. */
export const byKindAndName = (a: Entry, b: Entry): number => {
  const folders = Number(b.type === 'directory') - Number(a.type === 'directory');
  return folders !== 0 ? folders : a.name < b.name ? -1 : 1;
};
