import cron from 'node-cron';
import { logger } from '@/lib/core/logger';
import { singleton } from '@/lib/core/singleton';
import type { JobCatalog } from '@/lib/jobs/define';
import { nudgeDispatcher, startDispatcher } from '@/lib/jobs/dispatcher';
import { recoverJobs } from '@/lib/jobs/recover';
import { type FirePlan, runDuePlans } from '@/lib/jobs/schedule';
import { removeOldRows } from '@/lib/jobs/tidy';

const RECOVER_EVERY_MS = 5_000;

const guarded = (what: string, work: () => Promise<unknown>) => async (): Promise<void> => {
  try {
    await work();
  } catch (error) {
    logger.error({ err: error }, `${what} failed; tried again`);
  }
};

async function loop(work: () => Promise<void>, everyMs: number): Promise<void> {
  await work();
  setTimeout(() => void loop(work, everyMs), everyMs);
}

/** Starts dispatcher, recovery and schedules. Once per process; the instrumentation hook and `holdfast worker` call it. */
export function startWorker(catalog: JobCatalog, fire: FirePlan): void {
  const me = singleton('worker', () => ({ started: false }));
  if (me.started) return;
  me.started = true;
  void loop(
    guarded('recovery', () => recoverJobs(catalog)),
    RECOVER_EVERY_MS,
  );
  startDispatcher();
  const tick = guarded('schedule', async () => {
    if ((await runDuePlans(new Date(), fire)) > 0) nudgeDispatcher();
  });
  // node-cron gives the tick alone; what is due is computed from next_run_at.
  cron.schedule('* * * * *', tick);
  cron.schedule(
    '17 * * * *',
    guarded('tidying', () => removeOldRows(new Date())),
  );
  void tick();
}
