import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { JOB_KINDS } from '@/lib/job-kinds';
import type { AnyJob } from '@/lib/jobs/define';
import type { AnyOperation } from '@/lib/operation/define';
import { OPERATIONS } from '@/lib/registry';
import { API_CALLS } from '@/lib/transport/api-calls';
import { filesIn, root, sources } from '@/tests/architecture/tree';

/** What anybody may call without a session. A new one is a decision, not an accident. */
const PUBLIC = [
  'system.health',
  'system.ready',
  'users.completeSetup',
  'users.setupState',
  'users.signIn',
  'users.signOut',
];
/** Routes that are no operation: next-auth, the description of the API, and what answers everything else. */
const OTHER_ROUTES = [
  'get /api/auth/{...nextauth}',
  'post /api/auth/{...nextauth}',
  'get /api/openapi.json',
  ...['delete', 'get', 'patch', 'post', 'put'].map((method) => `${method} /api/{...missing}`),
];

const exportsOf = async (name: string): Promise<[file: string, name: string, value: unknown][]> => {
  const files = filesIn('lib/features').filter((file) => file.endsWith(`/${name}.ts`));
  const modules = await Promise.all(
    files.map(async (file) => [file, await import(path.join(root, file))] as const),
  );
  return modules.flatMap(([file, module]) =>
    Object.entries(module).map(([key, value]) => [file, key, value] as [string, string, unknown]),
  );
};
const has = (value: unknown, ...keys: string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);

/** `METHOD /path` of every route file below app/api. */
function routes(): { call: string; text: string }[] {
  return sources
    .filter(({ file }) => file.startsWith('app/api/') && file.endsWith('/route.ts'))
    .flatMap(({ file, ast, text }) => {
      const address = `/${path.dirname(file).replace(/^app\//, '')}`.replace(/\[([^\]]+)\]/g, '{$1}');
      const names = ast.statements.flatMap((statement) => {
        if (ts.isVariableStatement(statement))
          return statement.declarationList.declarations.map((d) => d.name.getText());
        if (
          ts.isExportDeclaration(statement) &&
          statement.exportClause &&
          ts.isNamedExports(statement.exportClause)
        )
          return statement.exportClause.elements.map((e) => e.name.text);
        return [];
      });
      return names
        .filter((name) => /^[A-Z]+$/.test(name))
        .map((name) => ({ call: `${name.toLowerCase()} ${address}`, text }));
    });
}

describe('the registry', () => {
  it('lists every operation that a feature defines, once', async () => {
    const defined = (await exportsOf('operations')).filter(([, , value]) =>
      has(value, 'name', 'effect', 'input', 'run'),
    );
    expect(defined.length).toBeGreaterThan(30);
    const missing = defined.filter(([, , value]) => !OPERATIONS.includes(value as AnyOperation));
    expect(missing.map(([file, name]) => `${file}: ${name}`)).toEqual([]);
    expect(OPERATIONS).toHaveLength(defined.length);
    expect(new Set(OPERATIONS).size).toBe(OPERATIONS.length);
  });

  it('has unique names that begin with a noun', () => {
    const names = OPERATIONS.map(({ name }) => name);
    expect(names.length - new Set(names).size).toBe(0);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
  });

  it('has a summary of one line for each', () => {
    for (const { name, summary } of OPERATIONS) expect(summary, name).toMatch(/^\S.{8,160}\S$/);
  });

  it('lists every job kind that a feature defines, once, each payload naming its own type', async () => {
    const defined = (await exportsOf('jobs')).filter(([, , value]) =>
      has(value, 'type', 'payload', 'result', 'run'),
    );
    expect(defined.length).toBeGreaterThan(5);
    const missing = defined.filter(([, , value]) => !JOB_KINDS.includes(value as AnyJob));
    expect(missing.map(([file, name]) => `${file}: ${name}`)).toEqual([]);
    expect(JOB_KINDS).toHaveLength(defined.length);
    expect(new Set(JOB_KINDS.map(({ type }) => type)).size).toBe(JOB_KINDS.length);
    for (const { type, payload } of JOB_KINDS) {
      const shape = (payload as unknown as { shape: { type: { value: string } } }).shape;
      expect(shape.type.value).toBe(type);
    }
  });

  it('opens a short list to everybody', () => {
    const open = OPERATIONS.filter(({ role }) => role === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual(PUBLIC);
  });
});

describe('the routes', () => {
  const found = routes();

  it('are the calls of the API and nothing else', () => {
    const listed = [...API_CALLS.map(({ method, path: address }) => `${method} ${address}`), ...OTHER_ROUTES];
    expect(found.map(({ call }) => call).sort()).toEqual(listed.sort());
  });

  it('run the operation that the list names', async () => {
    const names = new Map((await exportsOf('operations')).map(([, name, value]) => [value, name]));
    const wrong = API_CALLS.filter(({ method, path: address, operation, form }) => {
      const route = found.find(({ call }) => call === `${method} ${address}`);
      return form !== 'events' && !route?.text.includes(`(${names.get(operation)}`);
    });
    expect(wrong.map(({ path: address }) => address)).toEqual([]);
  });

  it('change state by no GET', () => {
    const wrong = API_CALLS.filter(
      ({ method, operation }) => method === 'get' && operation.effect === 'write',
    );
    expect(wrong).toEqual([]);
  });

  it('are listed operations', () => {
    expect(API_CALLS.filter(({ operation }) => !OPERATIONS.includes(operation))).toEqual([]);
  });

  it('and every page of the dashboard loads through the gate, itself or in its layout', () => {
    const layout = sources.find(({ file }) => file === 'app/(dashboard)/layout.tsx');
    expect(layout?.text).toMatch(/await load\(currentUser/);
    const open = sources
      .filter(({ file }) => /^app\/.*page\.tsx$/.test(file) && !file.startsWith('app/(dashboard)/'))
      .map(({ file }) => file);
    expect(open).toEqual([
      'app/(auth)/setup/page.tsx',
      'app/(auth)/sign-in/page.tsx',
      'app/docs/page.tsx',
      'app/forbidden/page.tsx',
    ]);
    const reading = sources.filter(
      ({ file, imports }) =>
        file.startsWith('app/(dashboard)/') && imports.some((i) => i.file?.endsWith('/operations.ts')),
    );
    for (const { file, text } of reading) expect(text, file).toMatch(/\bload\(/);
  });
});
