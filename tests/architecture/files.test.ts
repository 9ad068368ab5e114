import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesIn, places, root, sources, trackedFiles } from '@/tests/architecture/tree';

const LINES = 250;
const VOCABULARY = ['schema', 'queries', 'operations', 'jobs', 'presenter', 'rules'];
const all = (fits: (node: ts.Node) => boolean): string[] => sources.flatMap((source) => places(source, fits));
const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

describe('files', () => {
  it(`have at most ${LINES} lines: a longer one does two things`, () => {
    const long = filesIn('app', 'components', 'lib', 'scripts')
      .map((file) => [file, readFileSync(path.join(root, file), 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines > LINES);
    expect(long).toEqual([]);
  });

  it('of a feature have one of six names, so that everybody knows where to look', () => {
    const other = filesIn('lib/features').filter(
      (file) => !new RegExp(`^lib/features/[a-z]+/(${VOCABULARY.join('|')})\\.ts$`).test(file),
    );
    expect(other).toEqual([]);
  });

  it("that say 'use server' are in lib/actions, and all of those do", () => {
    const says = sources.filter(({ ast }) =>
      ast.statements.some(
        (s) =>
          ts.isExpressionStatement(s) &&
          ts.isStringLiteral(s.expression) &&
          s.expression.text === 'use server',
      ),
    );
    expect(says.map(({ file }) => file)).toEqual(filesIn('lib/actions'));
    const inline = all((node) => ts.isStringLiteral(node) && node.text === 'use server').filter(
      (place) => !place.startsWith('lib/actions/'),
    );
    expect(inline).toEqual([]);
  });

  it('of actions export action(operation) and nothing else: every export is a public endpoint', () => {
    const wrong = sources
      .filter(({ file }) => file.startsWith('lib/actions/'))
      .flatMap(({ file, ast }) =>
        ast.statements
          .filter((s) => !ts.isImportDeclaration(s) && !ts.isExpressionStatement(s))
          .map((s) => s.getText())
          .filter((text) => !/^export const \w+ = action\(\w+(\.\w+)?\);$/.test(text))
          .map((text) => `${file}: ${text}`),
      );
    expect(wrong).toEqual([]);
  });

  it('read process.env in core/config alone, where every variable is checked', () => {
    const uses = all(
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        isNamed(node.expression, 'process') &&
        node.name.text === 'env',
    ).map((place) => place.replace(/:\d+$/, ''));
    expect([...new Set(uses)].sort()).toEqual(['instrumentation.ts', 'lib/core/config.ts']);
    const [instrumentation] = sources.filter(({ file }) => file === 'instrumentation.ts');
    expect(instrumentation?.text.match(/process\.env\.\w+/g)).toEqual(['process.env.NEXT_RUNTIME']);
  });

  it('hold no any', () => {
    expect(all((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  it('hold no ! that hides null', () => {
    expect(all((node) => ts.isNonNullExpression(node))).toEqual([]);
  });

  it('write nothing to the console: the log redacts, the console does not', () => {
    expect(all((node) => ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'console'))).toEqual(
      [],
    );
  });

  it('run no text as code and no markup from data', () => {
    const evil = all(
      (node) =>
        (ts.isCallExpression(node) && isNamed(node.expression, 'eval')) ||
        (ts.isNewExpression(node) && isNamed(node.expression, 'Function')) ||
        isNamed(node, 'dangerouslySetInnerHTML'),
    );
    expect(evil).toEqual([]);
    const raw = all(
      (node) => ts.isIdentifier(node) && /^\$(queryRawUnsafe|executeRawUnsafe)$/.test(node.text),
    );
    expect(raw).toEqual([]);
  });

  it('switch off no check', () => {
    const words = [
      '@ts-ignore',
      '@ts-expect-error',
      '@ts-nocheck',
      'biome-ignore',
      'eslint-disable',
      'prettier-ignore',
    ];
    const wrong = trackedFiles()
      .filter((file) => /\.(tsx?|mjs|css|json)$/.test(file) && file !== 'tests/architecture/files.test.ts')
      .filter((file) => file !== 'package-lock.json' && !file.startsWith('tests/fixtures/'))
      .filter((file) => words.some((word) => readFileSync(path.join(root, file), 'utf8').includes(word)));
    expect(wrong).toEqual([]);
  });

  it('hold no unfinished work', () => {
    const words = /\b(TODO|FIXME|XXX|HACK)\b|[Nn]ot (yet )?implemented/;
    expect(sources.filter(({ text }) => words.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe('what is tracked', () => {
  const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const files = trackedFiles().filter((file) => !file.startsWith('tests/fixtures/'));

  it('names no package registry in the lock file: it must install from any', () => {
    const lock = text('package-lock.json');
    expect(lock).not.toMatch(/"resolved"/);
    expect(lock).not.toMatch(/https?:\/\/[^"\s]*(registry|npmjs|artifactory|nexus|verdaccio)/i);
  });

  it('holds no path of the machine it was written on', () => {
    // Put together here, so that this file does not find itself.
    const paths = [
      ['', 'work', 'main'],
      ['', 'Users', ''],
      ['', 'home', 'user'],
    ].map((steps) => steps.join('/'));
    const wrong = files.filter((file) => paths.some((one) => text(file).includes(one)));
    expect(wrong).toEqual([]);
  });

  it('holds no secret', () => {
    const patterns = [
      new RegExp(`-----BEGIN [A-Z ]*${'PRIVATE'} KEY-----`),
      /\bhf_[A-Za-z0-9]{8}_[\w-]{43}\b/,
      /\bAKIA[0-9A-Z]{16}\b/,
      /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
      /\bscrypt\$[\w-]{22}\$[\w-]{43}/,
    ];
    const wrong = files.filter((file) => patterns.some((pattern) => pattern.test(text(file))));
    expect(wrong).toEqual([]);
    const folders = files.filter(
      (file) => /(^|\/)(data|secrets|node_modules|\.next|build)\//.test(file) || /\.env$/.test(file),
    );
    expect(folders.filter((file) => !file.startsWith('components/data/'))).toEqual([]);
  });
});
