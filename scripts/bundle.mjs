// Bundles the command line and the server into build/. The command line is split, so that a command loads only
// the code it imports; each file is written beside and renamed, so that a run in progress never reads half of one.
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const outdir = join(root, 'build');
const chunkDir = join(outdir, 'chunks');

// A job that was started before an update may still import a chunk of its own build.
const CHUNK_LIFETIME_MS = 14 * 24 * 3600 * 1000;

// CommonJS packages inside an ES module expect these three.
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
].join('\n');

// next has no export map, so Node wants the full file name of a deep import.
const nextSubpaths = {
  name: 'next-subpaths',
  setup(builder) {
    builder.onResolve({ filter: /^next\/[^.]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true }));
  },
};

const common = {
  absWorkingDir: root,
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  keepNames: true, // errors are told apart by their names
  sourcemap: false,
  legalComments: 'none',
  charset: 'utf8',
  tsconfig: join(root, 'tsconfig.json'), // resolves "@/…"
  external: ['next', 'next-auth', 'react', 'react-dom'],
  plugins: [nextSubpaths],
  banner: { js: banner },
  write: false,
  logLevel: 'warning',
};

async function replaceFile({ path, contents }) {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, contents);
  await rename(fresh, path);
}

async function removeOldChunks() {
  for (const name of await readdir(chunkDir).catch(() => [])) {
    const path = join(chunkDir, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > CHUNK_LIFETIME_MS) await rm(path, { force: true });
  }
}

async function main() {
  const results = await Promise.all([
    build({
      ...common,
      entryPoints: { holdfast: 'lib/cli/main.ts' },
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    }),
    build({ ...common, entryPoints: { server: 'lib/transport/server.ts' } }),
  ]);
  const files = results.flatMap((result) => result.outputFiles);
  // The entry points come last: what they import is there by then.
  const isChunk = (file) => dirname(file.path) === chunkDir;
  await Promise.all(files.filter(isChunk).map(replaceFile));
  for (const file of files.filter((each) => !isChunk(each))) await replaceFile(file);
  await removeOldChunks();
}

try {
  await main();
} catch (error) {
  // A build error has been printed by esbuild already.
  if (!Array.isArray(error?.errors)) console.error(error);
  process.exitCode = 1;
}
