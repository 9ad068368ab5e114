import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, newNonce, securityHeaders } from '@/lib/transport/headers';

const directives = (policy: string): Record<string, string> =>
  Object.fromEntries(policy.split('; ').map((text) => text.split(/ (.*)/s).slice(0, 2) as [string, string]));

describe('contentSecurityPolicy', () => {
  it('lets scripts with the nonce of this request run and no others', () => {
    const policy = directives(contentSecurityPolicy('bm9uY2U=', false));
    expect(policy['script-src']).toBe("'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policy).toMatchObject({
      'default-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'connect-src': "'self'",
    });
  });

  it('is wider for developers alone', () => {
    const policy = directives(contentSecurityPolicy('x', true));
    expect(policy['script-src']).toContain("'unsafe-eval'");
    expect(policy['connect-src']).toBe("'self' ws:");
    expect(contentSecurityPolicy('x', false)).not.toContain('unsafe-eval');
  });
});

describe('newNonce', () => {
  it('has 16 random bytes', () => {
    expect(Buffer.from(newNonce(), 'base64')).toHaveLength(16);
    expect(newNonce()).not.toBe(newNonce());
  });
});

describe('securityHeaders', () => {
  it('are on every answer; only behind https the browser is bound to it', () => {
    const plain = securityHeaders('the policy', false);
    expect(plain).toMatchObject({
      'Content-Security-Policy': 'the policy',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'same-origin',
    });
    expect(plain).not.toHaveProperty('Strict-Transport-Security');
    expect(securityHeaders('x', true)['Strict-Transport-Security']).toMatch(/^max-age=\d{8}/);
  });
});
