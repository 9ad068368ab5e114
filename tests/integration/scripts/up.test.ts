import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, eventually, isAlive, makeCheckout, runCommand } from './checkout';

let checkout: Checkout;
let running: ResultPromise[] = [];

beforeAll(async () => {
  checkout = await makeCheckout();
});
afterEach(async () => {
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(running);
  running = [];
});
afterAll(() => checkout.remove());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts a script in the background; `output()` is what it has written so far. */
async function begin(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const port = await freePort();
  const settings = {
    DATABASE_URL: undefined,
    HOLDFAST_DATA_DIR: undefined,
    HOLDFAST_ROLE: undefined,
    PORT: `${port}`,
  };
  const child = execa(join(checkout.root, script), args, {
    cwd: '/',
    env: { ...settings, ...env },
    reject: false,
    all: true,
    stdin: 'ignore',
  });
  running.push(child);
  let text = '';
  child.all?.on('data', (chunk: Buffer) => {
    text += String(chunk);
  });
  const says = (pattern: RegExp) => eventually(async () => pattern.test(text) || child.exitCode !== null, 60);
  return { child, port, says, output: () => text };
}

const databaseStatus = async () => (await checkout.run('scripts/database', ['status'])).code;

describe('npm run up', { timeout: 120_000 }, () => {
  it('explains itself and refuses what it does not know', async () => {
    const help = await checkout.run('scripts/up', ['--help']);
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('--demo')]);
    const unknown = await checkout.run('scripts/up', ['--demmo']);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('--demmo')]);
    const port = await checkout.run('scripts/up', [], { env: { PORT: 'http' } });
    expect([port.code, port.stderr]).toEqual([2, expect.stringContaining('PORT')]);
  });

  it('goes from nothing to a running app, names its address, and ends cleanly on Ctrl-C', async () => {
    await rm(join(checkout.root, 'build'), { recursive: true, force: true });
    const up = await begin('scripts/up');
    await up.says(/Set up the first account .*token=once/);
    expect(up.output()).toContain(`Holdfast runs at http://127.0.0.1:${up.port}`);
    expect((await fetch(`http://127.0.0.1:${up.port}/api/health`)).status).toBe(200);
    expect(await databaseStatus()).toBe(0);
    up.child.kill('SIGINT');
    expect((await up.child).exitCode).toBe(0);
    expect(await checkout.read('data/logs/stand-in')).toBe('terminated\n');
    expect(await databaseStatus()).toBe(3);
  });

  it('does nothing twice: the second start neither builds nor generates', async () => {
    const before = await checkout.read('made');
    const up = await begin('scripts/up', ['--demo']);
    await up.says(/token=once/);
    expect(up.output()).toContain('demo');
    expect(await checkout.read('made')).toBe(before);
  });

  it('refuses a second app on the same data folder with its pid and 75', async () => {
    const up = await begin('scripts/up');
    await up.says(/token=once/);
    const pid = (await checkout.read('data/run/app.lock')).trim();
    const second = await checkout.run('scripts/up', [], { env: { PORT: `${await freePort()}` } });
    expect([second.code, second.stderr]).toEqual([75, expect.stringContaining(`pid ${pid}`)]);
  });

  it('names a taken port', async () => {
    const other = createServer((_request, response) => response.end());
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const outcome = await checkout.run('scripts/up', [], { env: { PORT: `${port}` } });
    await new Promise((done) => other.close(done));
    expect([outcome.code, outcome.stderr]).toEqual([
      1,
      expect.stringContaining(`Port ${port} is already in use`),
    ]);
  });

  it('ends with the server when the server dies, and leaves no database', async () => {
    const outcome = await checkout.run('scripts/up', [], {
      env: { PORT: `${await freePort()}`, STAND_IN_CRASH: '1' },
    });
    expect([outcome.code, outcome.stderr]).toEqual([7, expect.stringContaining('exit code 7')]);
    expect(await databaseStatus()).toBe(3);
  });

  it('starts again after both it and its server were killed', async () => {
    const up = await begin('scripts/up');
    await up.says(/token=once/);
    const server = Number(await checkout.read('data/run/app.lock'));
    up.child.kill('SIGKILL');
    process.kill(server, 'SIGKILL');
    await eventually(async () => !(await isAlive(server)));
    const database = await checkout.read('data/run/database.pid');
    expect(await databaseStatus()).toBe(0);
    const again = await begin('scripts/up');
    await again.says(/token=once/);
    expect(await checkout.read('data/run/database.pid')).toBe(database);
  });

  it('runs a worker without a port', async () => {
    const up = await begin('scripts/up', [], { HOLDFAST_ROLE: 'worker' });
    await up.says(/worker runs[\s\S]*sleeping|sleeping[\s\S]*worker runs/);
    up.child.kill('SIGTERM');
    expect((await up.child).exitCode).toBe(0);
  });
});

describe('build', { timeout: 60_000 }, () => {
  const build = () => checkout.run('scripts/build');
  const made = async () => (await checkout.read('made')).trim().split('\n');

  it('is made again only when a source changed', async () => {
    await build();
    const before = await made();
    await checkout.write('app/page.tsx', 'export const changed = 1;\n');
    expect((await build()).code).toBe(0);
    expect((await made()).slice(before.length)).toEqual(['next']);
    await checkout.write('prisma/schema.prisma', '// another schema\n');
    await build();
    expect((await made()).slice(before.length)).toEqual(['next', 'prisma', 'bundle', 'next']);
  });

  it('is never taken for whole after it failed', async () => {
    await checkout.write('app/page.tsx', 'export const changed = 2;\n');
    await checkout.write('next-fails', '');
    expect((await build()).code).not.toBe(0);
    const start = await checkout.run('scripts/start');
    expect([start.code, start.stderr]).toEqual([1, expect.stringContaining('no finished build')]);
    await rm(join(checkout.root, 'next-fails'));
    expect((await build()).code).toBe(0);
    expect((await runCommand('cat', [join(checkout.root, 'build/.stamp')])).stdout).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is run by npm start, which builds nothing', async () => {
    const before = await made();
    const start = await begin('scripts/start');
    await start.says(/Holdfast runs at/);
    expect((await fetch(`http://127.0.0.1:${start.port}/api/health`)).status).toBe(200);
    expect(await made()).toEqual(before);
    expect(await readFile(join(checkout.data, 'run/app.lock'), 'utf8')).toMatch(/^\d+\n$/);
  });
});
