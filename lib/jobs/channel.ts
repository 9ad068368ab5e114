import { logger } from '@/lib/core/logger';
import { redact } from '@/lib/core/redact';
import { plainJson, wellFormed } from '@/lib/core/text';
import { type Db, db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { LogLevel } from '@/lib/jobs/define';
import type { JobProgress } from '@/lib/jobs/progress';

const PROGRESS_EVERY_MS = 500;
const BUFFERED_LINES = 1000;
const LINE_LIMIT = 4000;
/** A tool that complains about every one of a million files must not fill the database. */
const LINES_PER_JOB = 5000;

type Line = { level: LogLevel; message: string; at: Date };

/** What a job process tells while it runs. Never throws: a database that is away must not stop a backup. */
export interface Channel {
  progress(progress: JobProgress): void;
  log(level: LogLevel, message: string): void;
  latest(): JobProgress | null;
  /** writes what is still waiting; resolves also when the database is away */
  flush(): Promise<void>;
}

async function write(client: Db, id: string, fence: number, progress: JobProgress | null, lines: Line[]) {
  if (lines.length > 0) {
    const data = lines.map(({ at, ...line }) => ({
      jobId: id,
      type: 'log' as const,
      data: line,
      createdAt: at,
    }));
    await client.jobEvent.createMany({ data });
  }
  if (progress)
    await client.backupJob.updateMany({
      where: { id, fence, status: 'running' },
      data: { progress: plainJson(progress) as Prisma.InputJsonObject },
    });
}

const textOf = (message: string, count: number): string =>
  count === LINES_PER_JOB
    ? `${LINES_PER_JOB} lines; further ones are left out`
    : wellFormed(redact(message).slice(0, LINE_LIMIT));

/** The first progress goes out at once, later ones at most every 500 ms, the last one with `flush`. */
export function openChannel(id: string, fence: number, client: Db = db()): Channel {
  let latest: JobProgress | null = null;
  let dirty = false;
  let lines: Line[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const send = async (): Promise<void> => {
    const [progress, batch] = [dirty ? latest : null, lines];
    dirty = false;
    lines = [];
    try {
      await write(client, id, fence, progress, batch);
    } catch (error) {
      dirty = dirty || progress !== null;
      lines = [...batch, ...lines].slice(-BUFFERED_LINES);
      logger.warn({ err: error, job: id }, 'progress could not be written; it is kept');
    }
  };
  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(send);
    return writing;
  };
  let last = 0;
  let told = 0;
  const schedule = (): void => {
    if (timer) return;
    const wait = Math.max(0, last + PROGRESS_EVERY_MS - Date.now());
    timer = setTimeout(() => {
      last = Date.now();
      void flush();
    }, wait);
  };
  return {
    latest: () => latest,
    progress: (progress) => {
      latest = { ...latest, ...progress };
      dirty = true;
      schedule();
    },
    log: (level, message) => {
      told += 1;
      if (told > LINES_PER_JOB) return;
      lines.push({ level, message: textOf(message, told), at: new Date() });
      lines = lines.slice(-BUFFERED_LINES);
      schedule();
    },
    flush,
  };
}
