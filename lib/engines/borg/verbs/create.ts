import { posix } from 'node:path';
import { classifyBorg } from '@/lib/engines/borg/classify';
import { parseCompression } from '@/lib/engines/borg/compression';
import { excludePattern } from '@/lib/engines/borg/excludes';
import { numberOf, recordOf, textOf, utcTime } from '@/lib/engines/borg/json';
import { escapePlaceholders } from '@/lib/engines/borg/location';
import { archiveArgument, newArchiveName } from '@/lib/engines/borg/names';
import { type ArchiveStats, archiveStats, type CacheStats, cacheStats } from '@/lib/engines/borg/stats';
import {
  GENTLE_LADDER,
  incomplete,
  isGoodExit,
  type OutputState,
  outputObject,
  readOutput,
  startOutput,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { BorgWarning } from '@/lib/engines/borg/warnings';
import type { Verb } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';

export interface CreateInput {
  archive: string;
  /** Absolute paths that were checked to exist. */
  sources: readonly string[];
  /** Borg patterns of the styles fm:, sh:, pp:, pf:; without a style fm:. */
  excludes?: readonly string[];
  compression?: string;
  comment?: string;
  oneFileSystem?: boolean;
  /** Seconds after which an unfinished archive is saved, so that a broken run costs no more than that. */
  checkpointInterval?: number;
}

export interface CreateResult {
  archiveId: string;
  archive: string;
  /** ISO 8601 UTC. */
  start: string;
  end: string;
  durationMs: number;
  stats: ArchiveStats;
  cacheStats: CacheStats;
  /** Files that are missing in the archive or may be torn; the first 200 of `count`. */
  warnings: { count: number; items: BorgWarning[] };
}

const MAX_COMMENT = 1_000;

/**
 * Makes an archive. Never asks for the fate of every file: that costs a seventh of the time, and what went wrong comes
 * as warnings anyway.
 */
export const create = {
  id: 'borg.create',
  command(input, { repository }) {
    if (input.sources.length === 0) throw new EngineInputError('sources', 'At least one source is needed.');
    const args = [...verbArguments('create'), '--json', '--progress'];
    args.push('--compression', parseCompression(input.compression ?? 'lz4'));
    if (input.oneFileSystem) args.push('--one-file-system');
    if (input.checkpointInterval !== undefined)
      args.push('--checkpoint-interval', seconds(input.checkpointInterval));
    if (input.comment !== undefined && input.comment !== '') args.push(`--comment=${comment(input.comment)}`);
    for (const pattern of input.excludes ?? []) args.push(`--exclude=${excludePattern(pattern)}`);
    args.push(
      archiveArgument(repository, newArchiveName(input.archive)),
      '--',
      ...input.sources.map(sourcePath),
    );
    return { args, cancel: GENTLE_LADDER };
  },
  start: startOutput,
  read: readOutput,
  finish(state, exit): CreateResult {
    if (!isGoodExit(exit)) throw classifyBorg(state.transcript, exit);
    const json = outputObject(state);
    const archive = recordOf(json?.archive);
    const archiveId = textOf(archive.id);
    // 1 is also how borg 1.2 ends when it crashes on its arguments, without an archive.
    if (archiveId === undefined && exit.exitCode !== 0) throw classifyBorg(state.transcript, exit);
    if (archiveId === undefined)
      throw incomplete('Borg ended well but named no archive. Run it again.', state, exit);
    const stats = archiveStats(archive.stats);
    const name = textOf(archive.name) ?? '';
    if (stats.nfiles === 0)
      throw incomplete(
        `The archive ${name} holds no files. Check that the sources are there and mounted.`,
        state,
        exit,
      );
    return {
      ...{ archiveId, archive: name, stats, cacheStats: cacheStats(recordOf(json?.cache).stats) },
      start: utcTime(textOf(archive.start) ?? ''),
      end: utcTime(textOf(archive.end) ?? ''),
      durationMs: Math.round((numberOf(archive.duration) ?? 0) * 1_000),
      warnings: state.transcript.warnings,
    };
  },
} satisfies Verb<CreateInput, OutputState, CreateResult>;

/** Normal form: borg 1.4 cuts the path at `/./`, and a trailing slash or `..` has no business in an archive. */
function sourcePath(path: string): string {
  if (!posix.isAbsolute(path)) throw new EngineInputError('sources', 'A source must be an absolute path.');
  if (path.includes('\0')) throw new EngineInputError('sources', 'A source must not hold a NUL character.');
  const normal = posix.normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}

function comment(text: string): string {
  if (text.length > MAX_COMMENT || text.includes('\0')) {
    throw new EngineInputError('comment', 'A comment may have 1000 characters.');
  }
  return escapePlaceholders(text);
}

function seconds(value: number): string {
  if (Number.isSafeInteger(value) && value >= 60 && value <= 86_400) return String(value);
  throw new EngineInputError('checkpointInterval', 'The checkpoint interval is 60 to 86400 seconds.');
}
