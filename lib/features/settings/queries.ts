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

/** The repository of the default plan; null before the first start has made one. */
export async function defaultRepositoryId(db: Tx): Promise<string | null> {
  const plan = await db.backupSettings.findUnique({
    where: { id: DEFAULT_PLAN },
    select: { repositoryId: true },
  });
  return plan?.repositoryId ?? null;
}
