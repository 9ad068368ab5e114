import { randomBytes } from 'node:crypto';

export const NONCE_HEADER = 'x-nonce';
/** Set by our server on every request, never believed when a client sends it. */
export const PEER_HEADER = 'x-holdfast-peer';
/** The address a page was asked for, set likewise: where to come back to after signing in. */
export const TARGET_HEADER = 'x-holdfast-target';

/** Length of an answer in bytes, from a route handler to our server: Next drops Content-Length itself. */
export const LENGTH_HEADER = 'x-holdfast-length';

export const newNonce = (): string => randomBytes(16).toString('base64');

/** Scripts need the nonce of their request; styles are inline, as the component library writes them. */
export function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer. */
export function securityHeaders(policy: string, https: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    ...(https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}
