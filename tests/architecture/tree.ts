import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Import {
  /** as written */
  specifier: string;
  /** path from the root, with its extension, when it is a file of ours; else null */
  file: string | null;
  typeOnly: boolean;
}

export interface Source {
  /** from the root, with / */
  file: string;
  text: string;
  ast: ts.SourceFile;
  imports: Import[];
}

const GENERATED = 'lib/db/generated/';

function walk(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(inner) : [inner];
  });
}

/** Files below some folders of the project, without generated code. */
export const filesIn = (...folders: string[]): string[] =>
  folders
    .flatMap((folder) => (existsSync(path.join(root, folder)) ? walk(folder) : []))
    .filter((file) => !file.startsWith(GENERATED))
    .sort();

/** What git tracks, and what it would: nothing ignored. */
export const trackedFiles = (): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));

function resolved(from: string, specifier: string): string | null {
  if (!specifier.startsWith('@/') && !specifier.startsWith('.')) return null;
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`];
  const isFile = (file: string): boolean =>
    existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile();
  return candidates.find(isFile) ?? base;
}

function specifiersOf(ast: ts.SourceFile): [specifier: string, typeOnly: boolean][] {
  const found: [string, boolean][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const eachType =
        named && ts.isNamedImports(named) && !clause.name && named.elements.every((e) => e.isTypeOnly);
      found.push([node.moduleSpecifier.text, Boolean(clause?.isTypeOnly || eachType)]);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const elements =
        node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
      const eachType = elements.length > 0 && elements.every((e) => e.isTypeOnly);
      found.push([node.moduleSpecifier.text, node.isTypeOnly || eachType]);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteral(first)) found.push([first.text, false]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

function parse(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const ast = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports = specifiersOf(ast).map(([specifier, typeOnly]) => ({
    specifier,
    typeOnly,
    file: resolved(file, specifier),
  }));
  return { file, text, ast, imports };
}

/** Every TypeScript file of the application itself. */
export const sources: Source[] = [
  ...filesIn('app', 'components', 'lib').filter((file) => /\.tsx?$/.test(file)),
  'instrumentation.ts',
].map(parse);

/** Nodes of a file that fit, as `file:line`. */
export function places({ file, ast }: Source, fits: (node: ts.Node) => boolean): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (fits(node)) found.push(`${file}:${ast.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

/** Everything a file reaches at run time: files of ours and names of packages. */
export function reached(file: string, seen = new Map<string, string>()): Map<string, string> {
  const source = sources.find((one) => one.file === file);
  for (const { specifier, typeOnly, file: target } of source?.imports ?? []) {
    const key = target ?? specifier;
    if (typeOnly || seen.has(key)) continue;
    seen.set(key, file);
    // A server action is a reference for the browser: what stands behind it stays on the server.
    if (target && !target.startsWith('lib/actions/')) reached(target, seen);
  }
  return seen;
}
