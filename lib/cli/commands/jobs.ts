import { cliCall } from '@/lib/cli/call';
import { EXIT, type OutputOptions, print, table } from '@/lib/cli/output';
import { formatBytes, formatDuration } from '@/lib/core/format';
import { cancelJob, getJob, listJobs } from '@/lib/features/jobs/operations';
import type { Job, JobDetail } from '@/lib/features/jobs/schema';
import { execute } from '@/lib/operation/execute';

const row = (job: Job) => ({
  id: job.id,
  kind: job.kind,
  operation: job.operation,
  status: job.status,
  trigger: job.trigger,
  started: job.started_at ?? job.created_at,
  duration: job.duration_ms === null ? null : formatDuration(job.duration_ms),
  size: job.size === null ? null : formatBytes(job.size),
});

function details({ job, artifacts, log }: JobDetail): string {
  const facts = Object.entries(job).filter(([name, value]) => value !== null && name !== 'progress');
  return [
    ...facts.map(([name, value]) => `${name}: ${value}`),
    ...artifacts.map((artifact) => `artifact: ${artifact.file_path}`),
    ...log.map((line) => `${line.at} ${line.level} ${line.message}`),
  ].join('\n');
}

export async function list(options: OutputOptions & Record<string, unknown>): Promise<number> {
  const { json, ...filter } = options;
  const page = await execute(listJobs, cliCall(), filter);
  print({ json }, page, ({ jobs }) => table(jobs.map(row)));
  return EXIT.success;
}

export async function show(id: string, options: OutputOptions): Promise<number> {
  print(options, await execute(getJob, cliCall(), { id }), details);
  return EXIT.success;
}

export async function cancel(id: string, options: OutputOptions): Promise<number> {
  const { job } = await execute(cancelJob, cliCall(), { id });
  print(options, job, ({ status }) =>
    status === 'cancelled' ? `job ${id} cancelled` : `job ${id} is asked to stop`,
  );
  return EXIT.success;
}
