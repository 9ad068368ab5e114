import { classifyBorg } from '@/lib/engines/borg/classify';
import { utcTime } from '@/lib/engines/borg/json';
import { archiveArgument } from '@/lib/engines/borg/names';
import { createTranscript, readStderr, type Transcript } from '@/lib/engines/borg/transcript';
import {
  incomplete,
  isGoodExit,
  memberPath,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { Verb } from '@/lib/engines/engine';
import { NO_EVENTS, type ToolEvent } from '@/lib/engines/events';

export interface Member {
  /** As borg stores it, without a leading slash. Bytes that are no UTF-8 show as '?'. */
  path: string;
  type: 'file' | 'directory' | 'symlink' | 'other';
  /** Bytes; 0 for a further name of a hard-linked file. */
  size: number;
  /** ISO 8601 UTC. */
  mtime: string;
  /** As ls prints it: '-rw-r--r--'. */
  mode: string;
  user: string;
  group: string;
  linkTarget?: string;
  /** The first name of this file in the archive: its content is stored there. */
  hardLinkTo?: string;
}

export interface MemberEvent {
  type: 'member';
  member: Member;
}

export interface ListMembersInput {
  archive: string;
  /** Only this path and all below it; with `exact` only this path itself. */
  path?: string;
  exact?: boolean;
}

export interface ListMembersState {
  transcript: Transcript;
  fields: string[];
  count: number;
}

/**
 * NUL between fields, because names may hold anything else. Asking for these few fields takes borg half the time of
 * its --json-lines, whose keys cannot be chosen.
 */
const FIELDS = ['mode', 'user', 'group', 'size', 'isomtime', 'linktarget', 'path'] as const;
const FORMAT = FIELDS.map((field) => `{${field}}{NUL}`).join('');

/** Lists what is in an archive, one event per member; nothing is kept. The result is the number of members. */
export const listMembers = {
  id: 'borg.list-members',
  command(input, { repository }) {
    const args = [...verbArguments('list'), '--format', FORMAT, archiveArgument(repository, input.archive)];
    if (input.path !== undefined) args.push('--', `${input.exact ? 'pf' : 'pp'}:${memberPath(input.path)}`);
    return { args, cancel: TERM_LADDER, delimiter: '\0' };
  },
  start: () => ({ transcript: createTranscript(), fields: [], count: 0 }),
  read(state, line, stream): readonly (ToolEvent | MemberEvent)[] {
    if (stream === 'stderr') return readStderr(state.transcript, line);
    state.fields.push(line);
    if (state.fields.length < FIELDS.length) return NO_EVENTS;
    const member = toMember(state.fields);
    state.fields = [];
    state.count += 1;
    return [{ type: 'member', member }];
  },
  finish(state, exit): number {
    if (!isGoodExit(exit)) throw classifyBorg(state.transcript, exit);
    if (state.fields.length > 0)
      throw incomplete('The list of files was cut short. Run it again.', state, exit);
    return state.count;
  },
} satisfies Verb<ListMembersInput, ListMembersState, number, ToolEvent | MemberEvent>;

function toMember(fields: readonly string[]): Member {
  const [mode = '', user = '', group = '', size = '', mtime = '', target = '', path = ''] = fields;
  const letter = mode[0];
  const member: Member = {
    path,
    type: typeOf(letter),
    size: Number(size),
    mtime: utcTime(mtime),
    mode,
    user,
    group,
  };
  if (letter === 'l') return { ...member, linkTarget: target };
  return letter === 'h' ? { ...member, hardLinkTo: target } : member;
}

function typeOf(letter: string | undefined): Member['type'] {
  if (letter === '-' || letter === 'h') return 'file';
  if (letter === 'd') return 'directory';
  return letter === 'l' ? 'symlink' : 'other';
}
