import { randomToken, sha256 } from '@/lib/core/ids';

const HOUR_MS = 3_600_000;

/** `hf_<prefix>_<random>`: the prefix is kept for recognition, of the whole only the SHA-256. */
export function newToken(): { token: string; prefix: string; hash: string } {
  const prefix = randomToken(6).replaceAll(/[-_]/g, 'x');
  const token = `hf_${prefix}_${randomToken(32)}`;
  return { token, prefix, hash: sha256(token) };
}

/** "90d" or "12h" from now. */
export function expiryOf(expires: string | undefined, now: Date): Date | null {
  if (expires === undefined) return null;
  const hours = Number.parseInt(expires, 10) * (expires.endsWith('d') ? 24 : 1);
  return new Date(now.getTime() + hours * HOUR_MS);
}
