import { readFileSync } from 'node:fs';

/** Signals to send one after the other, each with the time in ms to wait before the next. */
export type CancelLadder = readonly (readonly [signal: NodeJS.Signals, waitMs: number])[];

/** For tools without manners of their own. */
export const DEFAULT_LADDER: CancelLadder = [
  ['SIGTERM', 5_000],
  ['SIGKILL', 0],
];

export interface Cancellation {
  /** Starts the ladder; a second call does nothing. */
  begin(): void;
  /** Stops sending: the process is gone, its pid may soon belong to somebody else. */
  end(): void;
}

/**
 * Walks down a ladder. Gentle signals go to the tool alone, which must still talk to its own children (ssh);
 * SIGKILL goes to the whole group, because children outlive a killed parent.
 */
export function createCancellation(pid: number, ladder: CancelLadder, sandboxed: boolean): Cancellation {
  let timers: NodeJS.Timeout[] | null = null;
  let ended = false;
  return {
    begin() {
      if (timers || ended) return;
      timers = [];
      let at = 0;
      for (const [signal, waitMs] of ladder) {
        if (at === 0) sendSignal(pid, signal, sandboxed);
        else timers.push(setTimeout(sendSignal, at, pid, signal, sandboxed));
        at += waitMs;
      }
    },
    end() {
      ended = true;
      for (const timer of timers ?? []) clearTimeout(timer);
    },
  };
}

/** Ends what is left of the group of a process that is gone. Quiet when nothing is left. */
export function killGroup(pid: number): void {
  trySend(-pid, 'SIGKILL');
}

function sendSignal(pid: number, signal: NodeJS.Signals, sandboxed: boolean): void {
  if (signal === 'SIGKILL') {
    killGroup(pid);
    return;
  }
  trySend(sandboxed ? (firstChild(pid) ?? pid) : pid, signal);
}

/** bwrap passes no signals on, so the tool inside it must be addressed itself. */
function firstChild(pid: number): number | null {
  try {
    const first = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
    return first ? Number(first) : null;
  } catch {
    return null;
  }
}

function trySend(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // Already gone: that is what the signal was for.
  }
}
