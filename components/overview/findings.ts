import { formatAge, formatBytes } from '@/lib/core/format';
import type { Statistics } from '@/lib/features/backups/schema';
import type { Job } from '@/lib/features/jobs/schema';
import type { StorageInfo } from '@/lib/features/repositories/schema';

export type Level = 'ok' | 'attention' | 'problem';

/** One thing worth knowing: what is so, what it means, what to do. */
export interface Finding {
  level: Level;
  sentence: string;
  meaning: string;
  action?: { label: string; href: string };
}

export interface Facts {
  statistics: Statistics;
  jobs: Job[];
  storage: StorageInfo;
  /** milliseconds since 1970 */
  now: number;
}

const OVERDUE_MS = 10 * 60_000;
const DISK_PROBLEM = 0.05;
const DISK_ATTENTION = 0.15;
const settings = '/backups?tab=settings';

const lastBackup = (jobs: Job[]): Job | undefined =>
  jobs.find((job) => job.operation === 'backup' && (job.status === 'success' || job.status === 'failed'));

function disk({ storage }: Facts): Finding | null {
  if (storage.total_space === 0) return null;
  const free = storage.free_space / storage.total_space;
  if (free > DISK_ATTENTION) return null;
  return {
    level: free < DISK_PROBLEM ? 'problem' : 'attention',
    sentence: `The backup disk has ${formatBytes(storage.free_space)} left`,
    meaning: `That is ${Math.floor(free * 100)} % of ${formatBytes(storage.total_space)}. When it is full, backups fail.`,
    action: { label: 'Look at the storage', href: settings },
  };
}

function outcome({ jobs, now }: Facts): Finding | null {
  const last = lastBackup(jobs);
  if (!last) return null;
  const href = `/backups/jobs/${last.id}`;
  const age = formatAge(new Date(last.finished_at ?? last.created_at), new Date(now));
  if (last.status === 'failed') {
    const meaning = last.error ?? 'Earlier backups are untouched.';
    return {
      level: 'problem',
      sentence: `The last backup failed ${age}`,
      meaning,
      action: { label: 'See why', href },
    };
  }
  if (last.warnings === 0) return null;
  return {
    level: 'attention',
    sentence: `The last backup finished ${age} with ${last.warnings} ${last.warnings === 1 ? 'warning' : 'warnings'}`,
    meaning: 'The archive is there. Some files may have been left out or changed while they were read.',
    action: { label: 'Read the warnings', href },
  };
}

function nothing({ statistics }: Facts): Finding | null {
  if (statistics.last_success) return null;
  const running = statistics.running_jobs > 0;
  return {
    level: 'attention',
    sentence: running ? 'The first backup is on its way' : 'Nothing is protected yet',
    meaning: running
      ? 'Nothing is protected until it has finished.'
      : 'There is no finished backup. Say what to protect and create the first one.',
    action: {
      label: running ? 'Watch it' : 'Create the first backup',
      href: running ? '/backups?tab=history' : settings,
    },
  };
}

function schedule({ statistics, now }: Facts): Finding | null {
  const action = { label: 'Open the settings', href: settings };
  const next = statistics.next_runs[0];
  if (!next) {
    const meaning = 'Backups are made only when somebody presses the button.';
    return { level: 'attention', sentence: 'Automatic backups are off', meaning, action };
  }
  const late = now - new Date(next.at).getTime();
  if (late < OVERDUE_MS) return null;
  const sentence = `The backup “${next.plan}” should have started ${formatAge(new Date(next.at), new Date(now))}`;
  const meaning = 'The worker may be busy or not running. The missed run starts as soon as it can.';
  return { level: 'attention', sentence, meaning, action };
}

const RANK: Record<Level, number> = { problem: 0, attention: 1, ok: 2 };

function calm({ statistics, now }: Facts): Finding {
  const last = statistics.last_success;
  const age = last ? formatAge(new Date(last.finished_at), new Date(now)) : '';
  return {
    level: 'ok',
    sentence: 'Everything planned is protected',
    meaning: `The last backup succeeded ${age}, and nothing needs you.`,
  };
}

/** Everything worth saying, the worst first; never empty. */
export function findingsOf(facts: Facts): [Finding, ...Finding[]] {
  const found = [outcome(facts), disk(facts), nothing(facts), schedule(facts)]
    .filter((finding): finding is Finding => finding !== null)
    .sort((a, b) => RANK[a.level] - RANK[b.level]);
  const [first, ...rest] = found;
  return first ? [first, ...rest] : [calm(facts)];
}
