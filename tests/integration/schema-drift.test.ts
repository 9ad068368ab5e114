import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstallation, type Installation, root } from '@/tests/support/installation';

interface Column {
  type: string;
  nullable: boolean;
  default: string | null;
  autoIncrement: boolean;
}
interface Model {
  table: string;
  columns: Record<string, Column>;
  indexes: Record<string, { unique: boolean; columns: string[] }>;
  foreignKeys: Record<string, { column: string; table: string; target: string; onDelete: string }>;
}

const SCALARS = ['String', 'Int', 'BigInt', 'Boolean', 'DateTime', 'Json'];
const schema = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8').replace(/\/\/.*$/gm, '');
const blocks = (keyword: string): [string, string][] =>
  [...schema.matchAll(new RegExp(`^${keyword} (\\w+) \\{([\\s\\S]*?)^\\}`, 'gm'))].map((m) => [
    String(m[1]),
    String(m[2]),
  ]);
const lines = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const enums = new Map(
  blocks('enum').map(([name, body]) => [name, lines(body).filter((line) => !line.startsWith('@@'))]),
);
const tableOf = (model: string): string => {
  const body = new Map(blocks('model')).get(model);
  if (body === undefined) throw new Error(`no model ${model}`);
  return /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model;
};

function sqlType(type: string, line: string): string {
  const values = enums.get(type);
  if (values) return `enum(${values.map((v) => `'${v}'`).join(',')})`;
  const native = /@db\.(\w+)(?:\((\d+)\))?/.exec(line);
  if (native?.[1] === 'Char') return `char(${native[2]})`;
  if (native?.[1] === 'VarChar') return `varchar(${native[2]})`;
  if (native?.[1] === 'Text') return 'text';
  if (native?.[1] === 'DateTime') return `datetime(${native[2]})`;
  // MariaDB's JSON is a checked text.
  const plain = {
    String: 'varchar(191)',
    Int: 'int(11)',
    BigInt: 'bigint(20)',
    Boolean: 'tinyint(1)',
    Json: 'longtext',
  };
  const found = plain[type as keyof typeof plain];
  if (!found) throw new Error(`unknown type ${type} in: ${line}`);
  return found;
}

function sqlDefault(line: string): string | null {
  const raw = /@default\((now\(\)|autoincrement\(\)|[^)]*)\)/.exec(line)?.[1];
  if (raw === undefined || raw === 'autoincrement()') return null;
  if (raw === 'now()') return 'current_timestamp(3)';
  if (raw === 'true' || raw === 'false') return raw === 'true' ? '1' : '0';
  return raw.replace(/^"(.*)"$/, '$1');
}

const splitNames = (text: string): string[] => text.split(',').map((name) => name.trim());

function expectedModel(name: string, body: string): Model {
  const model: Model = { table: tableOf(name), columns: {}, indexes: {}, foreignKeys: {} };
  const columnOf = new Map<string, string>();
  const fields = lines(body).filter((line) => !line.startsWith('@@'));
  for (const line of fields) {
    const [field = '', type = ''] = line.split(/\s+/);
    const bare = type.replace('?', '');
    if (!SCALARS.includes(bare) && !enums.has(bare)) continue;
    const column = /@map\("(\w+)"\)/.exec(line)?.[1] ?? field;
    columnOf.set(field, column);
    model.columns[column] = {
      type: sqlType(bare, line),
      nullable: type.endsWith('?'),
      default: sqlDefault(line),
      autoIncrement: line.includes('autoincrement()'),
    };
    if (/@id\b/.test(line)) model.indexes.PRIMARY = { unique: true, columns: [column] };
    const unique = /@unique\(map: "(\w+)"\)/.exec(line)?.[1];
    if (unique) model.indexes[unique] = { unique: true, columns: [column] };
  }
  const sql = (list: string) => splitNames(list).map((field) => columnOf.get(field) ?? field);
  for (const [, kind, list = '', map = ''] of body.matchAll(
    /@@(index|unique)\(\[([^\]]+)\], map: "(\w+)"\)/g,
  ))
    model.indexes[map] = { unique: kind === 'unique', columns: sql(list) };
  for (const [, target = '', from = '', to = '', rule = '', map = ''] of body.matchAll(
    /(\w+) +@relation\(fields: \[(\w+)\], references: \[(\w+)\], onDelete: (\w+), map: "(\w+)"\)/g,
  ))
    model.foreignKeys[map] = {
      column: columnOf.get(from) ?? from,
      table: tableOf(target),
      target: to,
      onDelete: rule.toUpperCase(),
    };
  return model;
}

const unquoted = (value: string | null): string | null =>
  value === null || value === 'NULL' ? null : value.replace(/^'(.*)'$/, '$1');

describe('the migrated database and prisma/schema.prisma', () => {
  let installation: Installation;
  const models = blocks('model').map(([name, body]) => expectedModel(name, body));

  beforeAll(async () => {
    installation = await createInstallation();
  });
  afterAll(() => installation.remove());

  const actual = async (table: string): Promise<Model> => {
    const columns = await installation.sql<Record<string, string | null>>(
      'SELECT column_name n, column_type t, is_nullable u, column_default d, extra e FROM information_schema.columns WHERE table_schema = ? AND table_name = ?',
      [installation.databaseName, table],
    );
    const indexes = await installation.sql<{ n: string; u: number; c: string }>(
      'SELECT index_name n, non_unique u, GROUP_CONCAT(column_name ORDER BY seq_in_index) c FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? GROUP BY index_name, non_unique',
      [installation.databaseName, table],
    );
    const keys = await installation.sql<Record<string, string>>(
      'SELECT k.constraint_name n, k.column_name c, k.referenced_table_name t, k.referenced_column_name r, x.delete_rule d FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints x ON x.constraint_schema = k.constraint_schema AND x.constraint_name = k.constraint_name WHERE k.table_schema = ? AND k.table_name = ?',
      [installation.databaseName, table],
    );
    return {
      table,
      columns: Object.fromEntries(
        columns.map(({ n, t, u, d, e }) => [
          n,
          {
            type: String(t),
            nullable: u === 'YES',
            default: unquoted(d ?? null),
            autoIncrement: e === 'auto_increment',
          },
        ]),
      ),
      indexes: Object.fromEntries(
        indexes.map(({ n, u, c }) => [n, { unique: Number(u) === 0, columns: c.split(',') }]),
      ),
      foreignKeys: Object.fromEntries(
        keys.map(({ n, c, t, r, d }) => [n, { column: c, table: t, target: r, onDelete: d }]),
      ) as Model['foreignKeys'],
    };
  };

  it('hold the same tables', async () => {
    const rows = await installation.sql<{ n: string }>(
      'SELECT table_name n FROM information_schema.tables WHERE table_schema = ?',
      [installation.databaseName],
    );
    expect(rows.map((row) => row.n).sort()).toEqual(
      [...models.map((m) => m.table), '_prisma_migrations'].sort(),
    );
  });

  it('compare text in one collation that holds every character', async () => {
    const rows = await installation.sql<{ c: string }>(
      'SELECT DISTINCT table_collation c FROM information_schema.tables WHERE table_schema = ?',
      [installation.databaseName],
    );
    expect(rows.map((row) => row.c)).toEqual(['utf8mb4_unicode_ci']);
  });

  it.each(models.map((model) => [model.table, model] as const))(
    'agree on %s: types, nullability, defaults, indexes, foreign keys',
    async (table, model) => {
      expect(Object.keys(model.columns).length).toBeGreaterThan(1);
      expect(await actual(table)).toEqual(model);
    },
  );
});
