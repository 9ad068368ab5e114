import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

const root = path.resolve(import.meta.dirname, '../..');

declare module 'vitest' {
  interface ProvidedContext {
    /** data folder of the run's database server: its secrets are copied into every test installation */
    serverData: string;
    databaseSocket: string;
    databasePassword: string;
  }
}

/** One private MariaDB for the whole run, started and stopped by the scripts that users run. */
export default function setup({ provide }: TestProject): () => void {
  const data = mkdtempSync(path.join(tmpdir(), 'holdfast-tests-'));
  const env = { ...process.env, HOLDFAST_DATA_DIR: data, DATABASE_URL: '' };
  const database = (command: string) =>
    execFileSync('bash', [path.join(root, 'scripts/database'), command], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  database('start');
  provide('serverData', data);
  provide('databaseSocket', readFileSync(path.join(data, 'run/database.socket-path'), 'utf8').trim());
  provide('databasePassword', readFileSync(path.join(data, 'secrets/database.password'), 'utf8').trim());
  return () => {
    database('stop');
    rmSync(data, { recursive: true, force: true });
  };
}
