import { sha256 } from '@/lib/core/ids';
import type { Db } from '@/lib/db/client';
import type { Actor } from '@/lib/operation/actor';

const USED_EVERY_MS = 60_000;

/** The actor behind a bearer token; null when it is unknown, revoked or expired. */
export async function tokenActor(db: Db, token: string, now: Date): Promise<Actor | null> {
  if (!/^hf_[A-Za-z0-9]+_[A-Za-z0-9_-]{20,100}$/.test(token)) return null;
  const row = await db.apiToken.findUnique({ where: { hash: sha256(token) } });
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > USED_EVERY_MS)
    await db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  return { type: 'token', id: row.id, name: `token ${row.name}`, role: row.role };
}
