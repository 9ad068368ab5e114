import { sha256 } from '@/lib/core/ids';
import type { Db, Tx } from '@/lib/db/client';
import { IDLE_MS, LIMITS, tooManyAttempts, WINDOW_MS } from '@/lib/features/users/rules';
import type { Actor } from '@/lib/operation/actor';

const SEEN_EVERY_MS = 60_000;
const SETUP = 'setup_token';

/**
 * Counts an attempt before the password is looked at, so that a burst of parallel ones is counted too.
 * Throws TOO_MANY_ATTEMPTS. The caller forgets the account's attempts after a success.
 */
export async function countAttempt(db: Db, email: string, address: string | null, now: Date): Promise<void> {
  const since = new Date(now.getTime() - WINDOW_MS);
  const subjects = [
    { subject: `account:${sha256(email)}`, limit: LIMITS.account },
    ...(address ? [{ subject: `address:${address}`.slice(0, 191), limit: LIMITS.address }] : []),
  ];
  await db.loginAttempt.createMany({ data: subjects.map(({ subject }) => ({ subject, createdAt: now })) });
  for (const { subject, limit } of subjects) {
    const count = await db.loginAttempt.count({ where: { subject, createdAt: { gte: since } } });
    if (count > limit) throw tooManyAttempts();
  }
}

export const forgetAttempts = (db: Tx, email: string) =>
  db.loginAttempt.deleteMany({ where: { subject: `account:${sha256(email)}` } });

/** The user behind a session id; null when it was ended, has been idle too long or its user is gone. */
export async function sessionActor(db: Db, id: string, now: Date): Promise<Actor | null> {
  const row = await db.session.findUnique({ where: { id }, include: { user: true } });
  if (!row || row.revokedAt || row.expiresAt <= now || row.user.disabledAt) return null;
  const idle = now.getTime() - row.lastSeenAt.getTime();
  if (idle > IDLE_MS) return null;
  if (idle > SEEN_EVERY_MS) await db.session.updateMany({ where: { id }, data: { lastSeenAt: now } });
  return { type: 'user', id: row.user.id, name: row.user.email, role: row.user.role };
}

/** The set-up token's hash while it is valid, else null. */
export async function openSetupToken(db: Tx, now: Date): Promise<string | null> {
  const row = await db.appState.findUnique({ where: { name: SETUP } });
  const value = row?.value as { hash?: string; expires_at?: string } | null | undefined;
  if (!value?.hash || !value.expires_at || new Date(value.expires_at) <= now) return null;
  return value.hash;
}

export async function storeSetupToken(db: Tx, hash: string, expiresAt: Date): Promise<void> {
  const value = { hash, expires_at: expiresAt.toISOString() };
  await db.appState.upsert({ where: { name: SETUP }, create: { name: SETUP, value }, update: { value } });
}

/** Uses the token up; false when somebody else just did. */
export async function takeSetupToken(db: Tx): Promise<boolean> {
  return (await db.appState.deleteMany({ where: { name: SETUP } })).count > 0;
}
