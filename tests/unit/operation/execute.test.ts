import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Role } from '@/lib/core/roles';
import { type Actor, ANONYMOUS, type Call, scheduleCall, systemCall } from '@/lib/operation/actor';
import type { AnyOperation } from '@/lib/operation/define';
import { authorize, execute, fieldErrors } from '@/lib/operation/execute';
import { thrown } from '@/tests/unit/data-folder';

const operation = (role: Role | 'public'): AnyOperation => ({
  ...{ name: 'test.run', summary: 'test', role, effect: 'read' },
  ...{ input: z.unknown(), output: z.unknown() },
});
const actor = (role: Role | null): Actor => ({ type: 'user', id: 'u1', name: 'a@example.org', role });
const call = (who: Actor | null): Call => ({ actor: who, door: 'api', address: null });

describe('authorize', () => {
  const needs = ['moderator', 'admin', 'super_admin'] as const;
  const may = (role: Role) =>
    needs.filter((need) => {
      try {
        return authorize(operation(need), call(actor(role))).role === role;
      } catch {
        return false;
      }
    });

  it('lets a role do what it includes', () => {
    expect(may('moderator')).toEqual(['moderator']);
    expect(may('admin')).toEqual(['moderator', 'admin']);
    expect(may('super_admin')).toEqual(['moderator', 'admin', 'super_admin']);
  });

  it('asks a stranger to sign in, and tells others the role they need', () => {
    expect(thrown(() => authorize(operation('moderator'), call(null)))).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(thrown(() => authorize(operation('admin'), call(actor('moderator'))))).toMatchObject({
      code: 'FORBIDDEN',
      detail: 'This needs the role admin; yours is moderator.',
    });
  });

  it('refuses somebody without a role, the anonymous actor too', () => {
    for (const who of [actor(null), ANONYMOUS])
      expect(thrown(() => authorize(operation('moderator'), call(who)))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lets everybody in where it is public and knows who it is when it was told', () => {
    expect(authorize(operation('public'), call(null))).toBe(ANONYMOUS);
    expect(authorize(operation('public'), call(actor('admin')))).toMatchObject({ role: 'admin' });
  });

  it('lets the schedule and the system do their work', () => {
    for (const own of [scheduleCall(), systemCall()])
      expect(authorize(operation('super_admin'), own)).toMatchObject({ id: own.door });
  });
});

describe('fieldErrors', () => {
  const schema = z.strictObject({
    name: z.string().min(2, 'is too short'),
    paths: z.array(z.strictObject({ from: z.string() })),
  });
  const errorsOf = (value: unknown, of: z.ZodType = schema) => {
    const { error } = of.safeParse(value);
    return error ? fieldErrors(error) : [];
  };

  it('names each bad field by its path', () => {
    expect(errorsOf({ name: 'x', paths: [{ from: 'a' }, { from: 1 }] })).toEqual([
      { path: 'name', message: 'is too short' },
      { path: 'paths.1.from', message: expect.stringContaining('string') },
    ]);
  });

  it('reports every unknown field under its own name', () => {
    expect(errorsOf({ name: 'xy', paths: [{ from: 'a', form: 'b' }], one: 1, two: 2 })).toEqual([
      { path: 'paths.0.form', message: 'is not a known field' },
      { path: 'one', message: 'is not a known field' },
      { path: 'two', message: 'is not a known field' },
    ]);
  });

  it('calls the whole body what it is', () => {
    expect(errorsOf('text')).toMatchObject([{ path: 'body' }]);
  });
});

describe('execute', () => {
  const echo = {
    ...operation('public'),
    effect: 'read' as const,
    keyless: undefined,
    input: z.strictObject({ text: z.string() }),
    run: async () => {
      throw new Error('must not run');
    },
  };

  it('refuses bad input before anything runs', async () => {
    await expect(execute(echo, call(null), { text: 1, more: true })).rejects.toMatchObject({
      code: 'VALIDATION',
      errors: [{ path: 'text' }, { path: 'more' }],
    });
  });

  it('refuses text that is no Unicode, however deep', async () => {
    await expect(execute(echo, call(null), { text: 'a\ud800' })).rejects.toMatchObject({
      code: 'VALIDATION',
      errors: [{ path: 'text', message: 'is not valid Unicode text' }],
    });
    const errors = expect.arrayContaining([{ path: 'list.0.deep', message: 'is not valid Unicode text' }]);
    await expect(execute(echo, call(null), { text: 'a', list: [{ deep: '\udfff' }] })).rejects.toMatchObject({
      errors,
    });
  });
});
