import { EXIT, printError, printLine } from '@/lib/cli/output';
import { progressLine } from '@/lib/cli/progress';
import { formatBytes, formatDuration } from '@/lib/core/format';
import { db } from '@/lib/db/client';
import { presentJob } from '@/lib/features/jobs/presenter';
import type { Job } from '@/lib/features/jobs/schema';
import { JOB_KINDS } from '@/lib/job-kinds';
import { claim, requestCancel } from '@/lib/jobs/queue';
import { runJob } from '@/lib/jobs/run-job';
import { claimAndSpawn } from '@/lib/jobs/spawn';
import { isTerminal } from '@/lib/jobs/state';

const LOOK_EVERY_MS = 500;

const readJob = async (id: string): Promise<Job> =>
  presentJob(await db().backupJob.findUniqueOrThrow({ where: { id } }));

/** SIGINT and SIGTERM as a wish to cancel: the tool is interrupted and leaves its repository unlocked. */
function interruption(): AbortSignal {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort());
  return abort.signal;
}

async function runHere(id: string, fence: number): Promise<void> {
  const line = progressLine();
  await runJob(id, fence, { catalog: JOB_KINDS, onProgress: line.show, signal: interruption() });
  line.clear();
}

async function watchElsewhere(id: string): Promise<void> {
  const line = progressLine();
  const signal = interruption();
  signal.addEventListener('abort', () => void requestCancel(db(), id, new Date()).catch(() => {}));
  for (;;) {
    const job = await readJob(id);
    if (isTerminal(job.status)) break;
    if (job.progress) line.show(job.progress);
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
  line.clear();
}

function report(job: Job): number {
  const time = formatDuration(job.duration_ms ?? 0);
  if (job.status !== 'success') {
    printError(`${job.operation} ${job.status} after ${time}: ${job.error ?? ''} [${job.error_code ?? ''}]`);
    return EXIT.failed;
  }
  const size = job.size === null ? '' : `, ${formatBytes(job.size)}`;
  const warnings = job.warnings > 0 ? `, ${job.warnings} warnings (holdfast jobs show ${job.id})` : '';
  printLine(`${job.operation} success in ${time}${size}${warnings}`);
  return EXIT.success;
}

/** Runs a queued job here, or follows it when a server has taken it meanwhile. → the exit code. */
export async function runToEnd(id: string, json: boolean): Promise<number> {
  const fence = await claim(id);
  if (fence === null) await watchElsewhere(id);
  else await runHere(id, fence);
  const job = await readJob(id);
  if (!json) return report(job);
  printLine(JSON.stringify(job, null, 2));
  return job.status === 'success' ? EXIT.success : EXIT.failed;
}

/** Gives a queued job a process of its own, unless a server has taken it already. */
export async function runDetached(id: string, json: boolean): Promise<number> {
  await claimAndSpawn(id);
  printLine(json ? JSON.stringify(await readJob(id), null, 2) : `job ${id} started`);
  return EXIT.success;
}
