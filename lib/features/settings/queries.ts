import { notFound } from '@/lib/core/errors';
import type { Tx } from '@/lib/db/client';
import type { BackupSettings } from '@/lib/db/generated/client';

export const DEFAULT_PLAN = 1;

/** One plan's row. Throws NOT_FOUND. */
export async function planById(db: Tx, id: number): Promise<BackupSettings> {
  const row = await db.backupSettings.findUnique({ where: { id } });
  if (!row) throw notFound(`plan ${id}`);
  return row;
}
