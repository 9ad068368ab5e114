import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A new row id: UUID, 36 characters. */
export const newId = (): string => randomUUID();

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** URL-safe random text of `bytes` random bytes. */
export const randomToken = (bytes = 24): string => randomBytes(bytes).toString('base64url');
