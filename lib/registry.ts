import * as archives from '@/lib/features/archives/operations';
import * as audit from '@/lib/features/audit/operations';
import * as backups from '@/lib/features/backups/operations';
import * as jobs from '@/lib/features/jobs/operations';
import * as repositories from '@/lib/features/repositories/operations';
import * as restores from '@/lib/features/restores/operations';
import * as settings from '@/lib/features/settings/operations';
import * as system from '@/lib/features/system/operations';
import * as tokens from '@/lib/features/tokens/operations';
import * as users from '@/lib/features/users/operations';
import type { AnyOperation } from '@/lib/operation/define';

/** Every operation, by hand: a test compares this list with the operations files. */
export const OPERATIONS: readonly AnyOperation[] = [
  archives.listArchives,
  archives.listArchivesAt,
  archives.browseArchive,
  archives.downloadFile,
  archives.deleteArchive,
  archives.deleteArchiveAt,
  audit.verifyAudit,
  backups.runBorgBackup,
  backups.startBackup,
  backups.createArchive,
  backups.getStatistics,
  jobs.listJobs,
  jobs.getJob,
  jobs.watchJobEvents,
  jobs.cancelJob,
  repositories.listRepositories,
  repositories.getStorage,
  repositories.getDefaultInfo,
  repositories.getInfo,
  repositories.initRepository,
  repositories.checkRepository,
  repositories.breakRepositoryLock,
  restores.startRestore,
  restores.extractArchive,
  settings.getSettings,
  settings.updateSettings,
  system.currentUser,
  system.getHealth,
  system.getReady,
  system.doctor,
  system.bootstrap,
  tokens.listTokens,
  tokens.createToken,
  tokens.revokeToken,
  users.signIn,
  users.signOut,
  users.setupState,
  users.createSetupLink,
  users.completeSetup,
  users.listUsers,
  users.createUser,
  users.setPassword,
];

export { JOB_KINDS } from '@/lib/job-kinds';
