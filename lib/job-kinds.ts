import { borgDeleteJob } from '@/lib/features/archives/jobs';
import { borgBackupJob, borgCreateJob } from '@/lib/features/backups/jobs';
import { borgBreakLockJob, borgCheckJob, borgInitJob } from '@/lib/features/repositories/jobs';
import { borgRestoreJob } from '@/lib/features/restores/jobs';
import type { JobCatalog } from '@/lib/jobs/define';

// Apart from the list of operations: a job's own process loads this alone, and starts the sooner.

/** Every job kind, by hand; payloads of running jobs name one of these. */
export const JOB_KINDS: JobCatalog = [
  borgBackupJob,
  borgCreateJob,
  borgInitJob,
  borgCheckJob,
  borgBreakLockJob,
  borgDeleteJob,
  borgRestoreJob,
];
