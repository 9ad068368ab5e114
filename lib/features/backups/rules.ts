import { archiveStamp } from '@/lib/core/format';

/** "Web server" → "web-server": the part of an archive's name that tells the plan. */
export const planSlug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'plan';

/** `<given>_YYYYMMDD_HHMMSS`, UTC. */
export const archiveName = (given: string, at: Date): string => `${given}_${archiveStamp(at)}`;

/** The 95th percentile by nearest rank; null of nothing. */
export function percentile95(sorted: number[]): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? null;
}
