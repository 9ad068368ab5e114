import type { Job } from '@/lib/features/jobs/schema';

export const BACKUP_TABS = ['settings', 'history', 'archives'] as const;
export type BackupTab = (typeof BACKUP_TABS)[number];
export type Search = Record<string, string | string[] | undefined>;

/** The tab an address names; the settings when it names none. */
export const tabFrom = (value: unknown): BackupTab => BACKUP_TABS.find((tab) => tab === value) ?? 'settings';

const STATUSES: Job['status'][] = ['queued', 'running', 'success', 'failed', 'cancelled'];
const KINDS: Job['kind'][] = ['files', 'db', 'both', 'borg', 'restic'];
const LONGEST_QUERY = 100;

/** The filters an address names; what is not a filter is left out rather than refused. */
export function filtersFrom(search: Search): { status?: Job['status']; kind?: Job['kind']; q?: string } {
  const q = typeof search.q === 'string' ? search.q.slice(0, LONGEST_QUERY) : '';
  return {
    status: STATUSES.find((status) => status === search.status),
    kind: KINDS.find((kind) => kind === search.kind),
    q: q === '' ? undefined : q,
  };
}
