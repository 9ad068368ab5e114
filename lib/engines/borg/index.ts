import { parseCompression } from '@/lib/engines/borg/compression';
import { downloadFile } from '@/lib/engines/borg/download';
import { assertPassphrase } from '@/lib/engines/borg/environment';
import { excludePattern, excludesPath } from '@/lib/engines/borg/excludes';
import { extractInto } from '@/lib/engines/borg/extraction';
import { canonicalLocation, locationArgument, parseBorgLocation } from '@/lib/engines/borg/location';
import { eachMember, findMember, foldChildren } from '@/lib/engines/borg/members';
import { existingArchiveName, newArchiveName } from '@/lib/engines/borg/names';
import { type BorgHooks, type BorgRepository, bind } from '@/lib/engines/borg/session';
import { breakLock } from '@/lib/engines/borg/verbs/break-lock';
import { check } from '@/lib/engines/borg/verbs/check';
import { create } from '@/lib/engines/borg/verbs/create';
import { deleteArchives } from '@/lib/engines/borg/verbs/delete';
import { archiveInfo, info } from '@/lib/engines/borg/verbs/info';
import { type InitInput, init } from '@/lib/engines/borg/verbs/init';
import { type ArchiveEntry, listArchives } from '@/lib/engines/borg/verbs/list-archives';
import { borgNotices, probeBorg } from '@/lib/engines/borg/version';
import { EngineInputError } from '@/lib/engines/failure';

export type { Download, DownloadHooks } from '@/lib/engines/borg/download';
export type { BorgAccess, SshAccess } from '@/lib/engines/borg/environment';
export type { ExtractRequest } from '@/lib/engines/borg/extraction';
export type { BorgLocation } from '@/lib/engines/borg/location';
export type { Child, MembersRequest } from '@/lib/engines/borg/members';
export type { BorgHooks, BorgRepository } from '@/lib/engines/borg/session';
export type { ArchiveStats, CacheStats } from '@/lib/engines/borg/stats';
export type { CheckInput, CheckResult } from '@/lib/engines/borg/verbs/check';
export type { CreateInput, CreateResult } from '@/lib/engines/borg/verbs/create';
export type { ArchiveNames, DeleteInput, DeleteResult } from '@/lib/engines/borg/verbs/delete';
export type { ExtractResult } from '@/lib/engines/borg/verbs/extract';
export type { ArchiveInfo, RepositoryInfo } from '@/lib/engines/borg/verbs/info';
export { ENCRYPTION_MODES, type EncryptionMode, type InitInput } from '@/lib/engines/borg/verbs/init';
export type { ArchiveEntry, ArchiveList, ListArchivesInput } from '@/lib/engines/borg/verbs/list-archives';
export type { Member } from '@/lib/engines/borg/verbs/list-members';
export type { ToolNotice, VersionMemory } from '@/lib/engines/borg/version';
export type { BorgWarning } from '@/lib/engines/borg/warnings';

/**
 * Makes a repository and opens it once with the same passphrase, which proves that it can be opened again.
 * Resolves to the repository's id. Throws EngineFailure REPOSITORY_EXISTS, PERMISSION_DENIED, DISK_FULL …
 */
async function initialise(
  repository: BorgRepository,
  input: InitInput,
  hooks: BorgHooks = {},
): Promise<{ repositoryId: string; encryption: string }> {
  const encrypted = input.encryption !== 'none';
  // Borg takes an empty passphrase without a word.
  if (encrypted && !repository.passphrase) throw new EngineInputError('passphrase', 'Enter a passphrase.');
  await bind(init)(repository, input, hooks);
  const { repositoryId, encryption } = await bind(listArchives)(repository, { last: 1 }, hooks);
  return { repositoryId, encryption };
}

/**
 * Whether an archive is there, by the cheapest look that also gives its id: a list of one name needs no cache and
 * reads no archive, unlike info. Null when there is none.
 */
async function archiveFacts(
  repository: BorgRepository,
  name: string,
  hooks: BorgHooks = {},
): Promise<ArchiveEntry | null> {
  const { archives } = await bind(listArchives)(repository, { name, checkpoints: true }, hooks);
  return archives.find((archive) => archive.name === name) ?? null;
}

/** Borg 1.2 and 1.4. Every function throws EngineInputError for bad input and EngineFailure for the rest. */
export const borg = {
  probe: probeBorg,
  notices: borgNotices,
  init: initialise,
  create: bind(create),
  listArchives: bind(listArchives),
  archiveFacts,
  eachMember,
  findMember,
  foldChildren,
  info: bind(info),
  archiveInfo: bind(archiveInfo),
  extract: extractInto,
  downloadFile,
  delete: bind(deleteArchives),
  breakLock: bind(breakLock),
  check: bind(check),
  parseLocation: parseBorgLocation,
  canonicalLocation,
  locationArgument,
  locationText: locationArgument,
  newArchiveName,
  existingArchiveName,
  parseCompression,
  excludePattern,
  excludesPath,
  assertPassphrase,
} as const;
