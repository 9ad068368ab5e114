import type { CancelLadder } from '@/lib/engines/process/cancel';
import type { LaunchRequest } from '@/lib/engines/process/launch';
import type { Secret } from '@/lib/engines/process/secret';

/** One run of a program. The environment is complete: nothing of ours is inherited. */
export interface ProcessSpec extends LaunchRequest {
  env: Readonly<Record<string, string>>;
  /** Readable by the child as descriptor 3. */
  secret?: Secret;
  signal?: AbortSignal;
  cancel?: CancelLadder;
  /** Called once with the pid, to be recorded before anything else happens. */
  onSpawn?: (pid: number) => void;
}

export interface LineProcessSpec extends ProcessSpec {
  /** `lines`: each record goes to onLine. `buffer`: kept whole up to bufferLimit bytes. */
  stdout: 'lines' | 'buffer';
  /** Returning a promise holds the tool back until it resolves. */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void | Promise<void>;
  delimiter?: '\n' | '\0';
  bufferLimit?: number;
}

export interface StreamProcessSpec extends ProcessSpec {
  /** Gets each line of stderr, whole. Must not throw. */
  onError?: (line: string) => void;
}

export interface DetachedSpec {
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** Both outputs are appended here; created 0600. */
  logFile: string;
}

export interface ProcessExit {
  exitCode?: number;
  signal?: string;
  /** We asked it to stop: by the signal, or because the reader of its output went away. */
  aborted: boolean;
  /** The last 50 lines of stderr. */
  tail: string[];
  /** Only in `buffer` mode. */
  stdout: Buffer;
  /** stdout was longer than bufferLimit. */
  truncated: boolean;
  durationMs: number;
}
