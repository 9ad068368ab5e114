import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import { config } from '@/lib/core/config';
import { logger } from '@/lib/core/logger';
import { isDatabaseAway } from '@/lib/db/failures';
import { transaction } from '@/lib/db/transaction';
import type { JobCatalog } from '@/lib/jobs/define';
import { type Outcome, outcomeSchema, settle } from '@/lib/jobs/outcome';

const fileOf = (id: string): string => path.join(config().paths.spool, `${id}.json`);

/** Keeps an outcome on disk (0600, written whole or not at all) until the database is back. */
export async function spoolOutcome(outcome: Outcome): Promise<void> {
  const file = fileOf(outcome.job_id);
  const half = `${file}.tmp`;
  const handle = await open(half, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(outcome));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
}

/** Has this job ended, with its result waiting here for the database? */
export const isSpooled = (id: string): boolean => existsSync(fileOf(id));

export const dropSpooled = (id: string): Promise<void> => rm(fileOf(id), { force: true });

async function importOne(file: string, catalog: JobCatalog): Promise<void> {
  const outcome = outcomeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const written = await transaction((tx) => settle(tx, catalog, outcome));
  if (!written)
    logger.warn({ job: outcome.job_id }, 'a spooled result belongs to a claim that is no longer held');
  await unlink(file);
}

/** Writes every spooled outcome to the database. An unreadable file is set aside under another name, never lost. */
export async function importSpool(catalog: JobCatalog): Promise<void> {
  const names = await readdir(config().paths.spool).catch(() => []);
  for (const name of names.filter((n) => n.endsWith('.json'))) {
    const file = path.join(config().paths.spool, name);
    try {
      await importOne(file, catalog);
    } catch (error) {
      logger.error({ err: error, file: name }, 'a spooled result could not be written');
      // What the database itself refuses will be refused for ever: set aside, so that recovery can end the row.
      if (!isDatabaseAway(error)) await rename(file, `${file}.bad`);
    }
  }
}
