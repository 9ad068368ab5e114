import { logger } from '@/lib/core/logger';
import { singleton } from '@/lib/core/singleton';
import { db } from '@/lib/db/client';
import { queuedJobs } from '@/lib/jobs/queue';
import { claimAndSpawn } from '@/lib/jobs/spawn';

const POLL_MS = 1_000;
const JOBS_AT_ONCE = 4;

interface Dispatcher {
  started: boolean;
  timer: NodeJS.Timeout | null;
  busy: boolean;
  again: boolean;
}
const state = (): Dispatcher =>
  singleton('dispatcher', () => ({ started: false, timer: null, busy: false, again: false }));

async function dispatch(): Promise<void> {
  const queued = await queuedJobs(50);
  if (queued.length === 0) return;
  let free = JOBS_AT_ONCE - (await db().backupJob.count({ where: { status: 'running' } }));
  for (const job of queued) {
    if (free <= 0) return;
    if (await claimAndSpawn(job.id)) free--;
  }
}

async function pass(): Promise<void> {
  const me = state();
  if (me.busy) {
    me.again = true;
    return;
  }
  me.busy = true;
  if (me.timer) clearTimeout(me.timer);
  try {
    do {
      me.again = false;
      await dispatch();
    } while (me.again);
  } catch (error) {
    logger.error({ err: error }, 'jobs could not be dispatched; tried again in a second');
  } finally {
    me.busy = false;
    me.timer = setTimeout(() => void pass(), POLL_MS);
  }
}

/** Starts handing queued jobs to processes of their own. Once per process. */
export function startDispatcher(): void {
  const me = state();
  if (me.started) return;
  me.started = true;
  void pass();
}

/** Call after a job was queued: it starts now instead of within a second. */
export function nudgeDispatcher(): void {
  if (state().started) void pass();
}

export const dispatcherRuns = (): boolean => state().started;
