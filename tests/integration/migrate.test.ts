import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseTarget, parseDatabaseUrl } from '@/lib/core/config-database';
import { migrate } from '@/lib/db/migrate';
import { createInstallation, type Installation, root } from '@/tests/support/installation';

const OURS = path.join(root, 'prisma/migrations');
const [FIRST = ''] = readdirSync(OURS).sort();

interface Row {
  id: string;
  checksum: string;
  finished_at: Date | null;
  migration_name: string;
  logs: string | null;
  rolled_back_at: Date | null;
  started_at: Date;
  applied_steps_count: number;
}

describe('the migration runner', () => {
  let installation: Installation;
  let target: DatabaseTarget;
  let database: string;
  let folder: string;
  let counter = 0;

  const rows = () =>
    installation.sql<Row>(`SELECT * FROM ${database}._prisma_migrations ORDER BY migration_name`);
  const add = (name: string, sql: string): void => {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  };

  beforeAll(async () => {
    installation = await createInstallation();
  });
  afterAll(() => installation.remove());
  beforeEach(async () => {
    database = `${installation.databaseName}_m${counter++}`;
    await installation.sql(`CREATE DATABASE ${database}`);
    target = { ...parseDatabaseUrl(installation.env.DATABASE_URL ?? ''), database };
    folder = mkdtempSync(path.join(tmpdir(), 'hf-migrations-'));
    cpSync(OURS, folder, { recursive: true });
  });
  afterEach(async () => {
    await installation.sql(`DROP DATABASE ${database}`);
    rmSync(folder, { recursive: true });
  });

  it('writes _prisma_migrations as Prisma does: name, SHA-256 of the file, times, one step', async () => {
    expect(await migrate(target, folder)).toEqual(
      readdirSync(OURS, { withFileTypes: true })
        .filter((e) => e.isDirectory())
        .map((e) => e.name)
        .sort(),
    );
    const [row] = await rows();
    const file = readFileSync(path.join(OURS, FIRST, 'migration.sql'));
    expect(row).toMatchObject({
      migration_name: FIRST,
      checksum: createHash('sha256').update(file).digest('hex'),
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
    });
    expect(row?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(row?.finished_at?.getTime()).toBeGreaterThanOrEqual(row?.started_at.getTime() ?? Number.NaN);
  });

  it('does nothing the second time and applies what is new the third time, in order of the names', async () => {
    await migrate(target, folder);
    expect(await migrate(target, folder)).toEqual([]);
    add('29990102000000_second', 'ALTER TABLE probe ADD COLUMN n INT NOT NULL DEFAULT 1;\n');
    add('29990101000000_first', '-- a table;\nCREATE TABLE probe (id INT PRIMARY KEY);\n');
    expect(await migrate(target, folder)).toEqual(['29990101000000_first', '29990102000000_second']);
    expect(await installation.sql(`SELECT n FROM ${database}.probe`)).toHaveLength(0);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    await migrate(target, folder);
    writeFileSync(path.join(folder, FIRST, 'migration.sql'), '-- changed\n', { flag: 'a' });
    await expect(migrate(target, folder)).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining(`${FIRST} was changed`),
    });
  });

  it('refuses a database that a newer version has migrated', async () => {
    add('29990101000000_newer', 'CREATE TABLE newer (id INT PRIMARY KEY);\n');
    await migrate(target, folder);
    await expect(migrate(target, OURS)).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('29990101000000_newer'),
    });
  });

  it('leaves a failed migration marked, and refuses to go on until somebody has looked', async () => {
    await migrate(target, folder);
    add('29990101000000_bad', 'CREATE TABLE half (id INT PRIMARY KEY);\nCREATE TABLE half (id INT);\n');
    await expect(migrate(target, folder)).rejects.toThrow();
    expect((await rows()).find((row) => row.migration_name.endsWith('_bad'))).toMatchObject({
      finished_at: null,
      applied_steps_count: 0,
    });
    await expect(migrate(target, folder)).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('29990101000000_bad failed half-way'),
    });
    // What Prisma's own `migrate resolve --rolled-back` writes.
    await installation.sql(`DROP TABLE ${database}.half`);
    await installation.sql(
      `UPDATE ${database}._prisma_migrations SET rolled_back_at = NOW(3) WHERE finished_at IS NULL`,
    );
    writeFileSync(
      path.join(folder, '29990101000000_bad', 'migration.sql'),
      'CREATE TABLE half (id INT PRIMARY KEY);\n',
    );
    expect(await migrate(target, folder)).toEqual(['29990101000000_bad']);
  });

  it('applies once when several servers start at the same time', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(target, folder)));
    expect(applied.map((names) => names.length).sort()).toEqual([
      0,
      0,
      readdirSync(OURS, { withFileTypes: true }).filter((e) => e.isDirectory()).length,
    ]);
    expect((await rows()).every((row) => row.finished_at !== null)).toBe(true);
  });

  it('says where it looked when the database does not answer', async () => {
    const nowhere = { ...target, socketPath: '/nonexistent/database.sock' };
    await expect(migrate(nowhere, folder)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      detail: expect.stringContaining('/nonexistent/database.sock'),
    });
    await expect(migrate(nowhere, folder)).rejects.not.toMatchObject({
      detail: expect.stringContaining(target.password),
    });
  });
});
