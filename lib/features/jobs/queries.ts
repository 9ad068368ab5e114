import type { z } from 'zod';
import { invalid } from '@/lib/core/errors';
import type { Tx } from '@/lib/db/client';
import type { BackupJob, Prisma } from '@/lib/db/generated/client';
import type { listJobsInput } from '@/lib/features/jobs/schema';

type Filter = z.output<typeof listJobsInput>;

// Keyset, not OFFSET: the thousandth page costs what the first one does.
const encodeCursor = (row: BackupJob): string =>
  Buffer.from(`${row.createdAt.toISOString()} ${row.id}`).toString('base64url');

function decodeCursor(cursor: string): { at: Date; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, at = '', id = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) ([0-9a-f-]{36})$/.exec(text) ?? [];
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) throw invalid('cursor', 'is not one this list has given');
  return { at: date, id };
}

/** Prisma hands % and _ on to LIKE, where they stand for anything. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function where(filter: Filter): Prisma.BackupJobWhereInput {
  const and: Prisma.BackupJobWhereInput[] = [];
  const { status, kind, operation, from, to, q, cursor } = filter;
  if (status) and.push({ status });
  if (kind) and.push({ kind });
  if (operation) and.push({ operation });
  if (from) and.push({ createdAt: { gte: new Date(from) } });
  if (to) and.push({ createdAt: { lte: new Date(to) } });
  if (q) {
    const text = literally(q);
    and.push({
      OR: [{ requestedBy: { contains: text } }, { error: { contains: text } }, { id: { startsWith: text } }],
    });
  }
  if (cursor) {
    const { at, id } = decodeCursor(cursor);
    and.push({ OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] });
  }
  return { AND: and };
}

/** One page of the history, newest first. */
export async function jobPage(
  db: Tx,
  filter: Filter,
): Promise<{ rows: BackupJob[]; nextCursor: string | null }> {
  const found = await db.backupJob.findMany({
    where: where(filter),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: filter.limit + 1,
  });
  const rows = found.slice(0, filter.limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > filter.limit && last ? encodeCursor(last) : null };
}
