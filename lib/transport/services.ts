import { bootInstallation } from '@/lib/boot';
import { config, exportNextAuthEnvironment } from '@/lib/core/config';
import { logger } from '@/lib/core/logger';
import { firePlan } from '@/lib/features/backups/operations';
import { JOB_KINDS } from '@/lib/job-kinds';
import { startWorker } from '@/lib/jobs/worker';

const RETRY_MS = 5_000;

// The server answers while the database is away; what needs it is tried until it is there.
async function bootUntilDone(): Promise<void> {
  try {
    await bootInstallation();
  } catch (error) {
    logger.error({ err: error }, 'the installation could not be prepared; tried again in five seconds');
    setTimeout(() => void bootUntilDone(), RETRY_MS);
    return;
  }
  if (config().env.HOLDFAST_ROLE !== 'web') startWorker(JOB_KINDS, firePlan);
}

/** What runs beside the pages in a server process. Never throws: pages say what is wrong, a dead server says nothing. */
export async function startServices(): Promise<void> {
  exportNextAuthEnvironment();
  await bootUntilDone();
}
