import { type Db, db, type Tx } from '@/lib/db/client';
import { databaseUnavailable, isDatabaseAway, isWriteConflict } from '@/lib/db/failures';

const ATTEMPTS = 4;

/**
 * Runs `work` in one transaction and again when the database chose it as a deadlock victim.
 * `work` touches rows only: Prisma ends a transaction after five seconds. Throws DATABASE_UNAVAILABLE.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, client: Db = db()): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.$transaction(work, { isolationLevel: 'ReadCommitted' });
    } catch (error) {
      if (isWriteConflict(error) && attempt < ATTEMPTS) {
        await new Promise((resume) => setTimeout(resume, 20 * attempt));
        continue;
      }
      throw isDatabaseAway(error) ? databaseUnavailable(error) : error;
    }
  }
}
