import { describe, expect, it } from 'vitest';
import { newId, randomToken, sha256 } from '@/lib/core/ids';

describe('ids', () => {
  it('are UUIDs and never the same', () => {
    const ids = Array.from({ length: 100 }, newId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('hash text as hexadecimal', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('make tokens of as many random bytes as asked for, fit for an address', () => {
    expect(randomToken()).toMatch(/^[\w-]{32}$/);
    expect(Buffer.from(randomToken(6), 'base64url')).toHaveLength(6);
  });
});
