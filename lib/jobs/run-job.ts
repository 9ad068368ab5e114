import { encryptionKey } from '@/lib/core/config';
import { AppError, toAppError } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { redact, rememberSecret } from '@/lib/core/redact';
import { open } from '@/lib/core/secret-box';
import { db } from '@/lib/db/client';
import { isDatabaseAway } from '@/lib/db/failures';
import { transaction } from '@/lib/db/transaction';
import { type Channel, openChannel } from '@/lib/jobs/channel';
import { type AnyJob, type JobCatalog, type JobRow, type JobSuccess, jobType } from '@/lib/jobs/define';
import { startHeartbeat } from '@/lib/jobs/heartbeat';
import { type Outcome, settle } from '@/lib/jobs/outcome';
import { jobSecretPlace } from '@/lib/jobs/queue';
import { dropSpooled, spoolOutcome } from '@/lib/jobs/spool';

const RETRY_EVERY_MS = 2_000;
const RETRIES = 150;

export interface RunOptions {
  catalog: JobCatalog;
  /** called with every progress, for a bar on a terminal */
  onProgress?: (progress: NonNullable<ReturnType<Channel['latest']>>) => void;
  /** an outside wish to stop, e.g. Ctrl-C */
  signal?: AbortSignal;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

function failure(error: unknown, abort: AbortController): AppError {
  // An interrupted tool fails in many ways; why we interrupted it is the reason that counts.
  if (abort.signal.aborted) return toAppError(abort.signal.reason);
  return toAppError(error);
}

function ended(job: JobRow, channel: Channel, end: JobSuccess<unknown> | AppError): Outcome {
  const failed = end instanceof AppError;
  const cancelled = failed && end.code === 'CANCELLED';
  return {
    job_id: job.id,
    fence: job.fence,
    status: failed ? (cancelled ? 'cancelled' : 'failed') : 'success',
    finished_at: new Date().toISOString(),
    error: failed ? redact(end.detail) : null,
    error_code: failed ? end.code : null,
    warnings: failed ? 0 : (end.warnings ?? 0),
    size: failed ? null : (end.size ?? null),
    progress: channel.latest(),
    result: failed ? null : end.result,
  };
}

/** A spool folder that cannot be written to is no reason to stop trying the database. */
async function keepOnDisk(outcome: Outcome): Promise<void> {
  try {
    await spoolOutcome(outcome);
  } catch (error) {
    logger.error({ err: error, job: outcome.job_id }, 'the result could not be kept on disk either');
  }
}

/** Database, or spool folder and then database: a result is never lost because the database was away. */
async function record(outcome: Outcome, channel: Channel, catalog: JobCatalog): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await channel.flush();
      const written = await transaction((tx) => settle(tx, catalog, outcome));
      if (!written)
        logger.warn({ job: outcome.job_id }, 'the claim is no longer held; the result was not written');
      if (attempt > 0) await dropSpooled(outcome.job_id);
      return;
    } catch (error) {
      const away = isDatabaseAway(error) || toAppError(error).code === 'DATABASE_UNAVAILABLE';
      logger.error({ err: error, job: outcome.job_id }, 'the result could not be written');
      if (attempt === 0) await keepOnDisk(outcome);
      if (!away || attempt >= RETRIES) return;
      await pause(RETRY_EVERY_MS);
    }
  }
}

function handle(
  definition: AnyJob,
  job: JobRow,
  channel: Channel,
  abort: AbortController,
  options: RunOptions,
) {
  const payload = definition.payload.parse(job.payload) as never;
  const secret = job.secret === null ? null : open(encryptionKey(), jobSecretPlace(job.id), job.secret);
  if (secret !== null) rememberSecret(secret);
  const heartbeat = startHeartbeat(job.id, job.fence, abort);
  const run = definition.run({
    job,
    payload,
    secret,
    signal: abort.signal,
    log: channel.log,
    own: heartbeat.own,
    progress: (progress) => {
      channel.progress(progress);
      options.onProgress?.(channel.latest() ?? progress);
    },
  });
  return run.finally(heartbeat.stop);
}

/**
 * Runs one claimed job in this process to its end and writes the outcome. Never rejects because of the job itself.
 * Throws CONFLICT when the claim with this fence number is not held.
 */
export async function runJob(id: string, fence: number, options: RunOptions): Promise<Outcome> {
  const job = await db().backupJob.findUnique({ where: { id } });
  if (job?.status !== 'running' || job.fence !== fence)
    throw new AppError('CONFLICT', `Job ${id} is not claimed with number ${fence}.`);
  const definition = jobType(options.catalog, job.payload);
  const channel = openChannel(id, fence);
  const abort = new AbortController();
  options.signal?.addEventListener('abort', () =>
    abort.abort(new AppError('CANCELLED', 'Cancelled by request.')),
  );
  let outcome: Outcome;
  try {
    outcome = ended(job, channel, await handle(definition, job, channel, abort, options));
  } catch (error) {
    const known = failure(error, abort);
    if (known.code === 'INTERNAL') logger.error({ err: error, job: id }, 'job failed');
    channel.log(known.code === 'CANCELLED' ? 'info' : 'error', known.detail);
    outcome = ended(job, channel, known);
  }
  await record(outcome, channel, options.catalog);
  return outcome;
}
