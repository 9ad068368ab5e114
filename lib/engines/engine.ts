import type { ToolEvent } from '@/lib/engines/events';
import type { CancelLadder } from '@/lib/engines/process/cancel';

export type ToolName = 'borg' | 'restic' | 'tar' | 'mysqldump';

/** A program that was found and asked for its version. */
export interface Tool {
  name: ToolName;
  /** Absolute path. */
  binary: string;
  /** Numbers to compare: [1, 2, 4]. */
  version: readonly [number, number, number];
  /** As the tool says it, with any suffix: '1.4.0b2'. */
  text: string;
}

export interface VerbContext {
  tool: Tool;
  /** The repository as the tool takes it on its command line, already validated and escaped. */
  repository: string;
}

export interface CommandSpec {
  args: string[];
  /** Signals for a cancelled run, gentle first. */
  cancel: CancelLadder;
  /** What ends a record on stdout. Listings with odd file names use NUL. */
  delimiter?: '\n' | '\0';
}

/** How the process ended, as far as a verb may know. */
export interface VerbExit {
  exitCode?: number;
  signal?: string;
  /** We asked it to stop. */
  aborted: boolean;
  /** Last lines of stderr. */
  tail: readonly string[];
}

/**
 * One thing a tool can do, without doing it: argv, parser, classifier. All four functions are pure,
 * so that each is tested with recorded output. `runVerb` is the only runner.
 */
export interface Verb<Input, State, Result, Event = ToolEvent> {
  id: string;
  /** argv of the input. Throws EngineInputError for what must not reach a command line. */
  command(input: Input, context: VerbContext): CommandSpec;
  start(input: Input): State;
  /** Takes one record, may change the state, and says what to tell the listener. */
  read(state: State, line: string, stream: 'stdout' | 'stderr'): readonly Event[];
  /** The proven result. Throws EngineFailure when the exit code or the evidence says no. */
  finish(state: State, exit: VerbExit): Result;
}

/** Compares versions: negative when `a` is older than `b`. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
