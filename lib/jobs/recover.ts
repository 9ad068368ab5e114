import { config } from '@/lib/core/config';
import { logger } from '@/lib/core/logger';
import { db } from '@/lib/db/client';
import { transaction } from '@/lib/db/transaction';
import { isAlive } from '@/lib/engines/identity';
import { type JobCatalog, type JobRow, jobType } from '@/lib/jobs/define';
import { endProcessGroup } from '@/lib/jobs/end-tools';
import type { Owner } from '@/lib/jobs/heartbeat';
import { importSpool, isSpooled } from '@/lib/jobs/spool';
import { released, transition } from '@/lib/jobs/state';

const STARTING_MS = 60_000;
const STRANGER_STALE_MS = 10 * 60_000;

const silentFor = (job: JobRow, now: Date): number =>
  now.getTime() - (job.heartbeatAt ?? job.startedAt ?? job.createdAt).getTime();

/** Is the process of a running row known to be gone? Of another host only its silence can tell. */
export function isLost(job: JobRow, now: Date, hostId: string): boolean {
  const owner = job.owner as unknown as Owner | null;
  if (owner?.host_id !== hostId) return silentFor(job, now) > STRANGER_STALE_MS;
  if (!owner.process) return silentFor(job, now) > STARTING_MS;
  return !isAlive(owner.process);
}

/** Ends the tools of a lost process of this machine and removes what it had written for a while. */
async function clearAway(job: JobRow, catalog: JobCatalog): Promise<void> {
  const owner = job.owner as unknown as Owner | null;
  if (owner?.host_id !== config().hostId) return;
  for (const tool of owner.tools ?? []) if (isAlive(tool)) await endProcessGroup(tool);
  try {
    await jobType(catalog, job.payload).tidy?.(job);
  } catch (error) {
    logger.error({ err: error, job: job.id }, 'temporary files of a lost job could not be removed');
  }
}

async function interrupt(job: JobRow, catalog: JobCatalog, now: Date): Promise<void> {
  await clearAway(job, catalog);
  const started = (job.startedAt ?? job.createdAt).getTime();
  const patch = {
    ...released,
    finishedAt: now,
    durationMs: BigInt(now.getTime() - started),
    errorCode: 'INTERRUPTED',
    error:
      'The process of this job has ended without a result. Nothing was lost in the repository; start it again.',
    fence: job.fence + 1,
  };
  const moved = await transaction((tx) => transition(tx, job.id, 'failed', patch, job.fence));
  if (moved) logger.warn({ job: job.id }, 'job interrupted: its process is gone');
}

/**
 * Writes spooled results and ends the rows whose process is dead, with their tools. At start and every few seconds.
 * A job whose process lives is left alone, however long the web server was away.
 */
export async function recoverJobs(catalog: JobCatalog, now = new Date()): Promise<void> {
  await importSpool(catalog);
  const running = await db().backupJob.findMany({ where: { status: 'running' } });
  for (const job of running) {
    // The database may have come back after the import above: a result on disk is written with the next look.
    if (isLost(job, now, config().hostId) && !isSpooled(job.id)) await interrupt(job, catalog, now);
  }
}
