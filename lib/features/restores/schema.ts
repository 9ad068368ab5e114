import { z } from 'zod';
import { absolutePath, existingArchiveName, idField, memberPath } from '@/lib/core/fields';
import { repositoryReference } from '@/lib/features/repositories/schema';

/** Restore a selection (or everything: no paths) into a folder that is new or empty. */
export const startRestoreInput = z.strictObject({
  repository_id: idField,
  archive: existingArchiveName,
  paths: z.array(memberPath.min(1, 'must not be empty')).max(500).default([]),
  /** default: a fresh folder below the data folder's restores/ */
  target_path: absolutePath.optional(),
});

export const extractArchiveInput = z.strictObject({
  ...repositoryReference,
  archive_name: existingArchiveName,
  target_path: absolutePath,
  paths: z.array(memberPath.min(1, 'must not be empty')).max(500).default([]),
  dry_run: z.boolean().default(false),
  strip_components: z.number().int().min(0).max(50).default(0),
});
