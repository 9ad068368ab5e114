import { describe, expect, it } from 'vitest';
import { presentUser } from '@/lib/features/users/presenter';
import { user } from '@/lib/features/users/schema';

describe('presentUser', () => {
  it("leaves the password's hash behind", () => {
    const shown = presentUser({
      id: '0b54c4a2-5b5e-4d0f-9a3c-0a4c1f7d2e11',
      ...{ email: 'a@example.org', name: 'Anna', role: 'admin', passwordHash: 'scrypt$salt$hash' },
      ...{ disabledAt: null, lastLoginAt: null, createdAt: new Date('2026-11-20T10:00:00Z') },
    });
    expect(JSON.stringify(shown)).not.toContain('scrypt');
    expect(shown).toMatchObject({ last_login_at: null, created_at: '2026-11-20T10:00:00.000Z' });
    expect(user.parse(shown)).toEqual(shown);
  });
});
