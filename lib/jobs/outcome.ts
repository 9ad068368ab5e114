import { z } from 'zod';
import { ERROR_CODES } from '@/lib/core/errors';
import { plainJson } from '@/lib/core/text';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { type JobCatalog, jobType } from '@/lib/jobs/define';
import { jobProgress } from '@/lib/jobs/progress';
import { released, transition } from '@/lib/jobs/state';

/** How a job ended. Plain JSON: it is written to the spool folder when the database is away. */
export const outcomeSchema = z.object({
  job_id: z.uuid(),
  fence: z.number().int(),
  status: z.enum(['success', 'failed', 'cancelled']),
  finished_at: z.iso.datetime(),
  error: z.string().nullable(),
  error_code: z.enum(ERROR_CODES).nullable(),
  warnings: z.number().int(),
  size: z.number().nullable(),
  progress: jobProgress.nullable(),
  result: z.unknown(),
});
export type Outcome = z.output<typeof outcomeSchema>;

const json = (value: unknown): Prisma.InputJsonValue | undefined =>
  value === null || value === undefined ? undefined : (plainJson(value) as Prisma.InputJsonValue);

/**
 * Writes the end of a job: final state, and for a success the rows its result means, in the caller's transaction.
 * → false when the claim is no longer held: then nothing was written.
 */
export async function settle(tx: Tx, catalog: JobCatalog, outcome: Outcome): Promise<boolean> {
  const job = await tx.backupJob.findUnique({ where: { id: outcome.job_id } });
  if (!job || job.fence !== outcome.fence || job.status !== 'running') return false;
  const definition = jobType(catalog, job.payload);
  const finishedAt = new Date(outcome.finished_at);
  const started = (job.startedAt ?? job.createdAt).getTime();
  const result = outcome.status === 'success' ? definition.result.parse(outcome.result) : null;
  const moved = await transition(
    tx,
    job.id,
    outcome.status,
    {
      ...released,
      finishedAt,
      durationMs: BigInt(Math.max(0, finishedAt.getTime() - started)),
      error: outcome.error,
      errorCode: outcome.error_code,
      warnings: outcome.warnings,
      size: outcome.size === null ? null : BigInt(outcome.size),
      progress: json(outcome.progress),
      result: json(result),
    },
    outcome.fence,
  );
  if (moved && result !== null) await definition.settle?.(tx, job, result as never);
  return moved;
}
