import type { Repository as RepositoryRow } from '@/lib/db/generated/client';
import type { Repository } from '@/lib/features/repositories/schema';

const num = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** Database row → the repository of the API; of the passphrase only that there is one. */
export const presentRepository = (row: RepositoryRow): Repository => ({
  id: row.id,
  engine: row.engine,
  name: row.name,
  location: row.location,
  encryption_mode: row.encryptionMode,
  has_passphrase: row.passphrase !== null,
  repository_id: row.engineId,
  initialized_at: row.initializedAt?.toISOString() ?? null,
  total_size: num(row.totalSize),
  unique_size: num(row.uniqueSize),
  archives_at: row.archivesAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});
