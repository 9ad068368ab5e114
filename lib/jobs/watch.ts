import { logger } from '@/lib/core/logger';
import { singleton } from '@/lib/core/singleton';
import { db } from '@/lib/db/client';
import type { JobEvent } from '@/lib/db/generated/client';
import type { JobRow } from '@/lib/jobs/define';

const TICK_MS = 250;
const PAGE = 500;

export interface Viewer {
  jobId: string;
  /** id of the last log event this viewer has */
  cursor: bigint;
  onJob(job: JobRow): void;
  onLog(event: JobEvent): void;
}

interface Hub {
  viewers: Set<Viewer>;
  timer: NodeJS.Timeout | null;
}
const hub = (): Hub => singleton('watch', () => ({ viewers: new Set(), timer: null }));

// Two queries a tick, however many look on: the jobs, and the log lines since the viewer that is furthest behind.
async function tick(viewers: Viewer[]): Promise<void> {
  const ids = [...new Set(viewers.map((v) => v.jobId))];
  const [behind = 0n] = viewers.map((v) => v.cursor).sort((a, b) => (a < b ? -1 : 1));
  const [jobs, events] = await Promise.all([
    db().backupJob.findMany({ where: { id: { in: ids } } }),
    db().jobEvent.findMany({
      where: { jobId: { in: ids }, type: 'log', id: { gt: behind } },
      orderBy: { id: 'asc' },
      take: PAGE,
    }),
  ]);
  for (const viewer of viewers) {
    for (const event of events) {
      if (event.jobId !== viewer.jobId || event.id <= viewer.cursor) continue;
      viewer.cursor = event.id;
      viewer.onLog(event);
    }
    const job = jobs.find((row) => row.id === viewer.jobId);
    // A full page means that more lines wait: the final state must come after the last of them.
    if (job && events.length < PAGE) viewer.onJob(job);
  }
}

async function run(): Promise<void> {
  const { viewers } = hub();
  try {
    if (viewers.size > 0) await tick([...viewers]);
  } catch (error) {
    logger.warn({ err: error }, 'job events could not be read; tried again');
  }
  hub().timer = hub().viewers.size > 0 ? setTimeout(() => void run(), TICK_MS) : null;
}

/** Follows one job until the returned function is called. */
export function watchJob(viewer: Viewer): () => void {
  const me = hub();
  me.viewers.add(viewer);
  if (!me.timer) me.timer = setTimeout(() => void run(), 0);
  return () => me.viewers.delete(viewer);
}
