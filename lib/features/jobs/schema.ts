import { z } from 'zod';
import { bytes, idField, isoTime, pageLimit } from '@/lib/core/fields';
import { jobProgress } from '@/lib/jobs/progress';

export { type JobProgress, jobProgress } from '@/lib/jobs/progress';

export const JOB_STATUSES = ['queued', 'running', 'success', 'failed', 'cancelled'] as const;
export const JOB_KINDS = ['files', 'db', 'both', 'borg', 'restic'] as const;
export const jobStatus = z.enum(JOB_STATUSES);
export const jobKind = z.enum(JOB_KINDS);

export const job = z.object({
  id: idField,
  kind: jobKind,
  operation: z.string(),
  status: jobStatus,
  trigger: z.enum(['user', 'schedule', 'cli', 'api', 'system']),
  plan_id: z.number().nullable(),
  repository_id: z.string().nullable(),
  requested_by: z.string().nullable(),
  started_at: isoTime.nullable(),
  finished_at: isoTime.nullable(),
  duration_ms: z.number().nullable(),
  error: z.string().nullable(),
  error_code: z.string().nullable(),
  warnings: z.number(),
  artifact_count: z.number(),
  size: bytes.nullable(),
  progress: jobProgress.nullable(),
  cancel_requested: z.boolean(),
  created_at: isoTime,
});
export type Job = z.output<typeof job>;

export const artifact = z.object({
  id: idField,
  job_id: idField,
  artifact_type: z.enum(['files', 'database', 'borg', 'restic']),
  file_path: z.string(),
  file_size: bytes,
  sha256: z.string().nullable(),
  manifest_path: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()).nullable(),
  created_at: isoTime,
});
export type Artifact = z.output<typeof artifact>;

export const logLine = z.object({
  id: z.number(),
  at: isoTime,
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});
export type LogLine = z.output<typeof logLine>;

export const listJobsInput = z.strictObject({
  limit: pageLimit,
  cursor: z.string().max(200).optional(),
  status: jobStatus.optional(),
  kind: jobKind.optional(),
  operation: z.string().max(32).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  q: z.string().max(100).optional(),
});
export const listJobsOutput = z.object({ jobs: z.array(job), next_cursor: z.string().nullable() });
export type JobPage = z.output<typeof listJobsOutput>;

export const jobIdInput = z.strictObject({ id: idField });
export const jobDetail = z.object({
  job,
  artifacts: z.array(artifact),
  log: z.array(logLine),
  /** the job's own result, its form depends on the operation */
  result: z.record(z.string(), z.unknown()).nullable(),
});
export type JobDetail = z.output<typeof jobDetail>;
export const jobOnly = z.object({ job });

/** What a start answers at once. */
export const startedJob = z.object({ jobId: idField, status: jobStatus });
export type StartedJob = z.output<typeof startedJob>;
