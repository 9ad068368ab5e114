import { describe, expect, it } from 'vitest';
import { setupClosed, tooManyAttempts, wrongCredentials } from '@/lib/features/users/rules';
import { createUserInput, email } from '@/lib/features/users/schema';

describe('what a sign-in is told', () => {
  it('does not tell whether the account or the password was wrong', () => {
    expect(wrongCredentials()).toMatchObject({ status: 401, detail: 'E-mail or password is wrong.' });
  });
  it('tells how long to wait', () => {
    expect(tooManyAttempts()).toMatchObject({ status: 429, retryAfter: 900 });
  });
  it('tells how to get a new set-up link', () => {
    expect(setupClosed()).toMatchObject({ status: 404, detail: expect.stringContaining('setup-link') });
  });
});

describe('users', () => {
  it('are the same person in capital letters', () => {
    expect(email.parse('Anna@Example.ORG')).toBe('anna@example.org');
    expect(email.safeParse('anna').success).toBe(false);
  });
  it('need a role that exists and a password that is no common one', () => {
    const person = { email: 'a@example.org', role: 'admin', password: 'correct horse battery' };
    expect(createUserInput.safeParse(person).success).toBe(true);
    for (const changed of [{ role: 'root' }, { password: 'password1234' }, { id: '1' }])
      expect(createUserInput.safeParse({ ...person, ...changed }).success).toBe(false);
  });
});
