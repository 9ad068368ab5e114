import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ROLES, type Role } from '@/lib/core/roles';
import type { Call } from '@/lib/operation/actor';
import type { Operation } from '@/lib/operation/define';
import { execute } from '@/lib/operation/execute';
import { OPERATIONS } from '@/lib/registry';
import { adoptInstallation } from '@/tests/support/in-process';
import type { Installation } from '@/tests/support/installation';

const callOf = (role: Role | null): Call => ({
  actor: role === null ? null : { type: 'token', id: 'x', name: `token ${role}`, role },
  door: 'api',
  address: '192.0.2.1',
});
const run = (operation: (typeof OPERATIONS)[number], call: Call, input: unknown): Promise<unknown> =>
  execute(operation as Operation, call, input);
const fieldsOf = (operation: (typeof OPERATIONS)[number]): string[] =>
  Object.keys((operation.input as z.ZodObject).shape);
/** A value that no field of ours takes. */
const JUNK = { junk: [null] };

const all = OPERATIONS.map((operation) => [operation.name, operation] as const);
const guarded = all.filter(([, { role }]) => role !== 'public');
const tooLow = guarded.flatMap(([name, operation]) =>
  ROLES.slice(0, ROLES.indexOf(operation.role as Role)).map((role) => [name, role, operation] as const),
);

describe('every operation', () => {
  let installation: Installation;
  const audited = (name: string) =>
    installation.sql<{ outcome: string; actor: string; address: string; details: string | null }>(
      'SELECT outcome, actor, address, details FROM audit_log WHERE action = ? ORDER BY id',
      [name],
    );

  beforeAll(async () => {
    installation = await adoptInstallation();
  });
  afterAll(async () => {
    const { disconnect } = await import('@/lib/db/client');
    await disconnect();
    await installation.remove();
  });

  it.each(guarded)('%s refuses the anonymous before it looks at the input', async (_name, operation) => {
    await expect(run(operation, callOf(null), JUNK)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      errors: [],
    });
  });

  it.each(tooLow)('%s refuses %s before it looks at the input', async (_name, role, operation) => {
    await expect(run(operation, callOf(role), JUNK)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
      errors: [],
      detail: expect.stringContaining(String(operation.role)),
    });
  });

  it('refuses text that is no Unicode, naming the field', async () => {
    const [, listJobs] = all.find(([name]) => name === 'jobs.list') ?? [];
    if (!listJobs) throw new Error('no jobs.list');
    await expect(run(listJobs, callOf('super_admin'), { q: 'half \ud83d' })).rejects.toMatchObject({
      code: 'VALIDATION',
      errors: [{ path: 'q', message: 'is not valid Unicode text' }],
    });
    await expect(run(listJobs, callOf('super_admin'), { q: 'whole 😀' })).resolves.toMatchObject({
      jobs: [],
    });
  });

  it.each(guarded)('%s lets its own role through to the input', async (_name, operation) => {
    await expect(run(operation, callOf(operation.role as Role), JUNK)).rejects.toMatchObject({
      code: 'VALIDATION',
    });
  });

  it.each(all)('%s names every bad field of junk, and the unknown one', async (_name, operation) => {
    const fields = fieldsOf(operation);
    const junk = Object.fromEntries([...fields, 'no_such_field'].map((field) => [field, JUNK]));
    const error = await run(operation, callOf('super_admin'), junk).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'VALIDATION', status: 422 });
    const named = new Set(error.errors.map(({ path }: { path: string }) => path.split('.')[0]));
    expect([...named].sort()).toEqual([...fields, 'no_such_field'].sort());
    for (const { message } of error.errors) expect(message).not.toBe('');
  });

  it.each(all)('%s refuses what is no object', async (_name, operation) => {
    for (const junk of [null, 'text', 7, []])
      await expect(run(operation, callOf('super_admin'), junk)).rejects.toMatchObject({
        code: 'VALIDATION',
        errors: [expect.objectContaining({ path: 'body' })],
      });
  });

  it.each(guarded.filter(([, { effect }]) => effect === 'write'))(
    '%s wrote down who was refused, once a refusal, and nothing of the input',
    async (name, operation) => {
      const rows = (await audited(name)).filter((row) => row.outcome !== 'ok');
      const lower = ROLES.indexOf(operation.role as Role);
      expect(rows.map((row) => row.outcome).sort()).toEqual([
        ...Array.from({ length: lower }, () => 'FORBIDDEN'),
        'UNAUTHENTICATED',
      ]);
      expect(rows.map((row) => row.address)).toEqual(rows.map(() => '192.0.2.1'));
      expect(rows.map((row) => row.details)).toEqual(rows.map(() => null));
    },
  );

  it.each(all.filter(([, { effect }]) => effect === 'read'))(
    '%s writes no audit row: it only reads',
    async (name) => {
      expect(await audited(name)).toEqual([]);
    },
  );
});
