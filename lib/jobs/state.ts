import type { Tx } from '@/lib/db/client';
import type { JobStatus, Prisma } from '@/lib/db/generated/client';

/**
 * queued ─claim→ running → success | failed | cancelled. Warnings are a count on success; a lost process is
 * failed/INTERRUPTED. Each state names the ones it may be reached from.
 */
const REACHED_FROM: Record<JobStatus, JobStatus[]> = {
  queued: [],
  running: ['queued'],
  success: ['running'],
  failed: ['queued', 'running'],
  cancelled: ['queued', 'running'],
};

export const TERMINAL: readonly JobStatus[] = ['success', 'failed', 'cancelled'];
export const isTerminal = (status: JobStatus): boolean => TERMINAL.includes(status);

type Patch = Omit<Prisma.BackupJobUpdateManyMutationInput, 'status'>;

/**
 * The only writer of `status`. With `fence` only the process that holds this claim may move the job.
 * → false when the job was not in a state it may leave (somebody else was faster).
 */
export async function transition(
  tx: Tx,
  id: string,
  to: JobStatus,
  patch: Patch = {},
  fence?: number,
): Promise<boolean> {
  const { count } = await tx.backupJob.updateMany({
    where: { id, status: { in: REACHED_FROM[to] }, ...(fence === undefined ? {} : { fence }) },
    data: { ...patch, status: to },
  });
  if (count === 0) return false;
  await tx.jobEvent.create({ data: { jobId: id, type: 'state', data: { status: to } } });
  return true;
}

/** Columns that a job gives back when it ends, whatever the end. */
export const released = { lockKey: null, secret: null, cancelRequestedAt: null } as const;
