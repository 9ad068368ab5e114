import { Cron } from 'croner';
import { logger } from '@/lib/core/logger';
import { db, type Tx } from '@/lib/db/client';
import type { BackupSettings } from '@/lib/db/generated/client';
import { transaction } from '@/lib/db/transaction';

const cron = (schedule: string, timezone: string): Cron => new Cron(schedule, { mode: '5-part', timezone });

/** First time after `after` at which the schedule fires, in the plan's zone; null when it never does. */
export const nextRun = (schedule: string, timezone: string, after: Date): Date | null =>
  cron(schedule, timezone).nextRun(after);

/** The latest slot that is due: after downtime only this one runs, not every missed one. */
export function latestSlot(schedule: string, timezone: string, firstDue: Date, now: Date): Date {
  const justAfter = new Date(now.getTime() + 1000);
  const [latest] = cron(schedule, timezone).previousRuns(1, justAfter);
  return latest && latest > firstDue && latest <= now ? latest : firstDue;
}

/** What firing a plan means: a job for this slot. The slot's key makes it at most one. */
export type FirePlan = (tx: Tx, plan: BackupSettings, slot: Date, dedupeKey: string) => Promise<void>;

async function firePlan(plan: BackupSettings, now: Date, fire: FirePlan): Promise<boolean> {
  const { id, nextRunAt, schedule, timezone } = plan;
  if (!nextRunAt) return false;
  const slot = latestSlot(schedule, timezone, nextRunAt, now);
  return transaction(async (tx) => {
    // Compare and set: of several servers one moves the plan on, and the slot's unique key backs that up.
    const moved = await tx.backupSettings.updateMany({
      where: { id, nextRunAt, enabled: true },
      data: { nextRunAt: nextRun(schedule, timezone, now) },
    });
    if (moved.count === 0) return false;
    await fire(tx, plan, slot, `plan:${id}:${slot.toISOString()}`);
    return true;
  });
}

async function setMissing(now: Date): Promise<void> {
  const unset = await db().backupSettings.findMany({ where: { enabled: true, nextRunAt: null } });
  for (const { id, schedule, timezone } of unset) {
    try {
      await db().backupSettings.updateMany({
        where: { id, nextRunAt: null },
        data: { nextRunAt: nextRun(schedule, timezone, now) },
      });
    } catch (error) {
      logger.error({ err: error, plan: id }, 'the next run of a plan could not be computed');
    }
  }
}

/** Fires every plan whose time has come. → how many. One plan's failure does not keep the others. */
export async function runDuePlans(now: Date, fire: FirePlan): Promise<number> {
  await setMissing(now);
  const due = await db().backupSettings.findMany({ where: { enabled: true, nextRunAt: { lte: now } } });
  let fired = 0;
  for (const plan of due) {
    try {
      if (await firePlan(plan, now, fire)) fired++;
    } catch (error) {
      logger.error({ err: error, plan: plan.id }, 'a scheduled run could not be started');
    }
  }
  return fired;
}
