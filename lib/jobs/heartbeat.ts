import { hostname } from 'node:os';
import { config } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { type Db, db } from '@/lib/db/client';
import { type ProcessIdentity, processIdentity } from '@/lib/engines/identity';

const LOOK_EVERY_MS = 1_000;
const BEAT_EVERY_MS = 5_000;

/** Who runs a job: stored in `backup_jobs.owner`, read by recovery. */
export interface Owner {
  host: string;
  host_id: string;
  process: ProcessIdentity | null;
  tools: ProcessIdentity[];
}

export interface Heartbeat {
  own(pid: number): void;
  stop(): void;
}

/**
 * Tells the database that this process lives and looks whether somebody asked to cancel. Aborts with CANCELLED,
 * or with SUPERSEDED when the row's fence number has moved on. A database that is away changes nothing.
 */
export function startHeartbeat(
  id: string,
  fence: number,
  abort: AbortController,
  client: Db = db(),
): Heartbeat {
  const owner: Owner = {
    host: hostname(),
    host_id: config().hostId,
    process: processIdentity(process.pid),
    tools: [],
  };
  let beatAt = 0;
  let stopped = false;

  const beat = async (): Promise<void> => {
    beatAt = Date.now();
    const data = { heartbeatAt: new Date(), owner: JSON.parse(JSON.stringify(owner)) };
    await client.backupJob.updateMany({ where: { id, fence, status: 'running' }, data });
  };
  const look = async (): Promise<void> => {
    const row = await client.backupJob.findUnique({
      where: { id },
      select: { fence: true, status: true, cancelRequestedAt: true },
    });
    if (stopped || abort.signal.aborted) return;
    if (row === null || row.fence !== fence || row.status !== 'running')
      abort.abort(new AppError('SUPERSEDED', 'Another process has taken this job over.'));
    else if (row.cancelRequestedAt) abort.abort(new AppError('CANCELLED', 'Cancelled by request.'));
  };
  const tick = async (): Promise<void> => {
    try {
      if (Date.now() - beatAt >= BEAT_EVERY_MS) await beat();
      await look();
    } catch (error) {
      logger.warn({ err: error, job: id }, 'the database is away; the job goes on');
    }
    if (!stopped) timer = setTimeout(tick, LOOK_EVERY_MS);
  };
  let timer = setTimeout(tick, 0);
  return {
    own: (pid) => {
      const identity = processIdentity(pid);
      if (identity) owner.tools.push(identity);
      beatAt = 0;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
