import { z } from 'zod';
import { absolutePath, bytes, excludePattern, isoTime, newArchiveName } from '@/lib/core/fields';
import { jobKind } from '@/lib/features/jobs/schema';
import { repositoryReference } from '@/lib/features/repositories/schema';

export const runBorgInput = z.strictObject({
  planId: z.number().int().positive().optional(),
});
export const startInput = z.strictObject({ kind: z.enum(['files', 'db', 'both']) });

const rate = z.object({
  total: z.number(),
  success: z.number(),
  failed: z.number(),
  rate: z.number().nullable(),
});

export const statistics = z.object({
  total_jobs: z.number(),
  running_jobs: z.number(),
  total_backups: z.number(),
  success_rate_24h: rate,
  success_rate_7d: rate,
  success_rate_30d: rate,
  last_success: z.object({ job_id: z.string(), finished_at: isoTime, age_ms: z.number() }).nullable(),
  bytes_by_kind: z.partialRecord(jobKind, bytes),
  mean_duration_ms: z.number().nullable(),
  p95_duration_ms: z.number().nullable(),
  next_runs: z.array(z.object({ plan_id: z.number(), plan: z.string(), at: isoTime })),
});
export type Statistics = z.output<typeof statistics>;

export const createArchiveInput = z.strictObject({
  ...repositoryReference,
  archive_name: newArchiveName.max(80, 'must have at most 80 characters'),
  source_paths: z.array(absolutePath).min(1, 'name at least one folder').max(500),
  compression: z.string().max(40).default('lz4'),
  exclude_patterns: z.array(excludePattern).max(500).default([]),
  comment: z
    .string()
    .max(1000)
    .refine((t) => !t.includes('\0'), 'must not contain NUL')
    .optional(),
});
