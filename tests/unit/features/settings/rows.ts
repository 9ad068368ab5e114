import type { BackupSettings } from '@/lib/db/generated/client';

/** The default plan as the database gives it. */
export const settingsRow = (changed: Partial<BackupSettings> = {}): BackupSettings => ({
  ...{ id: 1, name: 'Default plan', enabled: true, schedule: '0 2 * * *', timezone: 'UTC' },
  ...{ keepHourly: 48, keepDaily: 30, keepWeekly: 12, keepMonthly: 6, compressionLevel: 3 },
  ...{ borgRepoPath: null, repositoryId: null, includePaths: ['/srv'], excludePatterns: ['*.tmp'] },
  ...{ includeDatabase: true, includeFiles: true, includeUploads: true },
  ...{ emailNotifications: false, notificationEmail: null, verifyAfterBackup: true },
  ...{ nextRunAt: null, updatedAt: new Date('2026-11-20T10:00:00Z') },
  ...changed,
});
