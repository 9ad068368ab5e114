import { describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/core/ids';
import { expiryOf, newToken } from '@/lib/features/tokens/rules';
import { createTokenInput } from '@/lib/features/tokens/schema';

describe('newToken', () => {
  it('is recognised by its prefix and kept as a hash alone', () => {
    for (let i = 0; i < 50; i++) {
      const { token, prefix, hash } = newToken();
      expect(token).toMatch(/^hf_[A-Za-z0-9]{8}_[\w-]{43}$/);
      expect(token.split('_')[1]).toBe(prefix);
      expect(hash).toBe(sha256(token));
    }
  });

  it('is never the same', () => {
    expect(newToken().token).not.toBe(newToken().token);
  });
});

describe('expiryOf', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  it.each([
    ['12h', '2026-11-21T00:00:00.000Z'],
    ['1d', '2026-11-21T12:00:00.000Z'],
    ['90d', '2027-02-18T12:00:00.000Z'],
  ])('%s ends at %s', (expires, at) => {
    expect(expiryOf(expires, now)?.toISOString()).toBe(at);
  });
  it('is nothing for a token that does not expire', () => {
    expect(expiryOf(undefined, now)).toBeNull();
  });
  it.each(['0d', '-1d', '90', '1.5h', '1w', '999999d', '90d '])('is not asked about %j', (expires) => {
    expect(createTokenInput.safeParse({ name: 'x', role: 'admin', expires }).success).toBe(false);
  });
});
