import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemCall } from '@/lib/operation/actor';
import { appendAudit, verifyAuditChain } from '@/lib/operation/audit-chain';
import { adoptInstallation } from '@/tests/support/in-process';
import type { Installation } from '@/tests/support/installation';

const EMPTY = '0'.repeat(64);

describe('the audit chain', () => {
  let installation: Installation;
  let database: typeof import('@/lib/db/client');
  let transaction: typeof import('@/lib/db/transaction').transaction;
  const sql = (query: string, values?: unknown[]) => installation.sql<Record<string, unknown>>(query, values);
  const append = (record: { target?: string; details?: Record<string, unknown> } = {}) =>
    transaction((tx) =>
      appendAudit(tx, { action: 'test.write', call: systemCall(), outcome: 'ok', at: new Date(), ...record }),
    );
  const verify = () => verifyAuditChain(database.db());
  const ids = async (): Promise<number[]> =>
    (await sql('SELECT id FROM audit_log ORDER BY id')).map((row) => Number(row.id));

  beforeAll(async () => {
    installation = await adoptInstallation();
    database = await import('@/lib/db/client');
    ({ transaction } = await import('@/lib/db/transaction'));
  });
  afterAll(async () => {
    await database.disconnect();
    await installation.remove();
  });
  beforeEach(async () => {
    await sql('DELETE FROM audit_log');
    await sql("UPDATE app_state SET value = ? WHERE name = 'audit_head'", [JSON.stringify({ hash: EMPTY })]);
  });

  it('of nothing is whole', async () => {
    expect(await verify()).toEqual({ rows: 0, brokenAt: null });
  });

  it('holds whatever an entry says', async () => {
    await append();
    await append({ details: { z: 1, a: { y: [1, { d: null, c: 2.5 }], b: 'ü 😀' }, n: null } });
    await append({ target: 'x'.repeat(2000) });
    await append({ target: 'Ünïcödé 😀 \u0000 \u202e trailing ' });
    expect(await verify()).toEqual({ rows: 4, brokenAt: null });
  });

  it('holds text that is not well-formed: a surrogate half, or an emoji cut at the column width', async () => {
    await append({ target: 'half \ud83d', details: { path: 'etc/\udcff' } });
    await append({ target: `${'x'.repeat(511)}😀` });
    expect(await verify()).toEqual({ rows: 2, brokenAt: null });
  });

  it('stays whole when many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => append({ target: `job ${n}` })));
    expect(await verify()).toEqual({ rows: 12, brokenAt: null });
  });

  it.each([
    ['action', "'test.other'"],
    ['actor', "'somebody else'"],
    ['actor_type', "'user'"],
    ['role', 'NULL'],
    ['target', "'other'"],
    ['outcome', "'FORBIDDEN'"],
    ['details', '\'{"n":3}\''],
    ['door', "'page'"],
    ['address', "'192.0.2.9'"],
    ['created_at', 'created_at - INTERVAL 1 DAY'],
    ['hash', "REPEAT('a', 64)"],
    ['prev_hash', "REPEAT('a', 64)"],
  ])('shows a changed %s', async (column, value) => {
    for (let n = 0; n < 3; n++) await append({ target: 'x', details: { n } });
    const [, second] = await ids();
    await sql(`UPDATE audit_log SET ${column} = ${value} WHERE id = ?`, [second]);
    expect(await verify()).toEqual({ rows: 1, brokenAt: second });
  });

  it('shows a removed row, at the one after it', async () => {
    for (let n = 0; n < 3; n++) await append();
    const [, second, third] = await ids();
    await sql('DELETE FROM audit_log WHERE id = ?', [second]);
    expect(await verify()).toEqual({ rows: 1, brokenAt: third });
  });

  it('shows a cut-off end, and a log that was emptied', async () => {
    for (let n = 0; n < 3; n++) await append();
    const [, second, third] = await ids();
    await sql('DELETE FROM audit_log WHERE id = ?', [third]);
    expect(await verify()).toEqual({ rows: 2, brokenAt: second });
    await sql('DELETE FROM audit_log');
    expect((await verify()).brokenAt).not.toBeNull();
  });

  it('walks logs of several pages', async () => {
    for (let n = 0; n < 5; n++) await append();
    expect(await verifyAuditChain(database.db(), 2)).toEqual({ rows: 5, brokenAt: null });
    const all = await ids();
    await sql("UPDATE audit_log SET outcome = 'no' WHERE id = ?", [all[3]]);
    expect(await verifyAuditChain(database.db(), 2)).toEqual({ rows: 3, brokenAt: all[3] });
  });
});
