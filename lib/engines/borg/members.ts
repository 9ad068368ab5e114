import { REASONS } from '@/lib/engines/borg/reasons';
import { type BorgHooks, type BorgRepository, baseRun } from '@/lib/engines/borg/session';
import { memberPath } from '@/lib/engines/borg/verbs/common';
import { listMembers, type Member } from '@/lib/engines/borg/verbs/list-members';
import { EngineFailure } from '@/lib/engines/failure';
import { runVerb } from '@/lib/engines/run-verb';

export interface MembersRequest {
  archive: string;
  /** Only this path and all below it. */
  path?: string;
  /** Only the direct children of `path` (of the top without one). Costs the same time, not the same memory. */
  childrenOnly?: boolean;
}

/** A child of a folder, as a browser shows it. */
export interface Child {
  name: string;
  path: string;
  type: Member['type'];
  /** Absent for a folder that the archive holds no item of: only things below it were backed up. */
  member?: Member;
}

/**
 * Streams the members of an archive to `onMember`, which holds borg back by returning a promise.
 * Resolves to the number of members (children with `childrenOnly`). A path without members yields 0.
 */
export async function eachMember(
  repository: BorgRepository,
  request: MembersRequest,
  onMember: (member: Member) => void | Promise<void>,
  hooks: Omit<BorgHooks, 'onEvent'> = {},
): Promise<number> {
  const { archive, path } = request;
  if (!request.childrenOnly) return run(repository, { archive, path }, onMember, hooks);
  const children = foldChildren(path ?? '');
  await run(repository, { archive, path }, children.add, hooks);
  const list = children.list();
  for (const child of list) await onMember(child.member ?? impliedFolder(child.path));
  return list.length;
}

/** One member by its exact path. Throws EngineFailure MEMBER_MISSING. */
export async function findMember(
  repository: BorgRepository,
  archive: string,
  path: string,
  hooks: Omit<BorgHooks, 'onEvent'> = {},
): Promise<Member> {
  let found: Member | undefined;
  const keep = (member: Member) => {
    found ??= member;
  };
  await run(repository, { archive, path, exact: true }, keep, hooks);
  if (found) return found;
  const detail = `The path ${memberPath(path)} is not in the archive. Reload the folder and choose again.`;
  throw new EngineFailure({ ...REASONS.memberMissing, tool: 'borg', detail });
}

/**
 * Derives the children of a folder from the members below it. An archive of /srv/www holds no item `srv`, so folders
 * are also made from the paths of what they contain. `prefix` without slashes at its ends; '' is the top.
 */
export function foldChildren(prefix: string): { add(member: Member): void; list(): Child[] } {
  const base = prefix.split('/').filter(Boolean).join('/');
  const start = base === '' ? '' : `${base}/`;
  const children = new Map<string, Child>();
  return {
    add(member) {
      if (!member.path.startsWith(start)) return;
      const rest = member.path.slice(start.length);
      const slash = rest.indexOf('/');
      const name = slash < 0 ? rest : rest.slice(0, slash);
      if (name === '') return;
      const path = start + name;
      if (slash < 0) children.set(name, { name, path, type: member.type, member });
      else if (!children.has(name)) children.set(name, { name, path, type: 'directory' });
    },
    list: () => [...children.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function impliedFolder(path: string): Member {
  return { path, type: 'directory', size: 0, mtime: '', mode: '', user: '', group: '' };
}

function run(
  repository: BorgRepository,
  input: { archive: string; path?: string; exact?: boolean },
  onMember: (member: Member) => void | Promise<void>,
  hooks: Omit<BorgHooks, 'onEvent'>,
): Promise<number> {
  return runVerb(listMembers, input, {
    ...baseRun(repository),
    ...hooks,
    onEvent: (event) => (event.type === 'member' ? onMember(event.member) : undefined),
  });
}
