import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, eventually, isAlive, makeCheckout } from './checkout';

let checkout: Checkout;
let users: ChildProcess[] = [];

beforeAll(async () => {
  checkout = await makeCheckout();
});
afterEach(() => {
  for (const user of users) user.kill('SIGKILL');
  users = [];
});
afterAll(() => checkout.remove());

const database = (command: string) => checkout.run('scripts/database', [command]);
const isRunning = async () => (await database('status')).code === 0;

/** Holds the lease the way a job process does. */
function holdLease(): ChildProcess {
  const lease = join(checkout.data, 'run/database.lease');
  const user = spawn('flock', ['-s', '-F', lease, 'sleep', '60'], { stdio: 'ignore' });
  users.push(user);
  return user;
}

describe('lease of the embedded database', { timeout: 120_000 }, () => {
  it('is not stopped while somebody holds the lease, and is afterwards', async () => {
    await database('start');
    const user = holdLease();
    await eventually(async () => (await database('stop-if-idle')).code === 75);
    expect(await isRunning()).toBe(true);
    user.kill('SIGKILL');
    await eventually(async () => !(await isAlive(Number(user.pid))));
    expect((await database('stop-if-idle')).code).toBe(0);
    expect(await isRunning()).toBe(false);
  });

  it('is held neither by the server nor by the watcher', async () => {
    const locked = 'exec 8<>$DB_LEASE_FILE; flock -n 8 && echo free';
    const outcome = await checkout.bash(
      `load_settings; database_layout; database_take_lease; database_start; database_drop_lease; ${locked}`,
    );
    expect(outcome.stdout).toBe('free');
    const pid = (await readFile(join(checkout.data, 'run/database.pid'), 'utf8')).trim();
    const files = await checkout.bash(`ls -l /proc/${pid}/fd`);
    expect(files.stdout).not.toContain('database.lease');
    expect(files.stdout).not.toContain('database.lock');
  });

  it('stops by itself after the last user when its starter leaves first', async () => {
    await database('start');
    const user = holdLease();
    await eventually(async () => (await database('stop-if-idle')).code === 75);
    const left = await checkout.bash(
      'load_settings; database_layout; database_take_lease; database_leave; echo left',
    );
    expect(left.stdout).toBe('left');
    expect(left.stderr).toContain('still running');
    expect(await isRunning()).toBe(true);
    user.kill('SIGKILL');
    await eventually(async () => !(await isRunning()), 20);
  });

  it('lets a newcomer wait until a stop has finished, and start anew', async () => {
    await database('start');
    const [stopped, started] = await Promise.all([
      database('stop-if-idle'),
      checkout.bash(
        'load_settings; database_layout; sleep 0.02; database_take_lease; database_start; database_answers $DB_SOCKET && echo ok',
      ),
    ]);
    expect([0, 75]).toContain(stopped.code);
    expect(started.stdout).toBe('ok');
  });
});
