import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@/lib/core/errors';

/** Files in the data folder's secrets/ (0600), made by scripts/lib/secrets.sh on first start. */
export const SECRET_FILES = {
  encryptionKey: 'encryption.key',
  nextAuthSecret: 'nextauth.secret',
  borgPassphrase: 'borg.passphrase',
  databasePassword: 'database.password',
  hostId: 'host-id',
} as const;

/** Content of one secret file without the line end. Throws NOT_CONFIGURED when it is missing or empty. */
export function readSecretFile(dataDir: string, name: string): string {
  const file = path.join(dataDir, 'secrets', name);
  let content: string;
  try {
    content = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new AppError('NOT_CONFIGURED', `${file} cannot be read. Start with: npm run up`, { cause });
  }
  if (content === '')
    throw new AppError('NOT_CONFIGURED', `${file} is empty. Put its content back from a backup.`);
  return content;
}

/** The same, null when the file is missing or empty. */
export function findSecretFile(dataDir: string, name: string): string | null {
  try {
    return readSecretFile(dataDir, name);
  } catch {
    return null;
  }
}
