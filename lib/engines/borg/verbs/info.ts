import { classifyBorg } from '@/lib/engines/borg/classify';
import { type Json, listOf, numberOf, recordOf, textOf, utcTime } from '@/lib/engines/borg/json';
import { archiveArgument } from '@/lib/engines/borg/names';
import { type ArchiveStats, archiveStats, type CacheStats, cacheStats } from '@/lib/engines/borg/stats';
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
import type { Verb, VerbExit } from '@/lib/engines/engine';

export interface RepositoryInfo {
  repositoryId: string;
  location: string;
  encryption: string;
  /** ISO 8601 UTC. */
  lastModified: string;
  cacheStats: CacheStats;
}

export interface ArchiveInfo {
  id: string;
  name: string;
  start: string;
  end: string;
  durationMs: number;
  comment: string;
  hostname: string;
  username: string;
  stats: ArchiveStats;
}

/** Facts and sizes of the repository. The first call on a machine builds the cache, which may take long. */
export const info = {
  id: 'borg.info',
  command: (_input, { repository }) => ({
    args: [...verbArguments('info'), '--json', '--', repository],
    cancel: TERM_LADDER,
  }),
  start: startOutput,
  read: readOutput,
  finish(state, exit): RepositoryInfo {
    const json = provenObject(state, exit);
    const repository = recordOf(json.repository);
    return {
      repositoryId: textOf(repository.id) ?? '',
      location: textOf(repository.location) ?? '',
      encryption: textOf(recordOf(json.encryption).mode) ?? 'unknown',
      lastModified: utcTime(textOf(repository.last_modified) ?? ''),
      cacheStats: cacheStats(recordOf(json.cache).stats),
    };
  },
} satisfies Verb<Record<string, never>, OutputState, RepositoryInfo>;

/** Facts and sizes of one archive. */
export const archiveInfo = {
  id: 'borg.archive-info',
  command: (input, { repository }) => ({
    args: [...verbArguments('info'), '--json', archiveArgument(repository, input.archive)],
    cancel: TERM_LADDER,
  }),
  start: startOutput,
  read: readOutput,
  finish(state, exit): ArchiveInfo {
    const archive = recordOf(listOf(provenObject(state, exit).archives)[0]);
    const id = textOf(archive.id);
    if (id === undefined)
      throw incomplete('Borg ended well but said nothing of the archive. Run it again.', state, exit);
    return {
      id,
      name: textOf(archive.name) ?? '',
      start: utcTime(textOf(archive.start) ?? ''),
      end: utcTime(textOf(archive.end) ?? ''),
      durationMs: Math.round((numberOf(archive.duration) ?? 0) * 1_000),
      comment: textOf(archive.comment) ?? '',
      hostname: textOf(archive.hostname) ?? '',
      username: textOf(archive.username) ?? '',
      stats: archiveStats(archive.stats),
    };
  },
} satisfies Verb<{ archive: string }, OutputState, ArchiveInfo>;

function provenObject(state: OutputState, exit: VerbExit): Json {
  if (!isGoodExit(exit)) throw classifyBorg(state.transcript, exit);
  const json = outputObject(state);
  if (!json) throw incomplete('Borg ended well but its answer was cut short. Run it again.', state, exit);
  return json;
}
