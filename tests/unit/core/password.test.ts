import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '@/lib/core/password';

// A hash is slow by intention, and slower on a busy machine.
describe('password hashes', { timeout: 60_000 }, () => {
  it('fit their password alone, each with a salt of its own', async () => {
    const hash = await hashPassword('a long enough one');
    expect(hash).toMatch(/^scrypt\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword(hash, 'a long enough one')).toBe(true);
    expect(await verifyPassword(hash, 'a long enough One')).toBe(false);
    expect(await hashPassword('a long enough one')).not.toBe(hash);
  });

  it('do not depend on how a letter was typed', async () => {
    const hash = await hashPassword('Gr\u00f6\u00dfenordnung');
    expect(await verifyPassword(hash, 'Gro\u0308\u00dfenordnung')).toBe(true);
  });

  it('do the work for nobody and for a broken hash too, and say no', async () => {
    for (const stored of [null, 'scrypt$c2FsdA$c2hvcnQ'])
      expect(await verifyPassword(stored, '')).toBe(false);
  });
});
