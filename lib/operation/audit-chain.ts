import { sha256 } from '@/lib/core/ids';
import { plainJson, wellFormed } from '@/lib/core/text';
import type { Db, Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { Call } from '@/lib/operation/actor';

export interface AuditRecord {
  action: string;
  call: Call;
  target?: string | undefined;
  outcome: string;
  details?: Record<string, unknown> | undefined;
  at: Date;
}

interface ChainedRow {
  action: string;
  actor: string;
  actorType: string;
  role: string | null;
  target: string | null;
  outcome: string;
  details: unknown;
  door: string;
  address: string | null;
  createdAt: Date;
}

// Key order is part of the hash; JSON objects come back from the database with their keys in another order.
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, canonical(v)]),
  );
};

const hashOf = (previous: string, row: ChainedRow): string =>
  sha256(previous + JSON.stringify(canonical(row)));

const toRow = ({ action, call, target, outcome, details, at }: AuditRecord): ChainedRow => ({
  action,
  actor: call.actor?.name ?? 'anonymous',
  actorType: call.actor?.type ?? 'anonymous',
  role: call.actor?.role ?? null,
  target: target === undefined ? null : wellFormed(target.slice(0, 512)),
  outcome,
  details: details === undefined ? null : plainJson(details),
  door: call.door,
  address: call.address,
  createdAt: at,
});

/**
 * Appends one row to the chain inside the caller's transaction. The head row is locked until that transaction ends,
 * so rows get their place one after another: call it last.
 */
export async function appendAudit(tx: Tx, record: AuditRecord): Promise<void> {
  const [head] = await tx.$queryRaw<{ hash: string }[]>`
    SELECT JSON_UNQUOTE(JSON_EXTRACT(value, '$.hash')) AS hash FROM app_state WHERE name = 'audit_head' FOR UPDATE`;
  if (!head) throw new Error('The audit chain has no head row; the database is not migrated.');
  const row = toRow(record);
  const hash = hashOf(head.hash, row);
  const details = row.details === null ? {} : { details: row.details as Prisma.InputJsonValue };
  await tx.auditLog.create({
    data: { ...row, ...details, prevHash: head.hash, hash } as Prisma.AuditLogCreateInput,
  });
  await tx.appState.update({ where: { name: 'audit_head' }, data: { value: { hash } } });
}

/** Walks the whole chain. → number of rows, and the id of the first row that does not fit, if any. */
export async function verifyAuditChain(
  client: Db,
  pageSize = 1000,
): Promise<{ rows: number; brokenAt: number | null }> {
  let previous = '0'.repeat(64);
  let rows = 0;
  let after = 0n;
  for (;;) {
    const page = await client.auditLog.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: pageSize,
    });
    for (const { id, prevHash, hash, ...row } of page) {
      if (prevHash !== previous || hash !== hashOf(previous, row)) return { rows, brokenAt: Number(id) };
      previous = hash;
      after = id;
      rows++;
    }
    if (page.length < pageSize) break;
  }
  const head = await client.appState.findUnique({ where: { name: 'audit_head' } });
  const expected = (head?.value as { hash?: string } | null)?.hash;
  // A chain whose end was cut off is consistent in itself: the head tells.
  return { rows, brokenAt: expected === previous ? null : Number(after) };
}
