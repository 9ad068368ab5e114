import path from 'node:path';
import { config, encryptionKey } from '@/lib/core/config';
import { AppError, notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { rememberSecret } from '@/lib/core/redact';
import { open, seal } from '@/lib/core/secret-box';
import { smallMemory } from '@/lib/core/small-memory';
import type { Tx } from '@/lib/db/client';
import type { Repository } from '@/lib/db/generated/client';
import { type BorgLocation, type BorgRepository, borg } from '@/lib/engines/borg';
import { borgKey, locationOf } from '@/lib/features/repositories/rules';

const place = (id: string) => ({ table: 'repositories', id, column: 'passphrase' });

/** A repository that can be worked with: registered (`row`) or named by a call alone. */
export interface OpenRepository {
  row: Repository | null;
  location: BorgLocation;
  /** lock of its jobs */
  key: string;
  passphrase: string | undefined;
}

export const sealPassphrase = (id: string, passphrase: string): string =>
  seal(encryptionKey(), place(id), passphrase);

/** The registered repository at a location, made when there is none. New ones get the default passphrase. */
export async function repositoryForLocation(db: Tx, text: string, field: string): Promise<Repository> {
  const location = locationOf(text, field);
  const canonical = borgKey(location);
  const existing = await db.repository.findUnique({ where: { canonical } });
  if (existing) return existing;
  const id = newId();
  const name = borg.locationText(location).split('/').at(-1) || 'borg';
  return db.repository.create({
    data: {
      id,
      engine: 'borg',
      name,
      location: borg.locationText(location),
      canonical,
      passphrase: sealPassphrase(id, config().defaultBorg.passphrase),
    },
  });
}

function opened(row: Repository | null, location: BorgLocation, given?: string): OpenRepository {
  const stored = row?.passphrase ? open(encryptionKey(), place(row.id), row.passphrase) : undefined;
  const passphrase = given ?? stored;
  if (passphrase !== undefined) rememberSecret(passphrase);
  return { row, location, key: borgKey(location), passphrase };
}

/** A registered repository. Throws NOT_FOUND, or KEY_MISMATCH when its passphrase cannot be decrypted. */
export async function openById(db: Tx, id: string): Promise<OpenRepository> {
  const row = await db.repository.findUnique({ where: { id } });
  if (!row) throw notFound(`repository ${id}`);
  return opened(row, borg.parseLocation(row.location));
}

/** The repository a call names by its path; the stored passphrase is used when the call brings none. */
export async function openByPath(db: Tx, path: string, passphrase?: string): Promise<OpenRepository> {
  const location = locationOf(path, 'repository_path');
  const row = await db.repository.findUnique({ where: { canonical: borgKey(location) } });
  return opened(row, location, passphrase);
}

/** The repository as the engine takes it. Throws TOOL_MISSING or TOOL_UNSUPPORTED. */
export async function forBorg({ location, passphrase }: OpenRepository): Promise<BorgRepository> {
  const { dataDir, env, hostId, paths } = config();
  const memory = smallMemory(path.join(dataDir, 'cache', 'tools.json'));
  const tool = await borg.probe(env.BORG_BINARY, memory);
  return {
    tool,
    location,
    home: paths.borgHome,
    hostId,
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

/** The job that holds the repository now, if any. */
export const holderOf = (db: Tx, key: string) =>
  db.backupJob.findUnique({ where: { lockKey: key }, select: { id: true, operation: true, status: true } });

/** Throws ALREADY_RUNNING when a job holds the repository: reading it would only wait for the lock and fail. */
export async function refuseWhileHeld(db: Tx, key: string): Promise<void> {
  const holder = await holderOf(db, key);
  if (!holder) return;
  throw new AppError(
    'ALREADY_RUNNING',
    `A ${holder.operation} job is working on this repository. Try again when it has ended.`,
    { extensions: { job_id: holder.id, job_status: holder.status } },
  );
}
