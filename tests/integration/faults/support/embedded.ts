import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import * as mariadb from 'mariadb';
import { type Installation, root } from '@/tests/support/installation';

/** An installation with a database server of its own, started and stopped as users do it. */
export interface Embedded extends Installation {
  database(command: 'start' | 'stop'): Promise<void>;
  databasePid(): number;
}

async function query<T>(dataDir: string, text: string, values?: unknown[]): Promise<T[]> {
  const connection = await mariadb.createConnection({
    socketPath: readFileSync(path.join(dataDir, 'run/database.socket-path'), 'utf8').trim(),
    user: 'holdfast',
    password: readFileSync(path.join(dataDir, 'secrets/database.password'), 'utf8').trim(),
    database: 'holdfast',
    timezone: 'Z',
  });
  try {
    return await connection.query(text, values);
  } finally {
    await connection.end();
  }
}

export async function createEmbedded(): Promise<Embedded> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hf-'));
  const workDir = mkdtempSync(path.join(tmpdir(), 'hf-work-'));
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: process.env.HOME ?? '/root',
    NODE_ENV: 'production',
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_HOME: root,
  };
  const embedded: Embedded = {
    dataDir,
    workDir,
    databaseName: 'holdfast',
    env,
    async cli(args, { input = '', env: more = {} } = {}) {
      const run = await execa(process.execPath, [path.join(root, 'build/holdfast.mjs'), ...args], {
        env: { ...env, ...more },
        extendEnv: false,
        reject: false,
        input,
      });
      return { code: run.exitCode ?? -1, stdout: run.stdout, stderr: run.stderr };
    },
    sql: (text, values) => query(dataDir, text, values),
    async database(command) {
      await execa('bash', [path.join(root, 'scripts/database'), command], { env, extendEnv: false });
    },
    databasePid: () => Number(readFileSync(path.join(dataDir, 'run/database.pid'), 'utf8')),
    async remove() {
      await embedded.database('stop');
      for (const folder of [dataDir, workDir]) rmSync(folder, { recursive: true, force: true });
    },
  };
  await embedded.database('start');
  const migrated = await embedded.cli(['migrate']);
  if (migrated.code !== 0) throw new Error(`migrate failed: ${migrated.stderr}`);
  return embedded;
}
