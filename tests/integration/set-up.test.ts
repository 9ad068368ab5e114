import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { execute } from '@/lib/operation/execute';
import { adoptInstallation } from '@/tests/support/in-process';
import type { Installation } from '@/tests/support/installation';

const call = { actor: null, door: 'action' as const, address: '192.0.2.1' };
const person = { email: 'first@example.org', name: 'First', password: 'a-Long-enough-one-7731' };

describe('the first user', () => {
  let installation: Installation;
  let users: typeof import('@/lib/features/users/operations');

  const token = async (): Promise<string> => {
    const { systemCall } = await import('@/lib/operation/actor');
    const { url } = await execute(users.createSetupLink, systemCall(), {});
    return new URL(url ?? 'x:').searchParams.get('token') ?? '';
  };
  const complete = (with_: string, email = person.email) =>
    execute(users.completeSetup, call, { ...person, email, token: with_ });

  beforeAll(async () => {
    installation = await adoptInstallation();
    users = await import('@/lib/features/users/operations');
  });
  afterAll(async () => {
    await (await import('@/lib/db/client')).disconnect();
    await installation.remove();
  });
  beforeEach(() => installation.sql('DELETE FROM users'));

  it('is a super_admin, made with the link; the second use of the link is 404', async () => {
    const one = await token();
    expect(await complete(one)).toMatchObject({ email: person.email, role: 'super_admin' });
    await expect(complete(one, 'second@example.org')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
    expect(await installation.sql('SELECT email FROM users')).toEqual([{ email: person.email }]);
  });

  it('is one, however many use the link at the same time', async () => {
    const one = await token();
    const answers = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => complete(one, `${name}@example.org`)),
    );
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(await installation.sql('SELECT id FROM users')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['', 'x', 'a'.repeat(32)])('is not made with the token %j', async (wrong) => {
    await token();
    await expect(complete(wrong)).rejects.toMatchObject({ code: wrong === '' ? 'VALIDATION' : 'NOT_FOUND' });
  });

  it('is not made with a link older than a day', async () => {
    const one = await token();
    await installation.sql(
      "UPDATE app_state SET value = JSON_SET(value, '$.expires_at', ?) WHERE name = 'setup_token'",
      [new Date(Date.now() - 1000).toISOString()],
    );
    await expect(complete(one)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of a weak password is not made, and the link stays open', async () => {
    const one = await token();
    const weak = execute(users.completeSetup, call, { ...person, token: one, password: 'password1234' });
    await expect(weak).rejects.toMatchObject({ code: 'VALIDATION', errors: [{ path: 'password' }] });
    expect(await execute(users.setupState, call, { token: one })).toEqual({ open: true });
  });
});
