import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import * as mariadb from 'mariadb';
import { inject } from 'vitest';

export const root = path.resolve(import.meta.dirname, '../..');

/** A Holdfast of its own: data folder, database, secrets. Nothing runs until a test starts it. */
export interface Installation {
  dataDir: string;
  /** a folder for sources and targets, outside the data folder */
  workDir: string;
  databaseName: string;
  env: Record<string, string>;
  /** runs the command line to its end */
  cli(args: string[], options?: { input?: string; env?: Record<string, string> }): Promise<CliResult>;
  /** SQL on the installation's database, past the application */
  sql<T = Record<string, unknown>>(query: string, values?: unknown[]): Promise<T[]>;
  remove(): Promise<void>;
}

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

const inherited = (): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: process.env.HOME ?? '/root',
  NODE_ENV: 'production',
});

const connect = (database?: string) =>
  mariadb.createConnection({
    socketPath: inject('databaseSocket'),
    user: 'holdfast',
    password: inject('databasePassword'),
    ...(database ? { database } : {}),
    timezone: 'Z',
  });

/** A new, migrated installation. `extra` environment is given to everything that runs on it. */
export async function createInstallation(extra: Record<string, string> = {}): Promise<Installation> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hf-'));
  const workDir = mkdtempSync(path.join(tmpdir(), 'hf-work-'));
  const databaseName = `holdfast_t${process.pid}_${Date.now().toString(36)}${Math.floor(Math.random() * 1e6)}`;
  cpSync(path.join(inject('serverData'), 'secrets'), path.join(dataDir, 'secrets'), { recursive: true });
  for (const folder of ['run', 'logs', 'spool', 'tmp'])
    mkdirSync(path.join(dataDir, folder), { mode: 0o700 });
  const admin = await connect();
  await admin.query(`CREATE DATABASE ${databaseName} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = `mysql://holdfast:${inject('databasePassword')}@localhost/${databaseName}`;
  const env = {
    ...inherited(),
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_HOME: root,
    DATABASE_URL: `${url}?socket=${encodeURIComponent(inject('databaseSocket'))}`,
    ...extra,
  };
  const connection = await connect(databaseName);
  const installation: Installation = {
    dataDir,
    workDir,
    databaseName,
    env,
    async cli(args, { input = '', env: more = {} } = {}) {
      const bundle = path.join(root, 'build/holdfast.mjs');
      const run = await execa(process.execPath, [bundle, ...args], {
        env: { ...env, ...more },
        extendEnv: false,
        reject: false,
        input,
      });
      return { code: run.exitCode ?? -1, stdout: run.stdout, stderr: run.stderr };
    },
    sql: (query, values) => connection.query(query, values),
    async remove() {
      await connection.end();
      await admin.query(`DROP DATABASE IF EXISTS ${databaseName}`);
      await admin.end();
      for (const folder of [dataDir, workDir]) rmSync(folder, { recursive: true, force: true });
    },
  };
  const migrated = await installation.cli(['migrate']);
  if (migrated.code !== 0) throw new Error(`migrate failed: ${migrated.stderr}`);
  return installation;
}
