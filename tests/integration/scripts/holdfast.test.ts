import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, eventually, makeCheckout, runCommand } from './checkout';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await makeCheckout();
});
afterAll(() => checkout.remove());

const holdfast = (args: string[], options = {}) => checkout.run('bin/holdfast', args, options);
const isRunning = async () => (await checkout.run('scripts/database', ['status'])).code === 0;

describe('holdfast', { timeout: 120_000 }, () => {
  it('says what to do when nothing is installed', async () => {
    const esbuild = join(checkout.root, 'node_modules/esbuild');
    await runCommand('mv', [esbuild, `${esbuild}.away`]);
    const outcome = await holdfast(['jobs']);
    await runCommand('mv', [`${esbuild}.away`, esbuild]);
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining('npm run up')]);
  });

  it('shows help without data folder and database, bundling itself once', async () => {
    expect((await holdfast(['--help'])).stdout).toContain('--help');
    await expect(stat(checkout.data)).rejects.toThrow('ENOENT');
    await holdfast(['backup', '--help']);
    expect((await checkout.read('made')).trim().split('\n')).toEqual(['prisma', 'bundle']);
  });

  it('brings the database up for a command, and it ends by itself afterwards', async () => {
    const outcome = await holdfast(['jobs', 'list']);
    expect([outcome.code, outcome.stdout]).toEqual([0, `jobs list ${checkout.data} ${checkout.root}`]);
    expect(await isRunning()).toBe(true);
    await eventually(async () => !(await isRunning()), 20);
  });

  it('bundles again when a source is newer', async () => {
    await checkout.write('lib/cli/main.ts', 'export const changed = 1;\n');
    await holdfast(['--version']);
    await holdfast(['--version']);
    expect((await checkout.read('made')).trim().split('\n')).toEqual(['prisma', 'bundle', 'bundle']);
  });

  it('works through a link, from any folder', async () => {
    const link = join(checkout.root, 'elsewhere');
    await mkdir(link);
    await symlink(join(checkout.root, 'bin/holdfast'), join(link, 'holdfast'));
    const outcome = await runCommand('holdfast', ['--version'], {
      cwd: '/',
      env: { PATH: `${link}:${process.env.PATH}` },
    });
    expect(outcome.stdout).toContain('--version');
    await rm(link, { recursive: true });
  });

  it('keeps the exit code and passes signals on', async () => {
    expect((await holdfast(['exit', '75'])).code).toBe(75);
    const child = spawn(join(checkout.root, 'bin/holdfast'), ['sleep'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    expect((await checkout.run('scripts/database', ['stop-if-idle'])).code).toBe(75);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('costs little when the database runs', async () => {
    await checkout.run('scripts/database', ['start']);
    const time = async (file: string, args: string[]) => {
      const samples: number[] = [];
      for (let run = 0; run < 9; run++) {
        const from = performance.now();
        await runCommand(file, args);
        samples.push(performance.now() - from);
      }
      return samples.sort((a, b) => a - b)[4] ?? 0;
    };
    const launched = await time(join(checkout.root, 'bin/holdfast'), ['x']);
    const bare = await time('node', [join(checkout.root, 'build/holdfast.mjs'), 'x']);
    expect(launched - bare).toBeLessThan(80);
  });

  it('starts no database of its own with DATABASE_URL', async () => {
    await checkout.run('scripts/database', ['stop']);
    expect((await holdfast(['jobs'], { env: { DATABASE_URL: 'mysql://u:p@h/d' } })).code).toBe(0);
    expect(await isRunning()).toBe(false);
  });
});
