import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa, type Options } from 'execa';

const repository = resolve(import.meta.dirname, '../../..');

/** What a finished command left: exit code and its two outputs. */
export type Outcome = { code: number; stdout: string; stderr: string };

/** A copy of the scripts in a temporary folder, with stand-ins for npm packages, Next and the bundles. */
export type Checkout = {
  root: string;
  data: string;
  run: (file: string, args?: string[], options?: Options) => Promise<Outcome>;
  /** Runs bash code with every library of the scripts sourced. */
  bash: (code: string, options?: Options) => Promise<Outcome>;
  read: (path: string) => Promise<string>;
  write: (path: string, text: string, mode?: number) => Promise<void>;
  remove: () => Promise<void>;
};

// Nothing of the caller's settings may reach the scripts under test.
const ownEnvironment = {
  DATABASE_URL: undefined,
  HOLDFAST_DATA_DIR: undefined,
  HOLDFAST_ROLE: undefined,
  HOLDFAST_ENCRYPTION_KEY: undefined,
  BORG_PASSPHRASE: undefined,
  PORT: undefined,
  HOST: undefined,
};

/** Runs a command to its end; a non-zero exit is an outcome, not an error. At most 90 s. */
export async function runCommand(file: string, args: string[], options: Options = {}): Promise<Outcome> {
  const env = { ...ownEnvironment, ...options.env };
  const result = await execa(file, args, {
    reject: false,
    timeout: 90_000,
    stdin: 'ignore',
    ...options,
    env,
  });
  return {
    code: result.exitCode ?? -1,
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? ''),
  };
}

const cliStandIn = `
const [command, argument] = process.argv.slice(2);
if (command === 'setup-link') console.log('http://127.0.0.1/setup?token=once');
else if (command === 'exit') process.exit(Number(argument));
else if (command === 'worker' || command === 'sleep') {
  process.on('SIGTERM', () => process.exit(0));
  setInterval(() => {}, 1000);
  console.log('sleeping');
} else console.log([command, argument, process.env.HOLDFAST_DATA_DIR, process.env.HOLDFAST_HOME].join(' '));
`;

const serverStandIn = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
const server = createServer((request, response) => {
  response.statusCode = request.url === '/api/health' ? 200 : 404;
  response.end();
});
if (process.env.STAND_IN_CRASH) process.exit(7);
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {
  appendFileSync(process.env.HOLDFAST_DATA_DIR + '/logs/stand-in', 'terminated\\n');
  process.exit(0);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
`;

const bundleStandIn = `
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
const root = join(import.meta.dirname, '..');
for (const name of ['holdfast.mjs', 'server.mjs']) copyFileSync(join(root, 'stand-in', name), join(root, 'build', name));
appendFileSync(join(root, 'made'), 'bundle\\n');
`;

const tools = {
  next: 'mkdir -p .next; echo next >> made; [[ ! -e next-fails ]] || exit 1; echo id > .next/BUILD_ID',
  prisma: 'echo prisma >> made; mkdir -p lib/db/generated; [[ -x $PRISMA_SCHEMA_ENGINE_BINARY ]]',
};

async function fill(checkout: Checkout): Promise<void> {
  await cp(join(repository, 'scripts'), join(checkout.root, 'scripts'), { recursive: true });
  await cp(join(repository, 'bin'), join(checkout.root, 'bin'), { recursive: true });
  const lock = '{}\n';
  await checkout.write('package-lock.json', lock);
  await checkout.write('package.json', await readFile(join(repository, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(lock).digest('hex');
  await checkout.write('node_modules/.holdfast-lock-hash', `${hash}\n`);
  await checkout.write('node_modules/next/package.json', '{}');
  await checkout.write('node_modules/esbuild/package.json', '{}');
  for (const [name, code] of Object.entries(tools)) {
    await checkout.write(`node_modules/.bin/${name}`, `#!/usr/bin/env bash\nset -e\n${code}\n`, 0o755);
  }
  await checkout.write('stand-in/holdfast.mjs', cliStandIn);
  await checkout.write('stand-in/server.mjs', serverStandIn);
  await checkout.write('scripts/bundle.mjs', bundleStandIn);
  await checkout.write('lib/cli/main.ts', 'export {};\n');
  await checkout.write('app/page.tsx', 'export {};\n');
  await checkout.write('prisma/schema.prisma', '// schema\n');
}

/** Makes a checkout of its own for one test file; `remove` also stops its database. */
export async function makeCheckout(): Promise<Checkout> {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-scripts-'));
  await chmod(root, 0o755);
  const checkout: Checkout = {
    root,
    data: join(root, 'data'),
    run: (file, args = [], options = {}) => runCommand(join(root, file), args, { cwd: '/', ...options }),
    bash: (code, options = {}) =>
      runCommand('bash', ['-c', `set -euo pipefail; source ${root}/scripts/lib/all.sh; ${code}`], options),
    read: (path) => readFile(join(root, path), 'utf8'),
    write: async (path, text, mode = 0o644) => {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), text, { mode });
    },
    remove: async () => {
      await runCommand(join(root, 'scripts/database'), ['stop'], { cwd: '/' });
      await rm(root, { recursive: true, force: true });
    },
  };
  await fill(checkout);
  return checkout;
}

/** Whether a process with this id exists (a zombie counts as gone). */
export async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}

/** Polls until the condition holds; fails after `seconds`. */
export async function eventually(condition: () => Promise<boolean>, seconds = 15): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${condition.toString()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
