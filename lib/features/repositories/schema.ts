import { z } from 'zod';
import { bytes, idField, isoTime } from '@/lib/core/fields';

export const repository = z.object({
  id: idField,
  engine: z.enum(['borg', 'restic']),
  name: z.string(),
  location: z.string(),
  encryption_mode: z.string().nullable(),
  has_passphrase: z.boolean(),
  repository_id: z.string().nullable(),
  initialized_at: isoTime.nullable(),
  total_size: bytes.nullable(),
  unique_size: bytes.nullable(),
  archives_at: isoTime.nullable(),
  created_at: isoTime,
});
export type Repository = z.output<typeof repository>;
export const repositoryList = z.object({ repositories: z.array(repository) });

export const ENCRYPTION_MODES = [
  'none',
  'authenticated',
  'authenticated-blake2',
  'repokey',
  'repokey-blake2',
  'keyfile',
  'keyfile-blake2',
] as const;

/** How /api/v1 calls name a repository; the passphrase may be left out when it is registered. */
export const repositoryReference = {
  repository_path: z.string().min(1, 'name the repository').max(1024),
  passphrase: z.string().min(1, 'must not be empty').max(1024).optional(),
};

export const repositoryInfo = z.object({
  repository_id: z.string(),
  location: z.string(),
  encryption_mode: z.string(),
  unique_chunks: z.number(),
  total_chunks: z.number(),
  total_size: bytes,
  unique_size: bytes,
  deduplication_ratio: z.number(),
  compression_ratio: z.number(),
  last_modified: isoTime.nullable(),
});
export type RepositoryInfo = z.output<typeof repositoryInfo>;

/** The disk that holds the backups, and what the default repository takes of it. */
export const storageInfo = z.object({
  path: z.string(),
  total_space: bytes,
  used_space: bytes,
  free_space: bytes,
  repository: repository.nullable(),
  archive_count: z.number(),
});
export type StorageInfo = z.output<typeof storageInfo>;
