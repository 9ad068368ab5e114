import type { z } from 'zod';
import type { Tx } from '@/lib/db/client';
import type { BackupJob } from '@/lib/db/generated/client';
import type { JobProgress } from '@/lib/jobs/progress';

export type JobRow = BackupJob;
export type LogLevel = 'info' | 'warning' | 'error';

/** What a running job works with. Everything here is safe to call while the database is away. */
export interface JobRun<P> {
  job: JobRow;
  payload: P;
  /** passphrase that came with the call, for repositories that are not registered */
  secret: string | null;
  /** aborted on cancel and when another process has taken the job over */
  signal: AbortSignal;
  progress(progress: JobProgress): void;
  log(level: LogLevel, message: string): void;
  /** records a tool's process, so that recovery can end it when this process is killed */
  own(pid: number): void;
}

/** What a handler returns: plain JSON, because it may have to wait in the spool folder. */
export interface JobSuccess<R> {
  result: R;
  /** bytes the job stands for in the history: what a backup protects, what a restore wrote */
  size?: number;
  warnings?: number;
}

export interface JobDefinition<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** `engine.verb`; the payload's discriminator */
  type: `${string}.${string}`;
  kind: 'files' | 'db' | 'both' | 'borg' | 'restic';
  operation: string;
  payload: P;
  result: R;
  run(run: JobRun<z.output<P>>): Promise<JobSuccess<z.input<R>>>;
  /** rows that a success means (artifacts, archives); same transaction as the final state */
  settle?(tx: Tx, job: JobRow, result: z.output<R>): Promise<void>;
  /** removes temporary files that a killed process of this job has left; recovery calls it, perhaps twice */
  tidy?(job: JobRow): Promise<void>;
}

export const defineJob = <P extends z.ZodType, R extends z.ZodType>(definition: JobDefinition<P, R>) =>
  definition;

/** The shape lists of job kinds are kept in; payload and result are parsed before they reach a handler. */
export interface AnyJob {
  type: `${string}.${string}`;
  kind: JobDefinition['kind'];
  operation: string;
  payload: z.ZodType;
  result: z.ZodType;
  // Method syntax on purpose: a list of definitions with different payloads is assignable to it.
  run(run: JobRun<never>): Promise<JobSuccess<unknown>>;
  settle?(tx: Tx, job: JobRow, result: never): Promise<void>;
  tidy?(job: JobRow): Promise<void>;
}

export type JobCatalog = readonly AnyJob[];

export function jobType(catalog: JobCatalog, payload: unknown): AnyJob {
  const type =
    payload !== null && typeof payload === 'object' && 'type' in payload ? payload.type : undefined;
  const found = catalog.find((definition) => definition.type === type);
  if (!found) throw new Error(`No job kind is registered for "${String(type)}".`);
  return found;
}
