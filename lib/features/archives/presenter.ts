import type { Archive as ArchiveRow } from '@/lib/db/generated/client';
import type { Archive } from '@/lib/features/archives/schema';

const num = (value: bigint | null): number | null => (value === null ? null : Number(value));

export const presentArchive = (row: ArchiveRow): Archive => ({
  id: row.engineId,
  repository_id: row.repositoryId,
  name: row.name,
  time: row.startedAt.toISOString(),
  hostname: row.hostname,
  username: row.username,
  job_id: row.jobId,
  nfiles: num(row.nfiles),
  original_size: num(row.originalSize),
  deduplicated_size: num(row.deduplicatedSize),
});
