import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/core/ids';
import { readMigrations, splitStatements } from '@/lib/db/migrate';

describe('splitStatements', () => {
  it('ends a statement with a semicolon at the end of a line', () => {
    const sql =
      '-- first\nCREATE TABLE a (\n  id INT\n);\n\n  -- second; with a semicolon\nDROP TABLE b ;\r\n';
    expect(splitStatements(sql)).toEqual(['CREATE TABLE a (\n  id INT\n)', 'DROP TABLE b']);
  });

  it('leaves a semicolon inside a line, and dashes behind one, alone', () => {
    expect(splitStatements("INSERT INTO a VALUES ('x;y -- z');")).toEqual([
      "INSERT INTO a VALUES ('x;y -- z')",
    ]);
  });

  it('takes the last statement without one', () => {
    expect(splitStatements('SELECT 1;\nSELECT 2')).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it.each(['', '\n', '-- nothing\n', ';\n;'])('finds nothing in %j', (sql) => {
    expect(splitStatements(sql)).toEqual([]);
  });
});

describe('readMigrations', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-migrations-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads the folders in order of their names, with the checksum of their text', async () => {
    for (const name of ['20270101_second', '20261120_first']) {
      mkdirSync(path.join(folder, name));
      writeFileSync(path.join(folder, name, 'migration.sql'), `-- ${name}\n`);
    }
    writeFileSync(path.join(folder, 'migration_lock.toml'), 'provider = "mysql"\n');
    expect(await readMigrations(folder)).toEqual(
      ['20261120_first', '20270101_second'].map((name) => ({
        name,
        sql: `-- ${name}\n`,
        checksum: sha256(`-- ${name}\n`),
      })),
    );
  });

  it('does not go on with a migration that has no text', async () => {
    mkdirSync(path.join(folder, '20280101_empty'));
    await expect(readMigrations(folder)).rejects.toThrow('migration.sql');
  });

  it('finds our own, every statement of them a whole one', async () => {
    const own = await readMigrations(path.resolve('prisma/migrations'));
    expect(own.length).toBeGreaterThan(0);
    for (const statement of own.flatMap(({ sql }) => splitStatements(sql)))
      expect(statement).toMatch(/^(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE) /);
  });
});
