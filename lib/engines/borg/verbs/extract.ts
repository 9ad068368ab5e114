import { classifyBorg, failure } from '@/lib/engines/borg/classify';
import { archiveArgument } from '@/lib/engines/borg/names';
import { REASONS } from '@/lib/engines/borg/reasons';
import type { Transcript } from '@/lib/engines/borg/transcript';
import {
  isGoodExit,
  isWarningExit,
  memberPath,
  type OutputState,
  readOutput,
  startOutput,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { BorgWarning } from '@/lib/engines/borg/warnings';
import type { Verb, VerbExit } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';

export interface ExtractInput {
  archive: string;
  /** Paths as in the archive, each with all below it; everything when left out. */
  paths?: readonly string[];
  stripComponents?: number;
  dryRun?: boolean;
  /** Progress makes borg read the list of files twice. Default true. */
  progress?: boolean;
}

export interface ExtractResult {
  warnings: { count: number; items: BorgWarning[] };
}

const DISK_FULL =
  'The disk that receives the files is full. Free some space or choose another target; the archive is untouched.';
const NEVER_MATCHED = /^Include pattern '([\s\S]*)' never matched\.$/;

/** Writes an archive, or parts of it, into the working folder. */
export const extract = {
  id: 'borg.extract',
  command(input, { repository }) {
    const args = verbArguments('extract');
    if (input.progress ?? true) args.push('--progress');
    if (input.dryRun) args.push('--dry-run');
    if (input.stripComponents) args.push('--strip-components', depth(input.stripComponents));
    args.push(archiveArgument(repository, input.archive));
    if (input.paths !== undefined) args.push('--', ...pathPatterns(input.paths));
    return { args, cancel: TERM_LADDER };
  },
  start: startOutput,
  read: readOutput,
  finish: (state, exit): ExtractResult => finishExtract(state.transcript, exit),
} satisfies Verb<ExtractInput, OutputState, ExtractResult>;

/** The outcome of an extraction, to files or to a stream. */
export function finishExtract(transcript: Transcript, exit: VerbExit): ExtractResult {
  if (!isGoodExit(exit)) throw classifyBorg(transcript, exit, { DISK_FULL });
  const missing = transcript.notices.find(({ message }) => NEVER_MATCHED.test(message));
  if (missing) {
    const path = (NEVER_MATCHED.exec(missing.message)?.[1] ?? '').replace(/^p[pf]:/, '');
    throw failure(
      {
        ...REASONS.memberMissing,
        detail: `The path ${path} is not in the archive. Reload the folder and choose again.`,
      },
      transcript,
      exit,
    );
  }
  // A crash on the arguments also ends with 1; then there is no warning that explains it.
  const explained = transcript.warnings.count + transcript.notices.length > 0;
  if (isWarningExit(exit) && !explained) throw classifyBorg(transcript, exit);
  return { warnings: transcript.warnings };
}

/**
 * Paths as patterns of style pp:, so that a path like `re:x` stays a path. A path below another chosen one is left out:
 * borg matches each file once and would call the deeper one unmatched.
 */
function pathPatterns(paths: readonly string[]): string[] {
  if (paths.length === 0)
    throw new EngineInputError('paths', 'Choose at least one path, or leave paths out for all.');
  const chosen = [...new Set(paths.map(memberPath))];
  const isBelow = (path: string) => chosen.some((other) => path !== other && path.startsWith(`${other}/`));
  return chosen.filter((path) => !isBelow(path)).map((path) => `pp:${path}`);
}

function depth(value: number): string {
  if (Number.isSafeInteger(value) && value > 0 && value <= 1_000) return String(value);
  throw new EngineInputError(
    'stripComponents',
    'The number of leading folders to drop is a whole number from 0 to 1000.',
  );
}
