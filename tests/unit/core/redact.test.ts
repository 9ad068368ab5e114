import { describe, expect, it } from 'vitest';
import { redact, rememberSecret } from '@/lib/core/redact';

describe('redact', () => {
  it('finds a secret plain, in JSON and in an address', () => {
    rememberSecret('pa"ss w/rd\\1');
    expect(redact('key pa"ss w/rd\\1 end')).toBe('key [redacted] end');
    expect(redact(JSON.stringify({ key: 'pa"ss w/rd\\1' }))).toBe('{"key":"[redacted]"}');
    expect(redact('?key=pa%22ss%20w%2Frd%5C1&x=1')).toBe('?key=[redacted]&x=1');
  });

  it('finds it every time it is there', () => {
    rememberSecret('again-and-again');
    expect(redact('again-and-again, again-and-again')).toBe('[redacted], [redacted]');
  });

  it('leaves nothing of a secret that begins like another one', () => {
    rememberSecret('begin-alike');
    rememberSecret('begin-alike-but-longer');
    expect(redact('x begin-alike-but-longer y')).toBe('x [redacted] y');
  });

  it('does not remember a value that every text may hold', () => {
    rememberSecret('abc');
    rememberSecret('');
    expect(redact('abc def')).toBe('abc def');
  });

  it('hides the password in any address, known or not', () => {
    expect(redact('at mysql://app:hidden@db:3306/x?')).toBe('at mysql://app:[redacted]@db:3306/x?');
    expect(redact('redis://:hidden@cache')).toBe('redis://:[redacted]@cache');
    expect(redact('ssh://backup@host:22/repo')).toBe('ssh://backup@host:22/repo');
  });
});
