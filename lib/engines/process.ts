import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import {
  type Cancellation,
  createCancellation,
  DEFAULT_LADDER,
  killGroup,
} from '@/lib/engines/process/cancel';
import { findExecutable } from '@/lib/engines/process/find';
import { findHelpers, launchCommand } from '@/lib/engines/process/launch';
import { readLines } from '@/lib/engines/process/lines';
import { assertFolder, cancelledBeforeStart, notStarted, toolMissing } from '@/lib/engines/process/refusal';
import { openSecret } from '@/lib/engines/process/secret';
import { createSink, type Sink } from '@/lib/engines/process/sink';
import type {
  DetachedSpec,
  LineProcessSpec,
  ProcessExit,
  ProcessSpec,
  StreamProcessSpec,
} from '@/lib/engines/process/spec';
import { createTail } from '@/lib/engines/process/tail';

export type {
  DetachedSpec,
  LineProcessSpec,
  ProcessExit,
  ProcessSpec,
  StreamProcessSpec,
} from '@/lib/engines/process/spec';

interface Running {
  pid: number;
  stdout: Readable;
  stderr: Readable;
  ended: Promise<{ exitCode?: number; signal?: string }>;
  cancellation: Cancellation;
  startedAt: number;
}

/** After this long, whoever still holds the output of a tool that is gone is ended. */
const STRAY_GRACE_MS = 2_000;
/** How long a tool whose reader went away may take to notice. */
const CLOSED_PIPE_GRACE_MS = 3_000;

/**
 * Runs a program to its end. Exit codes are data, never exceptions.
 * Throws EngineFailure TOOL_MISSING, CANCELLED (stopped before it began) or TOOL_FAILED (could not be started),
 * and whatever onLine throws, after the program was ended.
 */
export async function runProcess(spec: LineProcessSpec): Promise<ProcessExit> {
  const running = launch(spec);
  const tail = createTail();
  const sink = createSink(spec);
  const stop = () => running.cancellation.begin();
  const unlisten = onAbort(spec.signal, stop);
  const stderr = readLines(running.stderr, (line) => {
    tail.push(line);
    return spec.onLine?.(line, 'stderr');
  });
  try {
    const drained = Promise.all([sink.drain(running.stdout), stderr]);
    // A listener that fails must not leave a tool running that nobody listens to.
    drained.catch(stop);
    const [end] = await Promise.all([running.ended, drained]);
    return exitOf(running, end, spec.signal?.aborted ?? false, tail.lines(), sink);
  } finally {
    await running.ended;
    unlisten();
  }
}

export interface StreamedProcess {
  pid: number;
  /** The tool's raw output. Destroying it ends the tool. */
  stdout: Readable;
  /** Always resolves. The output counts only together with a good exit. */
  exit: Promise<ProcessExit>;
}

/**
 * Starts a program whose output somebody else reads, for downloads. When the reader goes away or the signal comes,
 * the pipe is closed first and the tool is signalled then: a tool blocked on a full pipe hears no signal.
 */
export function streamProcess(spec: StreamProcessSpec): StreamedProcess {
  const running = launch(spec);
  const { stdout } = running;
  const tail = createTail();
  let readerGone = false;
  let patience: NodeJS.Timeout | undefined;
  const unlisten = onAbort(spec.signal, () => stdout.destroy());
  stdout.once('close', () => {
    if (stdout.readableEnded) return;
    readerGone = true;
    // Most tools end by themselves on a closed pipe; a signal in the middle of that would cut their tidying short.
    patience = setTimeout(running.cancellation.begin, CLOSED_PIPE_GRACE_MS);
  });
  const stderr = readLines(running.stderr, (line) => {
    tail.push(line);
    spec.onError?.(line);
  }).catch(() => undefined);
  const exit = Promise.all([running.ended, stderr]).then(([end]) => {
    unlisten();
    clearTimeout(patience);
    return exitOf(running, end, readerGone || (spec.signal?.aborted ?? false), tail.lines());
  });
  return { pid: running.pid, stdout, exit };
}

/**
 * Starts a program that outlives us: own session, own group, no pipe to us. Does not wait.
 * Throws EngineFailure TOOL_MISSING or TOOL_FAILED when it could not be started.
 */
export function spawnDetached(spec: DetachedSpec): { pid: number } {
  const file = findExecutable(spec.file);
  if (!file) throw toolMissing('process', spec.file);
  assertFolder('process', spec.cwd);
  const log = openSync(spec.logFile, 'a', 0o600);
  try {
    const child = execa(file, [...spec.args], {
      ...COMMON,
      env: { ...spec.env },
      cwd: spec.cwd,
      stdio: ['ignore', descriptor(log), descriptor(log)],
    });
    child.catch(() => undefined);
    if (child.pid === undefined) throw notStarted('process', file);
    child.unref();
    return { pid: child.pid };
  } finally {
    closeSync(log);
  }
}

/**
 * detached: no terminal to ask questions on, and a group that can be ended whole. No timeout and no cancelSignal of
 * execa: those signal the leader alone and turn into SIGKILL after 5 s, which leaves locks behind.
 */
const COMMON = {
  extendEnv: false,
  buffer: false,
  detached: true,
  cleanup: false,
  reject: false,
  preferLocal: false,
  stripFinalNewline: false,
  forceKillAfterDelay: false,
} as const;

function launch(spec: ProcessSpec): Running {
  if (spec.signal?.aborted) throw cancelledBeforeStart(spec.tool);
  assertFolder(spec.tool, spec.cwd);
  const [file = '', ...args] = launchCommand(spec, findHelpers(), process.getuid?.() === 0);
  const startedAt = performance.now();
  const child = spawn(spec, file, args);
  const { pid, stdout, stderr } = child;
  if (pid === undefined || !stdout || !stderr) throw notStarted(spec.tool, spec.file);
  const cancellation = createCancellation(pid, spec.cancel ?? DEFAULT_LADDER, spec.sandbox !== undefined);
  let stray: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    cancellation.end();
    stray = setTimeout(killGroup, STRAY_GRACE_MS, pid);
  });
  const ended = child.then((result) => {
    clearTimeout(stray);
    killGroup(pid);
    return { exitCode: result.exitCode, signal: result.signal };
  });
  announce(spec, pid);
  return { pid, stdout, stderr, ended, cancellation, startedAt };
}

function announce(spec: ProcessSpec, pid: number): void {
  try {
    spec.onSpawn?.(pid);
  } catch (error) {
    // A process nobody has recorded is one nobody can end later.
    killGroup(pid);
    throw error;
  }
}

function spawn(spec: ProcessSpec, file: string, args: string[]) {
  const secret = spec.secret ? openSecret(spec.secret) : null;
  try {
    const child = execa(file, args, {
      ...COMMON,
      env: { ...spec.env },
      cwd: spec.cwd,
      stdio: secret ? ['ignore', 'pipe', 'pipe', thirdOf(secret.stdio)] : ['ignore', 'pipe', 'pipe'],
    });
    return child;
  } catch (cause) {
    // execa's own message holds the whole command line, so it is not passed on.
    throw notStarted(spec.tool, spec.file, cause instanceof Error ? cause.name : undefined);
  } finally {
    secret?.close();
  }
}

function exitOf(
  running: Running,
  end: { exitCode?: number; signal?: string },
  aborted: boolean,
  tail: string[],
  sink?: Sink,
): ProcessExit {
  return {
    ...end,
    aborted,
    tail,
    stdout: sink?.content() ?? Buffer.alloc(0),
    truncated: sink?.truncated() ?? false,
    durationMs: Math.round(performance.now() - running.startedAt),
  };
}

function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  signal?.addEventListener('abort', stop, { once: true });
  return () => signal?.removeEventListener('abort', stop);
}

function thirdOf(stdio: Uint8Array | number): Uint8Array | 3 {
  return typeof stdio === 'number' ? descriptor(stdio) : stdio;
}

/** execa takes any open descriptor, its types name only the first few. */
function descriptor(fd: number): 3 {
  return fd as 3;
}
