import { config, encryptionKey } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { keyId } from '@/lib/core/secret-box';
import { singleton } from '@/lib/core/singleton';
import type { Tx } from '@/lib/db/client';

const KEY_ROW = 'encryption_key';
const FRESH_MS = 10_000;

async function storedKeyId(db: Tx): Promise<string | null> {
  const row = await db.appState.findUnique({ where: { name: KEY_ROW } });
  return (row?.value as { id?: string } | null | undefined)?.id ?? null;
}

/** Remembers which key this database was begun with. */
export async function storeKeyId(db: Tx): Promise<void> {
  if ((await storedKeyId(db)) !== null) return;
  await db.appState.create({ data: { name: KEY_ROW, value: { id: keyId(encryptionKey()) } } });
}

/** Why nothing may be changed, as a sentence: the key is gone or is not the one this database was begun with. */
export async function readOnlyReason(db: Tx): Promise<string | null> {
  const memory = singleton('key-check', () => ({ at: 0, reason: null as string | null }));
  if (Date.now() - memory.at < FRESH_MS) return memory.reason;
  const stored = await storedKeyId(db);
  const key = config().encryptionKey;
  const fits = key !== null && (stored === null || stored === keyId(key));
  memory.reason = fits
    ? null
    : `Read-only: the encryption key is ${key === null ? 'missing' : 'another one'}. Stored passphrases cannot be read. Put the key ${stored ?? ''} back as secrets/encryption.key or HOLDFAST_ENCRYPTION_KEY and start again; nothing is changed until then.`;
  memory.at = Date.now();
  return memory.reason;
}

/** Throws KEY_MISMATCH while the installation is read-only. */
export async function requireKey(db: Tx): Promise<void> {
  const reason = await readOnlyReason(db);
  if (reason !== null) throw new AppError('KEY_MISMATCH', reason);
}
