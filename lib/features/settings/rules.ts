import { AppError } from '@/lib/core/errors';
import type { BackupSettings } from '@/lib/db/generated/client';
import { KEEP_FIELDS, type SettingsUpdate } from '@/lib/features/settings/schema';
import { nextRun } from '@/lib/jobs/schedule';

/** A retention whose every count is zero would keep nothing at all. Throws VALIDATION naming the four fields. */
export function checkRetention(row: BackupSettings, patch: SettingsUpdate): void {
  const counts = [
    patch.keep_hourly ?? row.keepHourly,
    patch.keep_daily ?? row.keepDaily,
    patch.keep_weekly ?? row.keepWeekly,
    patch.keep_monthly ?? row.keepMonthly,
  ];
  if (counts.some((count) => count > 0)) return;
  const message = 'at least one of the four counts must be above 0, or nothing would be kept';
  const errors = KEEP_FIELDS.map((path) => ({ path, message }));
  throw new AppError('VALIDATION', `retention: ${message}`, { errors });
}

/** When the plan fires next after a change: null while it is off. */
export function plannedRun(row: BackupSettings, patch: SettingsUpdate, now: Date): Date | null {
  if (!(patch.enabled ?? row.enabled)) return null;
  return nextRun(patch.schedule ?? row.schedule, patch.timezone ?? row.timezone, now);
}

const COLUMNS = {
  name: 'name',
  enabled: 'enabled',
  schedule: 'schedule',
  timezone: 'timezone',
  keep_hourly: 'keepHourly',
  keep_daily: 'keepDaily',
  keep_weekly: 'keepWeekly',
  keep_monthly: 'keepMonthly',
  compression_level: 'compressionLevel',
  borg_repo_path: 'borgRepoPath',
  include_paths: 'includePaths',
  exclude_patterns: 'excludePatterns',
  include_database: 'includeDatabase',
  include_files: 'includeFiles',
  include_uploads: 'includeUploads',
  email_notifications: 'emailNotifications',
  notification_email: 'notificationEmail',
  verify_after_backup: 'verifyAfterBackup',
} as const satisfies Record<keyof SettingsUpdate, keyof BackupSettings>;

/** The fields of a request under the names of their columns. */
export const toColumns = (patch: SettingsUpdate): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(patch).map(([name, value]) => [COLUMNS[name as keyof SettingsUpdate], value]),
  );
