import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { bearer, type Client, client } from '@/tests/support/client';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

/** An installation with a plan, a source that takes borg some seconds, and one good backup. */
export interface World {
  installation: Installation;
  /** the plan's source folder */
  source: string;
  /** the default repository */
  repository: string;
  headers: Record<string, string>;
  secrets: string[];
  /** archives that must stay as they are, with one file's content */
  good: { archive: string; member: string; content: Buffer }[];
  /** everything the servers of this world have logged */
  logs: string[];
  serve(extra?: Record<string, string>): Promise<{ server: Server; api: Client }>;
  /** runs real borg on a repository, past the application */
  borg(args: string[], options?: BorgOptions): Promise<BorgRun>;
  remove(): Promise<void>;
}

export interface BorgOptions {
  passphrase?: string;
  input?: Buffer;
  env?: Record<string, string>;
  cwd?: string;
}
export interface BorgRun {
  code: number | undefined;
  stdout: Buffer;
  stderr: string;
}

const secretFile = (dataDir: string, name: string): string =>
  readFileSync(path.join(dataDir, 'secrets', name), 'utf8').trim();

export const secretsOf = (dataDir: string): string[] =>
  ['borg.passphrase', 'encryption.key', 'nextauth.secret', 'database.password'].map((name) =>
    secretFile(dataDir, name),
  );

/** borg with a home of its own, as somebody at a shell of another machine. */
export async function runBorg(
  installation: Installation,
  args: string[],
  options: BorgOptions = {},
): Promise<BorgRun> {
  const run = await execa('borg', args, {
    reject: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    extendEnv: false,
    cwd: options.cwd ?? '/',
    input: options.input ?? Buffer.alloc(0),
    env: {
      PATH: process.env.PATH ?? '',
      LC_ALL: 'C.UTF-8',
      BORG_BASE_DIR: path.join(installation.workDir, 'borg-home'),
      BORG_PASSPHRASE: options.passphrase ?? secretFile(installation.dataDir, 'borg.passphrase'),
      BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes',
      BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
      ...options.env,
    },
  });
  return { code: run.exitCode, stdout: Buffer.from(run.stdout), stderr: Buffer.from(run.stderr).toString() };
}

/** Incompressible bytes; at level 22 zstd takes about half a second a megabyte for them. */
export const fill = (file: string, megabytes: number): void =>
  writeFileSync(file, randomBytes(megabytes * 1024 * 1024));

export async function createWorld(extra: Record<string, string> = {}): Promise<World> {
  return worldOn(await createInstallation(extra));
}

export function worldOn(installation: Installation): World {
  const source = path.join(installation.workDir, 'source');
  mkdirSync(path.join(source, 'folder'), { recursive: true });
  writeFileSync(path.join(source, 'folder', 'small.txt'), 'first content\n');
  const world: World = {
    installation,
    source,
    repository: path.join(installation.dataDir, 'borg'),
    headers: {},
    secrets: secretsOf(installation.dataDir),
    good: [],
    logs: [],
    async serve(env = {}) {
      const server = await startServer(installation, env);
      if (!world.headers.authorization) world.headers = await bearer(installation);
      const keep = () => void world.logs.push(server.output());
      const stop = server.stop;
      const kill = server.kill;
      server.stop = () => stop().finally(keep);
      server.kill = () => kill().finally(keep);
      return { server, api: client(server.url, world.headers) };
    },
    borg: (args, options) => runBorg(installation, args, options),
    remove: () => installation.remove(),
  };
  return world;
}

/** The plan backs up the world's source, slowly. */
export async function plan(world: World, changes: Record<string, unknown> = {}): Promise<void> {
  await world.installation.sql(
    `UPDATE backup_settings SET include_paths = ?, exclude_patterns = '[]', compression_level = 22,
     next_run_at = '2099-01-01' WHERE id = 1`,
    [JSON.stringify(changes.include_paths ?? [world.source])],
  );
}

/** One backup through the command line, remembered as one that must stay good. */
export async function backUpWell(world: World): Promise<string> {
  const { code, stdout, stderr } = await world.installation.cli(['backup', '--wait', '--json']);
  if (code !== 0) throw new Error(`the backup failed: ${stdout} ${stderr}`);
  const id = JSON.parse(stdout).id as string;
  await remember(world, id);
  return id;
}

/** Remembers the archive of a successful job with the content that the small file has now. */
export async function remember(world: World, jobId: string): Promise<void> {
  const [row] = await world.installation.sql<{ result: unknown }>(
    'SELECT result FROM backup_jobs WHERE id = ?',
    [jobId],
  );
  const result = typeof row?.result === 'string' ? JSON.parse(row.result) : row?.result;
  const file = path.join(world.source, 'folder', 'small.txt');
  world.good.push({ archive: result.archive, member: file.slice(1), content: readFileSync(file) });
}

/** A daily schedule far from now: no slot of it comes up while a test runs. */
export const quietSchedule = (): string => `0 ${(new Date().getUTCHours() + 12) % 24} * * *`;

export const bigFile = ({ source }: World): string => path.join(source, 'big.bin');

/** Plan, first backup of a small source, then a big file so that the next backup lasts. */
export async function prepare(world: World, megabytes = 3): Promise<void> {
  await plan(world);
  await backUpWell(world);
  writeFileSync(path.join(world.source, 'folder', 'small.txt'), 'second content\n');
  if (megabytes > 0) fill(bigFile(world), megabytes);
}

/** Starts the plan's backup through the API. */
export async function start(api: Client): Promise<string> {
  const { status, body } = await api.post('/api/backups/borg/run');
  if (status !== 200) throw new Error(`not started: ${status} ${JSON.stringify(body)}`);
  return body.data.jobId;
}

/** The archive names of a repository, checkpoints included, as borg itself lists them. */
export async function archiveNames(world: World, repository = world.repository): Promise<string[]> {
  const { stdout } = await world.borg(['list', '--short', '--consider-checkpoints', repository]);
  return stdout.toString().split('\n').filter(Boolean);
}

export async function defaultRepositoryId({ installation }: World): Promise<string> {
  const [row] = await installation.sql<{ repository_id: string }>(
    'SELECT repository_id FROM backup_settings WHERE id = 1',
  );
  return row?.repository_id ?? '';
}
