import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '@/lib/core/errors';

const ALGORITHM = 'aes-256-gcm';
const TAG_LENGTH = 16;

/** Where a ciphertext lives; bound to it, so that it cannot be moved to another row or column. */
export interface SecretPlace {
  table: string;
  id: string;
  column: string;
}

const aad = (place: SecretPlace): Buffer => Buffer.from(`${place.table}:${place.id}:${place.column}`);

/** First 8 hex digits of the key's hash: tells which key a ciphertext needs without telling the key. */
export const keyId = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/** Text → `v1.<key id>.<iv>.<tag>.<ciphertext>` (base64url), AES-256-GCM. */
export function seal(key: Buffer, place: SecretPlace, plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_LENGTH });
  cipher.setAAD(aad(place));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
  return ['v1', keyId(key), ...parts].join('.');
}

/** The reverse of `seal`. Throws KEY_MISMATCH when the key is another one or the text was changed or moved. */
export function open(key: Buffer, place: SecretPlace, sealed: string): string {
  const [version, kid, iv, tag, body] = sealed.split('.');
  if (version !== 'v1' || iv === undefined || tag === undefined || body === undefined)
    throw new AppError('KEY_MISMATCH', `The stored ${place.column} is not readable.`);
  if (kid !== keyId(key))
    throw new AppError(
      'KEY_MISMATCH',
      `The stored ${place.column} was encrypted with another key (${kid}). Put that key back as HOLDFAST_ENCRYPTION_KEY or in the data folder's secrets.`,
    );
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'), {
      authTagLength: TAG_LENGTH,
    });
    decipher.setAAD(aad(place));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString(
      'utf8',
    );
  } catch (cause) {
    throw new AppError('KEY_MISMATCH', `The stored ${place.column} was changed or belongs to another row.`, {
      cause,
    });
  }
}
