import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { singleton } from '@/lib/core/singleton';

const PARAMETERS = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const LENGTH = 32;
const AT_ONCE = 4;

// Each hash takes 128 MB and a third of a second: a burst of log-ins must queue instead of exhausting the server.
interface Gate {
  running: number;
  waiting: (() => void)[];
}
const gate = (): Gate => singleton('scrypt-gate', () => ({ running: 0, waiting: [] }));

async function limited<T>(work: () => Promise<T>): Promise<T> {
  const state = gate();
  // A place that becomes free is handed to the next in line, never to whoever comes at that moment.
  if (state.running >= AT_ONCE) await new Promise<void>((resume) => state.waiting.push(resume));
  else state.running++;
  try {
    return await work();
  } finally {
    const next = state.waiting.shift();
    if (next) next();
    else state.running--;
  }
}

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  limited(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, LENGTH, PARAMETERS, (error, hash) =>
          error ? reject(error) : resolve(hash),
        );
      }),
  );

/** → `scrypt$<salt>$<hash>` in base64url; N=2^17, r=8, p=1. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Same time for an unknown user: pass `null` and the answer is false after the usual work. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const [, salt = '', hash = ''] = (stored ?? '').split('$');
  const actual = await derive(password, Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(hash, 'base64url');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
