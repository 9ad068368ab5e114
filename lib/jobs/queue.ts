import { hostname } from 'node:os';
import type { z } from 'zod';
import { config, encryptionKey } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { seal } from '@/lib/core/secret-box';
import { type Db, db, type Tx } from '@/lib/db/client';
import { isUniqueViolation } from '@/lib/db/failures';
import type { JobTrigger, Prisma } from '@/lib/db/generated/client';
import { transaction } from '@/lib/db/transaction';
import type { JobDefinition, JobRow } from '@/lib/jobs/define';
import { released, transition } from '@/lib/jobs/state';
import type { Actor, Door } from '@/lib/operation/actor';

export interface Enqueue<P> {
  payload: P;
  actor: Actor;
  door: Door;
  planId?: number;
  repositoryId?: string;
  /** what the job needs for itself */
  lockTarget: string | null;
  /** true: take the lock now and refuse when somebody holds it; false: wait in the queue for it */
  exclusive?: boolean;
  dedupeKey?: string;
  /** passphrase for this job alone; stored encrypted until the job ends */
  secret?: string | undefined;
}

const TRIGGERS: Record<Door, JobTrigger> = {
  page: 'user',
  action: 'user',
  api: 'api',
  cli: 'cli',
  schedule: 'schedule',
  system: 'system',
};

const place = (id: string) => ({ table: 'backup_jobs', id, column: 'secret' });
export const jobSecretPlace = place;

async function alreadyRunning(tx: Tx, lockKey: string, cause: unknown): Promise<AppError> {
  const holder = await tx.backupJob.findUnique({ where: { lockKey } });
  const what = holder ? `A ${holder.operation} job` : 'Another job';
  return new AppError(
    'ALREADY_RUNNING',
    `${what} holds this repository. Wait until it has ended, or cancel it, then start again.`,
    { cause, extensions: holder ? { job_id: holder.id, job_status: holder.status } : {} },
  );
}

/**
 * Adds a job. Throws ALREADY_RUNNING (with `job_id`) when `exclusive` and the lock is held.
 * → the new row, or null when `dedupeKey` was used before.
 */
export async function enqueue<P extends z.ZodType, R extends z.ZodType>(
  tx: Tx,
  definition: JobDefinition<P, R>,
  request: Enqueue<z.input<P>>,
): Promise<JobRow | null> {
  const id = newId();
  const data: Prisma.BackupJobUncheckedCreateInput = {
    id,
    kind: definition.kind,
    operation: definition.operation,
    trigger: TRIGGERS[request.door],
    planId: request.planId ?? null,
    repositoryId: request.repositoryId ?? null,
    requestedBy: request.actor.name,
    payload: definition.payload.parse(request.payload) as Prisma.InputJsonValue,
    lockTarget: request.lockTarget,
    lockKey: request.exclusive === false ? null : request.lockTarget,
    dedupeKey: request.dedupeKey ?? null,
    secret: request.secret === undefined ? null : seal(encryptionKey(), place(id), request.secret),
  };
  try {
    const row = await tx.backupJob.create({ data });
    await tx.jobEvent.create({ data: { jobId: id, type: 'state', data: { status: 'queued' } } });
    return row;
  } catch (error) {
    if (isUniqueViolation(error, 'dedupe')) return null;
    if (request.lockTarget && isUniqueViolation(error, 'lock'))
      throw await alreadyRunning(tx, request.lockTarget, error);
    throw error;
  }
}

/** Queued jobs, oldest first. */
export const queuedJobs = (limit: number, client: Db = db()): Promise<JobRow[]> =>
  client.backupJob.findMany({
    where: { status: 'queued' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
  });

/**
 * queued → running, taking the lock. → the fence number of this claim, or null when the job is gone or its lock
 * is held by another job: the unique index decides, not a look before.
 */
export async function claim(id: string, client: Db = db()): Promise<number | null> {
  try {
    return await transaction(async (tx) => {
      const row = await tx.backupJob.findUnique({ where: { id } });
      if (row?.status !== 'queued') return null;
      const now = new Date();
      const owner = { host: hostname(), host_id: config().hostId };
      const patch = {
        startedAt: now,
        heartbeatAt: now,
        fence: row.fence + 1,
        lockKey: row.lockTarget,
        owner,
      };
      return (await transition(tx, id, 'running', patch, row.fence)) ? row.fence + 1 : null;
    }, client);
  } catch (error) {
    if (isUniqueViolation(error, 'lock')) return null;
    throw error;
  }
}

/**
 * Cancels a job: a queued one ends at once, a running one is asked to and its tool is interrupted.
 * Throws CONFLICT when it has ended already.
 */
export async function requestCancel(tx: Tx, id: string, now: Date): Promise<void> {
  const patch = {
    ...released,
    finishedAt: now,
    errorCode: 'CANCELLED',
    error: 'Cancelled before it started.',
  };
  const queued = await tx.backupJob.findUnique({ where: { id }, select: { status: true } });
  if (queued?.status === 'queued' && (await transition(tx, id, 'cancelled', patch))) return;
  const { count } = await tx.backupJob.updateMany({
    where: { id, status: 'running' },
    data: { cancelRequestedAt: now },
  });
  if (count === 0) throw new AppError('CONFLICT', 'This job has ended already; there is nothing to cancel.');
}
