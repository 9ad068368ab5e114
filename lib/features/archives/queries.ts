import { toAppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { singleton } from '@/lib/core/singleton';
import { db as client, type Db, type Tx } from '@/lib/db/client';
import type { Repository } from '@/lib/db/generated/client';
import { type ArchiveEntry, borg } from '@/lib/engines/borg';
import { forBorg, holderOf, type OpenRepository } from '@/lib/features/repositories/queries';

/** A list younger than this is given out as it is. */
const FRESH_MS = 10_000;
const SHOWN = 1_000;

export const cachedArchives = (db: Tx, repositoryId: string) =>
  db.archive.findMany({
    where: { repositoryId },
    orderBy: [{ startedAt: 'desc' }, { name: 'desc' }],
    take: SHOWN,
  });

/** Rows for archives that are new to us, none for those that are gone. */
async function store(db: Db, { id: repositoryId }: Repository, found: ArchiveEntry[]): Promise<void> {
  const known = await db.archive.findMany({ where: { repositoryId }, select: { id: true, engineId: true } });
  const there = new Set(found.map((archive) => archive.id));
  const gone = known.filter((row) => !there.has(row.engineId)).map((row) => row.id);
  const have = new Set(known.map((row) => row.engineId));
  const fresh = found.filter((archive) => !have.has(archive.id));
  if (gone.length > 0) await db.archive.deleteMany({ where: { id: { in: gone } } });
  if (fresh.length > 0)
    await db.archive.createMany({
      data: fresh.map((archive) => ({
        id: newId(),
        repositoryId,
        engineId: archive.id,
        name: archive.name.slice(0, 255),
        startedAt: new Date(archive.start),
        hostname: archive.hostname ?? null,
        username: archive.username ?? null,
      })),
      skipDuplicates: true,
    });
  await db.repository.updateMany({ where: { id: repositoryId }, data: { archivesAt: new Date() } });
}

async function hasStrangers(db: Db, { id }: Repository, found: ArchiveEntry[]): Promise<boolean> {
  const known = await db.archive.count({
    where: { repositoryId: id, engineId: { in: found.map((a) => a.id) } },
  });
  return known < found.length;
}

async function readAnew(repository: OpenRepository, row: Repository): Promise<void> {
  const target = await forBorg(repository);
  const { archives } = await borg.listArchives(target, {});
  // Host and user cost borg a read for every archive, so they are asked for only when somebody else made one.
  const detailed = (await hasStrangers(client(), row, archives))
    ? (await borg.listArchives(target, { details: true })).archives
    : archives;
  await store(client(), row, detailed);
}

/**
 * Reads the list of archives from the repository, unless it was read just now or a job is working there.
 * Several callers at once share one read. → why it could not be read, in a sentence, or null.
 */
export async function refreshArchives(repository: OpenRepository, row: Repository): Promise<string | null> {
  if (!row.initializedAt) return 'The repository is made by the first backup.';
  const holder = await holderOf(client(), repository.key);
  if (holder) return `A ${holder.operation} job is working on the repository; the list is from before it.`;
  if (row.archivesAt && Date.now() - row.archivesAt.getTime() < FRESH_MS) return null;
  const reads = singleton('archive-reads', () => new Map<string, Promise<void>>());
  const reading = reads.get(row.id) ?? readAnew(repository, row).finally(() => reads.delete(row.id));
  reads.set(row.id, reading);
  try {
    await reading;
    return null;
  } catch (error) {
    return toAppError(error).detail;
  }
}
