import { z } from 'zod';
import { absolutePath, cronSchedule, excludePattern, isoTime, keepCount, timezone } from '@/lib/core/fields';

const fields = {
  name: z.string().trim().min(1, 'must not be empty').max(100),
  enabled: z.boolean(),
  schedule: cronSchedule,
  timezone,
  keep_hourly: keepCount,
  keep_daily: keepCount,
  keep_weekly: keepCount,
  keep_monthly: keepCount,
  compression_level: z
    .number()
    .int()
    .min(1, 'must be 1 (fast) to 22 (small)')
    .max(22, 'must be 1 (fast) to 22 (small)'),
  borg_repo_path: z.string().min(1).max(512),
  include_paths: z
    .array(absolutePath)
    .min(1, 'name at least one folder')
    .max(500)
    .transform((paths) => [...new Set(paths)]),
  exclude_patterns: z.array(excludePattern).max(500),
  include_database: z.boolean(),
  include_files: z.boolean(),
  include_uploads: z.boolean(),
  email_notifications: z.boolean(),
  notification_email: z.email('is not an e-mail address').nullable(),
  verify_after_backup: z.boolean(),
};

/** The default plan: row 1 of backup_settings. */
export const settings = z.object({
  ...fields,
  id: z.number(),
  notification_email: z.string().nullable(),
  borg_repo_path: z.string(),
  include_paths: z.array(z.string()),
  exclude_patterns: z.array(z.string()),
  schedule: z.string(),
  next_run_at: isoTime.nullable(),
  updated_at: isoTime,
});
export type Settings = z.output<typeof settings>;

export const KEEP_FIELDS = ['keep_hourly', 'keep_daily', 'keep_weekly', 'keep_monthly'] as const;

/** PUT takes any subset; that at least one keep rule stays above 0 is checked against the stored row too. */
export const updateSettingsInput = z.strictObject(fields).partial();
export type SettingsUpdate = z.input<typeof updateSettingsInput>;
