import { classifyBorg } from '@/lib/engines/borg/classify';
import { listOf, recordOf, textOf, utcTime } from '@/lib/engines/borg/json';
import { escapeGlob, existingArchiveName } from '@/lib/engines/borg/names';
import {
  incomplete,
  isGoodExit,
  type OutputState,
  outputObject,
  readOutput,
  startOutput,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { Verb } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';

export interface ListArchivesInput {
  /** Only the newest so many. */
  last?: number;
  prefix?: string;
  /** Exactly this one. */
  name?: string;
  /** Also comment, host and user: one more read for every archive. */
  details?: boolean;
  /** Also unfinished ones. */
  checkpoints?: boolean;
}

export interface ArchiveEntry {
  id: string;
  name: string;
  /** ISO 8601 UTC. */
  start: string;
  comment?: string;
  hostname?: string;
  username?: string;
}

export interface ArchiveList {
  repositoryId: string;
  encryption: string;
  /** Oldest first. */
  archives: ArchiveEntry[];
}

const DETAILS = '{archive}{id}{start}{comment}{hostname}{username}';

/** The archives of a repository, made here or not. */
export const listArchives = {
  id: 'borg.list-archives',
  command(input, { repository }) {
    const args = [...verbArguments('list'), '--json'];
    if (input.details) args.push('--format', DETAILS);
    if (input.checkpoints) args.push('--consider-checkpoints');
    if (input.last !== undefined) args.push('--last', count(input.last));
    const glob = globOf(input);
    if (glob !== null) args.push(`--glob-archives=${glob}`);
    return { args: [...args, '--', repository], cancel: TERM_LADDER };
  },
  start: startOutput,
  read: readOutput,
  finish(state, exit): ArchiveList {
    if (!isGoodExit(exit)) throw classifyBorg(state.transcript, exit);
    const json = outputObject(state);
    const repositoryId = textOf(recordOf(json?.repository).id);
    if (!json || repositoryId === undefined) {
      throw incomplete('Borg ended well but its list was cut short. Run it again.', state, exit);
    }
    const encryption = textOf(recordOf(json.encryption).mode) ?? 'unknown';
    return { repositoryId, encryption, archives: listOf(json.archives).map(toEntry) };
  },
} satisfies Verb<ListArchivesInput, OutputState, ArchiveList>;

function globOf({ name, prefix }: ListArchivesInput): string | null {
  if (name !== undefined) return escapeGlob(existingArchiveName(name));
  if (prefix === undefined || prefix === '') return null;
  return `${escapeGlob(existingArchiveName(prefix))}*`;
}

function count(value: number): string {
  if (Number.isSafeInteger(value) && value > 0) return String(value);
  throw new EngineInputError('last', 'The number of archives is a whole number above 0.');
}

function toEntry(value: unknown): ArchiveEntry {
  const json = recordOf(value);
  const { comment, hostname, username } = json;
  return {
    id: textOf(json.id) ?? '',
    name: textOf(json.name) ?? textOf(json.archive) ?? '',
    start: utcTime(textOf(json.start) ?? textOf(json.time) ?? ''),
    ...(textOf(comment) !== undefined && { comment: textOf(comment) }),
    ...(textOf(hostname) !== undefined && { hostname: textOf(hostname) }),
    ...(textOf(username) !== undefined && { username: textOf(username) }),
  };
}
