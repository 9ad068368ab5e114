import { spawn } from 'node:child_process';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, eventually, isAlive, makeCheckout, runCommand } from './checkout';

const isRoot = process.getuid?.() === 0;
let checkout: Checkout;

beforeAll(async () => {
  checkout = await makeCheckout();
});
afterAll(() => checkout.remove());

const database = (command: string, options = {}) => checkout.run('scripts/database', [command], options);

async function serverPid(): Promise<number> {
  return Number(await readFile(join(checkout.data, 'run/database.pid'), 'utf8'));
}

/** Asks the server as the app does: the recorded socket, the holdfast account, the password from its file. */
async function query(sql: string) {
  const socket = (await readFile(join(checkout.data, 'run/database.socket-path'), 'utf8')).trim();
  const password = await readFile(join(checkout.data, 'secrets/database.password'), 'utf8');
  const options = join(checkout.data, 'tmp/client.cnf');
  await writeFile(options, `[client]\nuser=holdfast\npassword=${password}\nsocket=${socket}\n`, {
    mode: 0o600,
  });
  return runCommand('mariadb', [`--defaults-file=${options}`, '--batch', '--skip-column-names', '-e', sql]);
}

describe('embedded database', { timeout: 120_000 }, () => {
  it('starts, answers on a short socket, has only its own account, and listens on no port', async () => {
    const started = await database('start');
    expect(started.stderr).not.toContain('error');
    expect(started.code).toBe(0);
    expect(started.stdout).toMatch(/^running pid=\d+ socket=\/.*\/db\.sock$/);
    expect((await query('select current_user(), @@time_zone, @@character_set_server')).stdout).toBe(
      'holdfast@localhost\t+00:00\tutf8mb4',
    );
    expect((await query('show databases')).stdout.split('\n')).toEqual(['holdfast', 'information_schema']);
    expect((await query('select @@port, @@skip_networking, @@innodb_flush_log_at_trx_commit')).stdout).toBe(
      '0\t1\t1',
    );
    const stranger = await runCommand('mariadb', [
      '--no-defaults',
      `--socket=${(await readFile(join(checkout.data, 'run/database.socket-path'), 'utf8')).trim()}`,
      '--user=nobody',
      '-e',
      'select 1',
    ]);
    expect(stranger.code).not.toBe(0);
  });

  it('keeps the account to the app and its scratch schemas', async () => {
    expect((await query('create database holdfast_check; drop database holdfast_check')).code).toBe(0);
    expect((await query('create database other')).stderr).toContain('denied');
    expect((await query('select * from mysql.user')).stderr).toContain('denied');
  });

  it('runs small, without our environment, and not as root where that can be had', async () => {
    const pid = await serverPid();
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])).toBeLessThan(120_000);
    expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('npm_');
    const probe = await runCommand('unshare', ['--mount', 'true']);
    if (isRoot && probe.code === 0) expect(Number(/Uid:\s+(\d+)/.exec(status)?.[1])).not.toBe(0);
  });

  it('leaves no file of the data folder open to others', async () => {
    const open = await runCommand('find', [checkout.data, '-perm', '/077', '-not', '-path', '*/database/*']);
    expect(open.stdout).toBe('');
    expect((await stat(join(checkout.data, 'database'))).mode & 0o777).toBe(0o700);
  });

  it('is found again by a second start and by two at once', async () => {
    const pid = await serverPid();
    const outcomes = await Promise.all([database('start'), database('start')]);
    for (const outcome of outcomes) expect(outcome.stdout).toContain(`running pid=${pid} `);
    expect((await database('status')).stdout).toContain(`pid=${pid} `);
  });

  it('is found again when its pid file is lost', async () => {
    const pid = await serverPid();
    await runCommand('rm', [join(checkout.data, 'run/database.pid')]);
    expect((await database('start')).stdout).toContain(`running pid=${pid} `);
  });

  it('recovers after kill -9 with everything that was committed', async () => {
    await query('create table holdfast.kept (id int); insert into holdfast.kept values (42)');
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await eventually(async () => !(await isAlive(pid)));
    expect((await database('status')).code).toBe(3);
    expect((await database('start')).code).toBe(0);
    expect(await serverPid()).not.toBe(pid);
    expect((await query('select id from holdfast.kept')).stdout).toBe('42');
  });

  it('stops, removes its socket, and says so', async () => {
    const pid = await serverPid();
    const socket = (await readFile(join(checkout.data, 'run/database.socket-path'), 'utf8')).trim();
    expect((await database('stop')).code).toBe(0);
    expect(await isAlive(pid)).toBe(false);
    await expect(stat(join(socket, '..'))).rejects.toThrow('ENOENT');
    const status = await database('status');
    expect([status.code, status.stdout]).toEqual([3, 'stopped']);
  });

  it('never ends a stranger whose process id is in a stale pid file', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const pid = Number(stranger.pid);
    try {
      await writeFile(join(checkout.data, 'run/database.pid'), `${pid}\n`);
      await writeFile(join(checkout.data, 'run/database.ready'), `${pid}\n`);
      await writeFile(join(checkout.data, 'run/database.socket-path'), '/tmp/holdfast-none/db.sock\n');
      expect((await database('stop')).code).toBe(0);
      expect(await isAlive(pid)).toBe(true);
      await writeFile(join(checkout.data, 'run/database.pid'), `${pid}\n`);
      expect((await database('start')).code).toBe(0);
      expect(await serverPid()).not.toBe(pid);
      expect(await isAlive(pid)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('refuses a data folder of a newer MariaDB and names both versions', async () => {
    const stamp = join(checkout.data, 'database.version');
    await database('stop');
    const version = await readFile(stamp, 'utf8');
    await writeFile(stamp, '99.1.0\n');
    const refused = await database('start');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('MariaDB 99.1.0');
    expect(refused.stderr).toContain(version.trim());
    await writeFile(stamp, version);
    expect((await database('start')).code).toBe(0);
  });

  it('says why it did not start, with the end of the log', async () => {
    await database('stop');
    const keep = 'eval "kept_$(declare -f database_options)"';
    const fault = `${keep}; database_options() { kept_database_options; DB_OPTIONS+=(--no-such-option); }`;
    const failed = await checkout.bash(`${fault}; load_settings; database_layout; database_start`);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('no-such-option');
    const folder = (await readFile(join(checkout.data, 'run/database.socket-path'), 'utf8')).trim();
    await database('stop');
    await expect(stat(join(folder, '..'))).rejects.toThrow('ENOENT');
  });

  it.runIf(isRoot)('runs for an ordinary user, as that user', async () => {
    const data = join(checkout.root, 'data-of-nobody');
    await mkdir(data);
    await chown(data, 65534, 65534);
    const asNobody = (command: string) =>
      runCommand(
        'setpriv',
        [
          '--reuid=65534',
          '--regid=65534',
          '--clear-groups',
          join(checkout.root, 'scripts/database'),
          command,
        ],
        { env: { HOLDFAST_DATA_DIR: data, HOME: '/nonexistent', XDG_RUNTIME_DIR: undefined } },
      );
    try {
      const started = await asNobody('start');
      expect(started.stderr).not.toContain('error:');
      const pid = /pid=(\d+)/.exec(started.stdout)?.[1];
      expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/Uid:\s+65534/);
    } finally {
      expect((await asNobody('stop')).code).toBe(0);
    }
  });

  it('refuses bad arguments and a DATABASE_URL', async () => {
    expect((await database('restart')).code).toBe(2);
    const refused = await database('start', { env: { DATABASE_URL: 'mysql://u:p@h/d' } });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('DATABASE_URL')]);
  });

  it('is begun anew when its folder was deleted under the running server', async () => {
    expect((await database('start')).code).toBe(0);
    const before = await serverPid();
    await rm(checkout.data, { recursive: true, force: true });
    const again = await database('start');
    expect(again.code).toBe(0);
    expect(await serverPid()).not.toBe(before);
    await eventually(async () => !(await isAlive(before)));
    expect((await query('select current_user()')).stdout).toBe('holdfast@localhost');
    expect((await database('stop')).code).toBe(0);
  });
});
