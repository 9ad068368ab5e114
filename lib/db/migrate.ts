import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as mariadb from 'mariadb';
import type { DatabaseTarget } from '@/lib/core/config-database';
import { AppError } from '@/lib/core/errors';
import { newId, sha256 } from '@/lib/core/ids';
import { driverOptions } from '@/lib/db/client';

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

// The table Prisma's own `migrate deploy` and `migrate status` read and write.
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) NOT NULL PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at DATETIME(3) NULL,
  migration_name VARCHAR(255) NOT NULL, logs TEXT NULL, rolled_back_at DATETIME(3) NULL,
  started_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;

/** The migrations of a folder in Prisma's layout, in order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((e) => e.isDirectory()).map((e) => e.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: sha256(sql) };
    }),
  );
}

/** Splits a migration into statements. Our migrations hold no procedures, so a semicolon at a line's end ends one. */
export const splitStatements = (sql: string): string[] =>
  sql
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((s) => s.trim())
    .filter(Boolean);

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

function pending(migrations: Migration[], applied: AppliedRow[]): Migration[] {
  const half = applied.find((row) => row.finished_at === null);
  if (half)
    throw new AppError(
      'CONFLICT',
      `Migration ${half.migration_name} failed half-way. Look at its rows in _prisma_migrations, mend the schema, then run: holdfast migrate`,
    );
  const unknown = applied.find((row) => !migrations.some((m) => m.name === row.migration_name));
  if (unknown)
    throw new AppError(
      'CONFLICT',
      `The database was migrated by a newer Holdfast (${unknown.migration_name}). Start that version, or restore the database of this one.`,
    );
  const changed = migrations.find((m) =>
    applied.some((r) => r.migration_name === m.name && r.checksum !== m.checksum),
  );
  if (changed)
    throw new AppError(
      'CONFLICT',
      `Migration ${changed.name} was changed after it had been applied. Put it back.`,
    );
  return migrations.filter((m) => !applied.some((row) => row.migration_name === m.name));
}

async function apply(connection: mariadb.Connection, migration: Migration): Promise<void> {
  const id = newId();
  await connection.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (?, ?, ?)', [
    id,
    migration.checksum,
    migration.name,
  ]);
  for (const statement of splitStatements(migration.sql)) await connection.query(statement);
  await connection.query(
    'UPDATE _prisma_migrations SET finished_at = CURRENT_TIMESTAMP(3), applied_steps_count = 1 WHERE id = ?',
    [id],
  );
}

async function applyPending(connection: mariadb.Connection, folder: string): Promise<string[]> {
  await connection.query(TABLE);
  const applied = await connection.query<AppliedRow[]>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const todo = pending(await readMigrations(folder), applied);
  for (const migration of todo) await apply(connection, migration);
  return todo.map((m) => m.name);
}

// What the server itself says no to is not mended by waiting.
const REFUSALS = ['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR'];

async function connect(target: DatabaseTarget): Promise<mariadb.Connection> {
  const { connectionLimit: _l, acquireTimeout: _t, minimumIdle: _i, ...options } = driverOptions(target, 1);
  try {
    return await mariadb.createConnection(options);
  } catch (cause) {
    const where = target.socketPath ?? `${target.host}:${target.port}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const refused = cause instanceof mariadb.SqlError && REFUSALS.includes(cause.code ?? '');
    if (refused)
      throw new AppError('NOT_CONFIGURED', `The database at ${where} refuses the connection: ${reason}`, {
        cause,
      });
    throw new AppError('DATABASE_UNAVAILABLE', `The database at ${where} does not answer: ${reason}`, {
      cause,
    });
  }
}

/**
 * Applies the pending migrations of `folder` and returns their names. Several servers may start at once:
 * a named lock lets one of them work. Throws DATABASE_UNAVAILABLE, NOT_CONFIGURED (it refuses us) or CONFLICT.
 */
export async function migrate(target: DatabaseTarget, folder: string): Promise<string[]> {
  const connection = await connect(target);
  try {
    const [row] = await connection.query<{ got: number | bigint | null }[]>(
      "SELECT GET_LOCK('holdfast_migrate', 60) AS got",
    );
    if (Number(row?.got) !== 1)
      throw new AppError('CONFLICT', 'Another server has been migrating for a minute.');
    return await applyPending(connection, folder);
  } finally {
    await connection.end();
  }
}
