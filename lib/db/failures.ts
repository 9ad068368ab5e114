import { AppError, isErrorCode } from '@/lib/core/errors';
import { Prisma } from '@/lib/db/generated/client';

const UNREACHABLE =
  /ECONNREFUSED|connect ENOENT|ECONNRESET|EPIPE|ETIMEDOUT|pool timeout|socket has unexpectedly|Connection (?:closed|killed|lost)|shutdown in progress|server has gone away|Unable to start a transaction/i;

/** Codes that say no more than that the driver or a transaction failed: the text tells which of the two it was. */
const BY_TEXT = ['P2010', 'P2028', 'P2039'];

/** Everything an error chain says, for looking a cause up by text: drivers wrap theirs several times. */
function chainText(error: unknown): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth < 6; depth++) {
    parts.push(current.name, current.message, JSON.stringify('meta' in current ? current.meta : ''));
    if ('code' in current) parts.push(String(current.code));
    current = current.cause;
  }
  return parts.join(' ');
}

/** Was the database away (as opposed to: it answered, and said no)? */
export function isDatabaseAway(error: unknown): boolean {
  // An error of our own, an engine's too, says what it is; the texts below are for the drivers' errors.
  if (error instanceof Error && 'code' in error && isErrorCode(error.code))
    return error.code === 'DATABASE_UNAVAILABLE';
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (['P1001', 'P1002', 'P1008', 'P1017', 'P2024'].includes(error.code)) return true;
    if (error.code.startsWith('P2') && !BY_TEXT.includes(error.code)) return false;
  }
  return UNREACHABLE.test(chainText(error));
}

/** Did the write hit a unique index? Give part of the index or column name to ask for one in particular. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  return index === undefined || chainText(error).includes(index);
}

/** Deadlock or lock wait: the transaction did nothing and may be run again. */
export const isWriteConflict = (error: unknown): boolean =>
  (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034') ||
  /Deadlock found|Lock wait timeout|Record has changed since last read/i.test(chainText(error));

export const databaseUnavailable = (cause: unknown): AppError =>
  new AppError(
    'DATABASE_UNAVAILABLE',
    'The database does not answer. It is tried again with the next request.',
    {
      cause,
      retryAfter: 5,
    },
  );
