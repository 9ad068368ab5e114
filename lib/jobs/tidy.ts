import { db } from '@/lib/db/client';

const EVENTS_DAYS = 30;
const DAY_MS = 86_400_000;
const BATCH = 10_000;

/** Removes what only serves for a while: old job events, log-in attempts, ended sessions. Bounded per call. */
export async function removeOldRows(now: Date): Promise<void> {
  const events = new Date(now.getTime() - EVENTS_DAYS * DAY_MS);
  const day = new Date(now.getTime() - DAY_MS);
  await db().$executeRaw`DELETE FROM job_events WHERE created_at < ${events} LIMIT ${BATCH}`;
  await db().$executeRaw`DELETE FROM login_attempts WHERE created_at < ${day} LIMIT ${BATCH}`;
  await db().session.deleteMany({ where: { expiresAt: { lt: events } } });
}
