import { type Json, parseObject } from '@/lib/engines/borg/json';
import { createTranscript, readStderr, type Transcript } from '@/lib/engines/borg/transcript';
import type { VerbExit } from '@/lib/engines/engine';
import { NO_EVENTS, type ToolEvent } from '@/lib/engines/events';
import { EngineFailure, EngineInputError } from '@/lib/engines/failure';
import type { CancelLadder } from '@/lib/engines/process/cancel';

/** For verbs that hear SIGINT as a wish: create finishes its file and writes a checkpoint. */
export const GENTLE_LADDER: CancelLadder = [
  ['SIGINT', 10_000],
  ['SIGTERM', 30_000],
  ['SIGKILL', 0],
];

/** For the others: they ignore one SIGINT, and SIGTERM ends them at once with their locks given back. */
export const TERM_LADDER: CancelLadder = [
  ['SIGTERM', 30_000],
  ['SIGKILL', 0],
];

/** Seconds to wait for a lock. Our own queue keeps our jobs apart; this is for programs that are not ours. */
export const LOCK_WAIT_SECONDS = 5;

const MAX_STDOUT = 64 * 1024 * 1024;

/** What every verb but a listing remembers: stderr, and the one JSON object that comes last on stdout. */
export interface OutputState {
  transcript: Transcript;
  stdout: string[];
  size: number;
}

export function startOutput(): OutputState {
  return { transcript: createTranscript(), stdout: [], size: 0 };
}

export function readOutput(
  state: OutputState,
  line: string,
  stream: 'stdout' | 'stderr',
): readonly ToolEvent[] {
  if (stream === 'stderr') return readStderr(state.transcript, line);
  state.size += line.length + 1;
  if (state.size <= MAX_STDOUT) state.stdout.push(line);
  return NO_EVENTS;
}

/** The object borg printed on stdout, or null. Prompts put empty lines in front of it. */
export function outputObject(state: OutputState): Json | null {
  return parseObject(state.stdout.join('\n').trim());
}

/** Borg says "archive made or files written, with warnings" by 1, or since 1.4 by 100 to 127. */
export function isWarningExit({ exitCode }: VerbExit): boolean {
  return exitCode !== undefined && (exitCode === 1 || (exitCode >= 100 && exitCode < 127));
}

export function isGoodExit(exit: VerbExit): boolean {
  return exit.exitCode === 0 || isWarningExit(exit);
}

/** Verb, channels and lock time: how every command begins. */
export function verbArguments(verb: string): string[] {
  return [verb, '--log-json', '--lock-wait', String(LOCK_WAIT_SECONDS)];
}

/** The exit code says good, the facts do not. */
export function incomplete(detail: string, state: { transcript: Transcript }, exit: VerbExit): EngineFailure {
  const { exitCode, signal } = exit;
  return new EngineFailure({
    code: 'INCOMPLETE',
    tool: 'borg',
    detail,
    exitCode,
    signal,
    tail: state.transcript.tail.lines(),
  });
}

/**
 * A path inside an archive as borg stores it: no leading slash, nothing to climb up.
 * Throws EngineInputError on 'paths'.
 */
export function memberPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) throw new EngineInputError('paths', 'A path in an archive must not be empty.');
  if (parts.includes('..')) throw new EngineInputError('paths', 'A path in an archive must not hold "..".');
  if (path.includes('\0')) throw new EngineInputError('paths', 'A path must not hold a NUL character.');
  return parts.join('/');
}
