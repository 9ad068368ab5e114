import type { z } from 'zod';
import type { Tx } from '@/lib/db/client';
import { percentile95 } from '@/lib/features/backups/rules';
import type { statistics } from '@/lib/features/backups/schema';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MEASURED_RUNS = 1_000;

type Statistics = z.input<typeof statistics>;

async function successRate(db: Tx, now: Date, windowMs: number) {
  const groups = await db.backupJob.groupBy({
    by: ['status'],
    where: { operation: 'backup', createdAt: { gte: new Date(now.getTime() - windowMs) } },
    _count: true,
  });
  const of = (status: string): number => groups.find((g) => g.status === status)?._count ?? 0;
  const [success, failed] = [of('success'), of('failed')];
  const total = success + failed;
  return { total, success, failed, rate: total === 0 ? null : success / total };
}

async function lastSuccess(db: Tx, now: Date): Promise<Statistics['last_success']> {
  const row = await db.backupJob.findFirst({
    where: { status: 'success', operation: 'backup' },
    orderBy: { createdAt: 'desc' },
  });
  if (!row?.finishedAt) return null;
  const { id, finishedAt } = row;
  return { job_id: id, finished_at: finishedAt.toISOString(), age_ms: now.getTime() - finishedAt.getTime() };
}

async function durations(db: Tx): Promise<{ mean: number | null; p95: number | null }> {
  const rows = await db.backupJob.findMany({
    where: { status: 'success', operation: 'backup', durationMs: { not: null } },
    orderBy: { createdAt: 'desc' },
    take: MEASURED_RUNS,
    select: { durationMs: true },
  });
  const sorted = rows.map((row) => Number(row.durationMs)).sort((a, b) => a - b);
  if (sorted.length === 0) return { mean: null, p95: null };
  return { mean: Math.round(sorted.reduce((a, b) => a + b, 0) / sorted.length), p95: percentile95(sorted) };
}

/** Bytes that the artifacts of each kind stand for. */
async function bytesByKind(db: Tx): Promise<Statistics['bytes_by_kind']> {
  const rows = await db.backupJob.groupBy({
    by: ['kind'],
    where: { status: 'success', operation: 'backup' },
    _sum: { size: true },
  });
  return Object.fromEntries(rows.map((row) => [row.kind, Number(row._sum.size ?? 0n)]));
}

async function nextRuns(db: Tx): Promise<Statistics['next_runs']> {
  const plans = await db.backupSettings.findMany({
    where: { enabled: true, nextRunAt: { not: null } },
    orderBy: { nextRunAt: 'asc' },
    take: 20,
  });
  return plans.flatMap(({ id, name, nextRunAt }) =>
    nextRunAt ? [{ plan_id: id, plan: name, at: nextRunAt.toISOString() }] : [],
  );
}

export async function readStatistics(db: Tx, now: Date): Promise<Statistics> {
  const [all, running, backups, day, week, month, last, times, bytes, next] = await Promise.all([
    db.backupJob.count(),
    db.backupJob.count({ where: { status: 'running' } }),
    db.backupJob.count({ where: { status: 'success', operation: 'backup' } }),
    successRate(db, now, DAY_MS),
    successRate(db, now, 7 * DAY_MS),
    successRate(db, now, 30 * DAY_MS),
    lastSuccess(db, now),
    durations(db),
    bytesByKind(db),
    nextRuns(db),
  ]);
  return {
    total_jobs: all,
    running_jobs: running,
    total_backups: backups,
    success_rate_24h: day,
    success_rate_7d: week,
    success_rate_30d: month,
    last_success: last,
    bytes_by_kind: bytes,
    mean_duration_ms: times.mean,
    p95_duration_ms: times.p95,
    next_runs: next,
  };
}
