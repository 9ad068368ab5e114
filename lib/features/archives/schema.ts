import { z } from 'zod';
import { bytes, existingArchiveName, idField, isoTime, memberPath } from '@/lib/core/fields';

/** An archive as a page shows it, whoever made it. Sizes are null for archives made elsewhere until they are read. */
export const archive = z.object({
  id: z.string(),
  repository_id: idField,
  name: z.string(),
  time: isoTime,
  hostname: z.string().nullable(),
  username: z.string().nullable(),
  job_id: z.string().nullable(),
  nfiles: z.number().nullable(),
  original_size: bytes.nullable(),
  deduplicated_size: bytes.nullable(),
});
export type Archive = z.output<typeof archive>;

export const listArchivesInput = z.strictObject({ repository_id: idField.optional() });
export const listArchivesOutput = z.object({
  archives: z.array(archive),
  repository: z.object({ id: idField, name: z.string(), location: z.string() }).nullable(),
  /** when the repository was last read; older than now while a job holds it */
  as_of: isoTime.nullable(),
  /** why the list could not be read anew just now, in a sentence */
  notice: z.string().nullable(),
});
export type ArchiveList = z.output<typeof listArchivesOutput>;

export const entry = z.object({
  name: z.string(),
  path: z.string(),
  type: z.enum(['file', 'directory', 'symlink', 'other']),
  size: bytes,
  mtime: z.string().nullable(),
  mode: z.string().nullable(),
  link_target: z.string().nullable(),
});
export type Entry = z.output<typeof entry>;

export const browseInput = z.strictObject({
  repository_id: idField,
  archive: existingArchiveName,
  path: memberPath.default(''),
});
export const browseOutput = z.object({
  path: z.string(),
  entries: z.array(entry),
  /** true when the folder holds more than is listed */
  truncated: z.boolean(),
});
export type Folder = z.output<typeof browseOutput>;

export const downloadInput = z.strictObject({
  repository_id: idField,
  archive: existingArchiveName,
  path: memberPath.min(1, 'name the file'),
});
