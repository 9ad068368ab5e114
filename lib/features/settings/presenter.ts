import type { BackupSettings } from '@/lib/db/generated/client';
import type { Settings } from '@/lib/features/settings/schema';

export const presentSettings = (row: BackupSettings): Settings => ({
  id: row.id,
  name: row.name,
  enabled: row.enabled,
  schedule: row.schedule,
  timezone: row.timezone,
  keep_hourly: row.keepHourly,
  keep_daily: row.keepDaily,
  keep_weekly: row.keepWeekly,
  keep_monthly: row.keepMonthly,
  compression_level: row.compressionLevel,
  borg_repo_path: row.borgRepoPath ?? '',
  include_paths: row.includePaths as string[],
  exclude_patterns: row.excludePatterns as string[],
  include_database: row.includeDatabase,
  include_files: row.includeFiles,
  include_uploads: row.includeUploads,
  email_notifications: row.emailNotifications,
  notification_email: row.notificationEmail,
  verify_after_backup: row.verifyAfterBackup,
  next_run_at: row.nextRunAt?.toISOString() ?? null,
  updated_at: row.updatedAt.toISOString(),
});
