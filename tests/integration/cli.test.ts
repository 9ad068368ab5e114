import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { borgByHand, makeSource } from '@/tests/support/borg';
import { bearer, type Client, client } from '@/tests/support/client';
import { type CliResult, createInstallation, type Installation } from '@/tests/support/installation';
import { startServer } from '@/tests/support/server';

const PASSWORD = 'a-Long-enough-one-6620';
const PASSPHRASE = 'passphrase of the command line 77';
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe('the command line', () => {
  let installation: Installation;
  let source: string;
  /** waits for a connection as long as it may: started first, looked at when its turn comes */
  let withoutDatabase: Promise<CliResult>;
  /** everything it has ever printed */
  let printed = '';

  const cli = async (args: string[], options: { input?: string; env?: Record<string, string> } = {}) => {
    const result = await installation.cli(args, options);
    printed += `${result.stdout}\n${result.stderr}\n`;
    return result;
  };
  const json = async (args: string[], input?: string) => {
    const { stdout, stderr, code } = await cli([...args, '--json'], input === undefined ? {} : { input });
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  const sql = (query: string, values?: unknown[]) => installation.sql<Record<string, unknown>>(query, values);
  const failed = (result: CliResult, code: number, error: RegExp) => {
    expect(result.code, `${result.stdout}${result.stderr}`).toBe(code);
    expect(result.stderr).toMatch(error);
    expect(result.stdout).toBe('');
  };
  const ended = async (id: string) => {
    const until = Date.now() + 60_000;
    for (;;) {
      const [row] = await sql('SELECT * FROM backup_jobs WHERE id = ?', [id]);
      if (!['queued', 'running'].includes(String(row?.status)) || Date.now() > until) return row;
      await sleep(100);
    }
  };
  const setSources = (folders: string[], level = 3) =>
    sql('UPDATE backup_settings SET include_paths = ?, compression_level = ? WHERE id = 1', [
      JSON.stringify(folders),
      level,
    ]);
  /** A run that lasts: what cannot be compressed, tried at the highest level. */
  const setLongRun = async (bytes: number): Promise<void> => {
    const large = path.join(installation.workDir, 'large');
    mkdirSync(large, { recursive: true });
    writeFileSync(path.join(large, 'data'), randomBytes(bytes));
    await setSources([large], 22);
  };

  beforeAll(async () => {
    installation = await createInstallation();
    source = makeSource(installation);
    await setSources([source]);
    const DATABASE_URL = 'mysql://holdfast:secret-of-the-url@127.0.0.1:1/holdfast';
    withoutDatabase = cli(['jobs', 'list'], { env: { DATABASE_URL } });
  });
  afterAll(() => installation.remove());

  describe('usage', () => {
    it('--help and --version are answers, everything unknown is exit 2', async () => {
      const help = await cli(['--help']);
      expect(help.code).toBe(0);
      for (const command of [
        'backup',
        'jobs',
        'archives',
        'restore',
        'repo',
        'user',
        'token',
        'migrate',
        'doctor',
        'audit',
        'worker',
      ])
        expect(help.stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
      for (const hidden of ['demo', 'job ']) expect(help.stdout).not.toMatch(new RegExp(`^  ${hidden}`, 'm'));
      expect(await cli(['--version'])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      });
    });

    it.each([
      [['nonsense']],
      [['backup', '--nonsense']],
      [['token', 'create', '--name', 'x']],
      [['backup', '--kind', 'tape']],
      [['backup', '--kind', 'restic']],
      [['jobs', 'list', '--limit', 'many']],
      [['jobs', 'show', 'no-uuid']],
      [['user', 'create', 'nobody', '--role', 'admin']],
      [['token', 'create', '--name', 'x', '--role', 'admin', '--expires', 'soon']],
      [['repo', 'init', 'relative/path']],
      [['repo', 'break-lock', '--confirm', 'yes']],
      [['restore', 'x', '../../etc']],
    ])('%j is exit 2 and says what is wrong', async (args) => {
      const { code, stdout, stderr } = await cli(args, { input: `${PASSWORD}\n` });
      expect(code, stderr).toBe(2);
      expect(stdout).toBe('');
      expect(stderr.length).toBeGreaterThan(10);
    });

    it.each([
      [['jobs', 'show', '1d0d9d32-0000-4000-8000-000000000000'], /NOT_FOUND/],
      [['backup', '--plan', 'no such plan'], /NOT_FOUND/],
      [['archives', 'info', 'no-such-archive'], /NOT_FOUND/],
      [['user', 'passwd', 'nobody@example.org'], /NOT_FOUND/],
    ])('%j is exit 1', async (args, error) => {
      failed(await cli(args, { input: `${PASSWORD}\n` }), 1, error);
    });

    it('names a bad and an unknown variable of the environment', async () => {
      failed(await cli(['jobs', 'list'], { env: { PORT: 'http' } }), 2, /PORT/);
      failed(await cli(['jobs', 'list'], { env: { HOLDFAST_DATADIR: '/x' } }), 2, /HOLDFAST_DATADIR/);
      failed(await cli(['jobs', 'list'], { env: { DATABASE_URL: 'mysql://u:%zz@h/d' } }), 2, /DATABASE_URL/);
    });

    it('says that the database does not answer', async () => {
      const result = await withoutDatabase;
      failed(result, 1, /DATABASE_UNAVAILABLE/);
      expect(result.stderr).not.toContain('secret-of-the-url');
    });
  });

  describe('migrate, doctor, audit', () => {
    it('migrate does nothing to a database that is up to date', async () => {
      expect(await cli(['migrate'])).toMatchObject({ code: 0, stdout: 'The database is up to date.' });
    });

    it('doctor finds the tools, and exits 1 when one is missing', async () => {
      const report = JSON.parse((await cli(['doctor', '--json'])).stdout);
      const named = Object.fromEntries(report.findings.map((f: { name: string }) => [f.name, f]));
      expect(named.borg).toMatchObject({ ok: true, detail: expect.stringMatching(/borg 1\.\d/) });
      expect(named.database).toMatchObject({ ok: true });
      expect(report.ok).toBe(report.findings.every((f: { ok: boolean }) => f.ok));
      const env = { BORG_BINARY: '/nonexistent/borg', RESTIC_BINARY: 'no-such-restic' };
      const broken = await cli(['doctor'], { env });
      expect(broken.code).toBe(1);
      expect(broken.stdout).toMatch(/^BAD +borg: .*Mend: apt-get install borgbackup/m);
      expect(broken.stdout).toMatch(/^BAD +restic: .*Mend: apt-get install restic/m);
      expect(broken.stdout).toMatch(/^ok +database/m);
    });

    it('audit verify finds a changed row', async () => {
      await cli(['token', 'create', '--name', 'audited', '--role', 'moderator']);
      expect(await json(['audit', 'verify'])).toMatchObject({ valid: true, broken_at: null });
      const [row] = await sql(
        "SELECT id, target FROM audit_log WHERE action = 'tokens.create' ORDER BY id DESC LIMIT 1",
      );
      await sql("UPDATE audit_log SET target = 'token other' WHERE id = ?", [row?.id]);
      const broken = await cli(['audit', 'verify']);
      expect(broken).toMatchObject({ code: 1, stdout: `the chain is broken at row ${row?.id}` });
      await sql('UPDATE audit_log SET target = ? WHERE id = ?', [row?.target, row?.id]);
      expect((await cli(['audit', 'verify'])).code).toBe(0);
    });
  });

  describe('users and tokens', () => {
    it('setup-link prints a link and keeps it in a file that nobody else reads, until there is a user', async () => {
      const { code, stdout } = await installation.cli(['setup-link']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:3000\/setup\?token=[\w-]+$/);
      const file = path.join(installation.dataDir, 'run/setup-link');
      expect(readFileSync(file, 'utf8').trim()).toBe(stdout);
      expect(statSync(file).mode & 0o077).toBe(0);
    });

    it('user create reads the password from standard input', async () => {
      const made = await json(
        ['user', 'create', 'First@Example.org', '--role', 'super_admin', '--name', 'The First'],
        `${PASSWORD}\r\nrest\n`,
      );
      expect(made).toMatchObject({ email: 'first@example.org', name: 'The First', role: 'super_admin' });
      expect(Object.keys(made)).not.toContain('password_hash');
      failed(
        await cli(['user', 'create', 'first@example.org', '--role', 'admin'], { input: `${PASSWORD}\n` }),
        1,
        /ALREADY_EXISTS/,
      );
      const { verifyPassword } = await import('@/lib/core/password');
      const [row] = await sql('SELECT password_hash FROM users');
      expect(await verifyPassword(String(row?.password_hash), PASSWORD)).toBe(true);
    });

    it.each(['', 'short', 'password1234'])('user create refuses the password %j', async (password) => {
      failed(
        await cli(['user', 'create', 'x@example.org', '--role', 'admin'], { input: `${password}\n` }),
        2,
        /password/,
      );
    });

    it('user list and passwd', async () => {
      const users = await json(['user', 'list']);
      expect(users.map((user: { email: string }) => user.email)).toEqual(['first@example.org']);
      const changed = await cli(['user', 'passwd', 'first@example.org'], {
        input: 'another-Long-one-6620\n',
      });
      expect(changed).toMatchObject({ code: 0, stdout: expect.stringContaining('first@example.org') });
    });

    it('token create prints the token alone, list never, revoke ends it', async () => {
      const { stdout: token } = await installation.cli([
        'token',
        'create',
        '--name',
        'ci',
        '--role',
        'admin',
        '--expires',
        '90d',
      ]);
      expect(token).toMatch(/^hf_[A-Za-z0-9]+_[\w-]{40,}$/);
      const tokens = await json(['token', 'list']);
      const made = tokens.find((row: { name: string }) => row.name === 'ci');
      expect(made).toMatchObject({ role: 'admin', revoked_at: null, last_used_at: null });
      expect(Math.round((Date.parse(made.expires_at) - Date.now()) / 86_400_000)).toBe(90);
      expect(JSON.stringify(tokens)).not.toContain(token);
      expect((await cli(['token', 'list'])).stdout).not.toContain(token);
      expect(await json(['token', 'revoke', made.id])).toMatchObject({ revoked_at: expect.any(String) });
      expect((await cli(['token', 'list'])).stdout).toMatch(/REVOKED/);
    });
  });

  describe('backup, with no server running', () => {
    it('--wait runs here to the end, with no progress bar in a pipe', async () => {
      const { code, stdout, stderr } = await cli(['backup', '--wait']);
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/^backup success in .*, 22 kB$/);
      for (const sign of ['\r', '\u001b', '####']) expect(stderr).not.toContain(sign);
      const [job] = await sql('SELECT * FROM backup_jobs ORDER BY created_at DESC LIMIT 1');
      expect(job).toMatchObject({ status: 'success', trigger: 'cli', artifact_count: 1, lock_key: null });
      expect(String(job?.requested_by)).toMatch(/^cli:/);
    });

    it('--wait --json prints the job', async () => {
      const job = await json(['backup', '--wait', '--plan', '1']);
      expect(job).toMatchObject({ status: 'success', kind: 'borg', trigger: 'cli', plan_id: 1 });
      expect(job.id).toMatch(UUID);
    });

    it('takes the plan by its name', async () => {
      expect((await json(['backup', '--wait', '--plan', 'Default plan'])).status).toBe('success');
    });

    it('without --wait comes back at once and the job goes on in a process of its own', async () => {
      const { code, stdout } = await cli(['backup']);
      expect(code).toBe(0);
      const [, id = ''] = /^job (\S+) started$/.exec(stdout) ?? [];
      expect(id).toMatch(UUID);
      expect(await ended(id)).toMatchObject({ status: 'success', artifact_count: 1 });
    });

    it('is exit 75 while another run holds the repository, and names it', async () => {
      await setLongRun(200_000_000);
      const first = await json(['backup']);
      const second = await cli(['backup', '--wait']);
      failed(second, 75, /ALREADY_RUNNING/);
      expect(second.stderr).toContain(first.id);
      const cancelled = await cli(['jobs', 'cancel', first.id]);
      expect(cancelled.code, cancelled.stderr).toBe(0);
      expect(await ended(first.id)).toMatchObject({
        status: 'cancelled',
        error_code: 'CANCELLED',
        lock_key: null,
      });
      await setSources([source]);
      const after = await cli(['backup', '--wait']);
      expect(after.code, after.stderr).toBe(0);
    });

    it('is exit 1 when the run fails, with reason and code', async () => {
      await setSources([path.join(installation.workDir, 'gone')]);
      failed(await cli(['backup', '--wait']), 1, /gone is missing.*\[SOURCE_MISSING\]/);
      const { stdout, code } = await cli(['backup', '--wait', '--json']);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', error_code: 'SOURCE_MISSING' });
      await setSources([source]);
    });
  });

  describe('jobs and archives', () => {
    it('jobs list: table and JSON, with filters', async () => {
      const { stdout } = await cli(['jobs', 'list']);
      expect(stdout.split('\n')[0]).toMatch(
        /^ID +KIND +OPERATION +STATUS +TRIGGER +STARTED +DURATION +SIZE$/,
      );
      const { jobs } = await json(['jobs', 'list', '--status', 'failed', '--limit', '2']);
      expect(jobs).toHaveLength(2);
      for (const job of jobs) expect(job.status).toBe('failed');
      expect((await cli(['jobs', 'list', '--kind', 'restic'])).stdout).toBe('nothing');
    });

    it('jobs show: the job, its artifact and its log; cancel refuses what has ended', async () => {
      const { jobs } = await json(['jobs', 'list', '--status', 'success', '--operation', 'backup']);
      const [{ id }] = jobs;
      const { stdout } = await cli(['jobs', 'show', id]);
      expect(stdout).toMatch(/^status: success$/m);
      expect(stdout).toMatch(/^artifact: .*::default-plan_\d{8}_\d{6}$/m);
      expect(stdout).toMatch(/ info borg 1\./);
      const detail = await json(['jobs', 'show', id]);
      expect(detail).toMatchObject({ job: { id }, artifacts: [expect.any(Object)], log: expect.any(Array) });
      failed(await cli(['jobs', 'cancel', id]), 1, /CONFLICT/);
    });

    it('archives list and info', async () => {
      const { archives } = await json(['archives', 'list']);
      expect(archives.length).toBeGreaterThan(3);
      const table = (await cli(['archives', 'list'])).stdout.split('\n');
      expect(table[0]).toMatch(/^NAME +TIME +HOST +FILES +SIZE$/);
      expect(table).toHaveLength(archives.length + 1);
      const [{ name }] = archives;
      expect(await json(['archives', 'info', name])).toMatchObject({ name, nfiles: 20 });
      expect((await cli(['archives', 'info', name])).stdout).toMatch(/^nfiles: 20$/m);
    });

    it('shows names from elsewhere without control characters', async () => {
      await sql(
        "INSERT INTO archives (id, repository_id, engine_id, name, started_at) SELECT UUID(), id, REPEAT('e', 64), CONCAT('evil', CHAR(27), '[31m', CHAR(10), 'x'), NOW(3) FROM repositories LIMIT 1",
      );
      await sql('UPDATE repositories SET archives_at = NOW(3) + INTERVAL 1 MINUTE');
      const { stdout } = await cli(['archives', 'list']);
      expect(stdout).toContain('evil');
      expect(stdout).not.toContain('\u001b');
      await sql("DELETE FROM archives WHERE engine_id = REPEAT('e', 64)");
    });
  });

  describe('restore', () => {
    const archive = async (): Promise<string> => (await json(['archives', 'list'])).archives[0].name;

    it('into a fresh folder of the data folder', async () => {
      const job = await json(['restore', await archive()]);
      const { result } = await json(['jobs', 'show', job.id]);
      expect(result.target_path).toContain(path.join(installation.dataDir, 'restores/'));
      expect(readFileSync(path.join(result.target_path, source, 'file-0.txt'))).toEqual(
        readFileSync(path.join(source, 'file-0.txt')),
      );
    });

    it('chosen paths into a folder that is named; a second time it is not empty', async () => {
      const target = path.join(installation.workDir, 'restored');
      const args = ['restore', await archive(), path.join(source, 'sub'), '--target', target];
      expect((await cli(args)).code).toBe(0);
      expect(existsSync(path.join(target, source, 'sub/file-1.txt'))).toBe(true);
      expect(existsSync(path.join(target, source, 'file-0.txt'))).toBe(false);
      failed(await cli(args), 1, /TARGET_NOT_EMPTY/);
    });

    it('refuses an archive that is not there and a system folder', async () => {
      failed(await cli(['restore', 'no-such-archive']), 1, /ARCHIVE_MISSING/);
      failed(await cli(['restore', await archive(), '--target', '/usr/local/x']), 1, /TARGET_REFUSED/);
    });
  });

  describe('repo', () => {
    const repository = () => path.join(installation.workDir, 'other');
    const secretFile = () => path.join(installation.workDir, 'passphrase');

    it('init takes the passphrase from a file or standard input, never from its arguments', async () => {
      failed(await cli(['repo', 'init', repository()]), 1, /PASSPHRASE_MISSING/);
      writeFileSync(secretFile(), `${PASSPHRASE}\n`);
      const job = await json([
        'repo',
        'init',
        repository(),
        '--encryption',
        'repokey',
        '--passphrase-file',
        secretFile(),
      ]);
      expect(job).toMatchObject({ operation: 'init', status: 'success' });
      expect(await borgByHand(installation, ['list', repository()], PASSPHRASE)).toBe('');
      const again = await cli(['repo', 'init', repository(), '--passphrase-file', '-'], {
        input: `${PASSPHRASE}\n`,
      });
      failed(again, 1, /REPOSITORY_EXISTS/);
    });

    it('check: exit 0 when it is sound, 1 when it is damaged', async () => {
      expect(await cli(['repo', 'check', repository()])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('no problems found'),
      });
      expect((await cli(['repo', 'check', '--verify-data'])).code).toBe(0);
      await borgByHand(installation, ['create', `${repository()}::a`, 'source'], PASSPHRASE);
      const folder = path.join(repository(), 'data/0');
      const segments = readdirSync(folder).map((name) => path.join(folder, name));
      const [segment = ''] = segments.sort((a, b) => statSync(b).size - statSync(a).size);
      const bytes = readFileSync(segment);
      bytes.fill(0x41, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 64);
      writeFileSync(segment, bytes);
      const damaged = await cli(['repo', 'check', repository()]);
      expect(damaged.code).toBe(1);
      expect(`${damaged.stdout}${damaged.stderr}`).toMatch(/integrity|damaged|error/i);
    });

    it('break-lock wants the word, and a registered repository', async () => {
      failed(
        await cli(['repo', 'break-lock', '/nonexistent/repo', '--confirm', 'break-lock']),
        2,
        /repository_id/,
      );
      const { code, stderr } = await cli(['repo', 'break-lock', '--confirm', 'break-lock']);
      expect(code, stderr).toBe(0);
    });
  });

  it('a backup of the command line is seen through the API of a running server while it runs', async () => {
    await setLongRun(40_000_000);
    const server = await startServer(installation);
    try {
      const api: Client = client(server.url, await bearer(installation));
      const run = cli(['backup', '--wait', '--json']);
      let seen: { id?: string; status?: string } = {};
      while (seen.status !== 'running') {
        [seen = {}] = (await api.get('/api/backups/jobs?limit=1&status=running')).body.data.jobs;
        await sleep(50);
      }
      expect(seen).toMatchObject({ kind: 'borg', trigger: 'cli', operation: 'backup', plan_id: 1 });
      const { stdout, code } = await run;
      expect(code).toBe(0);
      expect(JSON.parse(stdout).id).toBe(seen.id);
      expect((await api.get(`/api/backups/jobs/${seen.id}`)).body.data.job.status).toBe('success');
    } finally {
      await server.stop();
      await setSources([source]);
    }
  });

  it('worker runs a queued job without pages, and ends on SIGTERM', async () => {
    const { execa } = await import('execa');
    const { root } = await import('@/tests/support/installation');
    const worker = execa(process.execPath, [path.join(root, 'build/holdfast.mjs'), 'worker'], {
      env: installation.env,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });
    const id = crypto.randomUUID();
    await sql(
      "INSERT INTO backup_jobs (id, kind, operation, status, payload, lock_target, plan_id) VALUES (?, 'borg', 'backup', 'queued', '{\"type\":\"borg.backup\",\"plan_id\":1}', ?, 1)",
      [id, id],
    );
    expect(await ended(id)).toMatchObject({ status: 'success' });
    worker.kill('SIGTERM');
    expect((await worker).exitCode).toBe(0);
  });

  it('never printed a secret', () => {
    const file = (name: string): string =>
      readFileSync(path.join(installation.dataDir, 'secrets', name), 'utf8').trim();
    const secrets = [
      PASSWORD,
      PASSPHRASE,
      file('encryption.key'),
      file('borg.passphrase'),
      file('database.password'),
    ];
    expect(printed.length).toBeGreaterThan(5000);
    for (const secret of secrets) expect(printed.includes(secret)).toBe(false);
    expect(printed).not.toMatch(/scrypt\$/);
  });
});
