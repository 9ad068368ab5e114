import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const KEY = Buffer.alloc(32, 7);

export const SECRETS: Record<string, string> = {
  'encryption.key': KEY.toString('base64'),
  'nextauth.secret': 'a-secret-of-the-session-cookies',
  'borg.passphrase': 'passphrase of the default repository',
  'database.password': 'password-of-the-database',
  'host-id': 'host-of-the-tests',
};

/** A data folder with every secret and nothing else, no database. `secret` changes one file, null removes it. */
export function makeDataFolder() {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-unit-'));
  for (const folder of ['secrets', 'run', 'spool']) mkdirSync(path.join(dir, folder));
  const secret = (name: string, content: string | null): void => {
    const file = path.join(dir, 'secrets', name);
    if (content === null) rmSync(file, { force: true });
    else writeFileSync(file, `${content}\n`, { mode: 0o600 });
  };
  for (const [name, content] of Object.entries(SECRETS)) secret(name, content);
  return { dir, secret, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** The same as the environment of this process: call it before the first import of code that reads the configuration. */
export function adoptDataFolder(extra: Record<string, string> = {}) {
  const folder = makeDataFolder();
  for (const name of Object.keys(process.env)) if (name.startsWith('HOLDFAST_')) delete process.env[name];
  Object.assign(process.env, {
    HOLDFAST_DATA_DIR: folder.dir,
    DATABASE_URL: 'mysql://nobody:nothing@127.0.0.1:9/none',
    ...extra,
  });
  return folder;
}

/** The AppError, or whatever else, that `work` throws. */
export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
