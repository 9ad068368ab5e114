import { Command, CommanderError } from 'commander';
import { EXIT, printError } from '@/lib/cli/output';
import { toAppError } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import about from '@/package.json';

type Handler = (...args: never[]) => Promise<number>;

/** Loads a command's module only when it is called: starting is fast. */
const run =
  (load: () => Promise<Handler>) =>
  async (...args: unknown[]): Promise<void> => {
    const handler = await load();
    // Commander appends itself; options come before it, positional arguments first.
    try {
      process.exitCode = await handler(...(args.slice(0, -1) as never[]));
    } finally {
      const { disconnect } = await import('@/lib/db/client');
      await disconnect().catch(() => {});
    }
  };

const archives = () => import('@/lib/cli/commands/archives');
const jobs = () => import('@/lib/cli/commands/jobs');
const repo = () => import('@/lib/cli/commands/repo');
const system = () => import('@/lib/cli/commands/system');
const users = () => import('@/lib/cli/commands/users');

function addBackups(program: Command): void {
  program
    .command('backup')
    .description('back up now, as a plan says; the run appears in Job History')
    .option('--plan <name>', 'name or number of the plan (default: the default plan)')
    .option('--kind <kind>', 'borg, restic, files, db or both', 'borg')
    .option('--wait', 'run here and wait for the end')
    .option('--json', 'print the job as JSON')
    .action(run(async () => (await import('@/lib/cli/commands/backup')).backup));
  const group = program.command('jobs').description('the job history');
  group
    .command('list')
    .option('--status <status>')
    .option('--kind <kind>')
    .option('--operation <operation>')
    .option('--limit <n>', 'at most this many', '20')
    .option('--json')
    .action(run(async () => (await jobs()).list));
  group
    .command('show <id>')
    .option('--json')
    .action(run(async () => (await jobs()).show));
  group
    .command('cancel <id>')
    .option('--json')
    .action(run(async () => (await jobs()).cancel));
}

function addArchives(program: Command): void {
  const group = program
    .command('archives')
    .description('archives of the default repository, whoever made them');
  group
    .command('list')
    .option('--json')
    .action(run(async () => (await archives()).list));
  group
    .command('info <name>')
    .option('--json')
    .action(run(async () => (await archives()).info));
  program
    .command('restore <archive> [paths...]')
    .description('restore an archive, or paths of it, into a fresh folder')
    .option('--target <folder>', 'a new or empty folder')
    .option('--json')
    .action(run(async () => (await import('@/lib/cli/commands/restore')).restore));
}

function addRepositories(program: Command): void {
  const group = program.command('repo').description('Borg repositories; without a location the default one');
  const passphrase = ['--passphrase-file <file>', 'file with the passphrase, - for standard input'] as const;
  group
    .command('init [location]')
    .option('--encryption <mode>', 'repokey-blake2 and the other modes of borg')
    .option('--append-only')
    .option('--quota <size>', 'such as 1.5T')
    .option(...passphrase)
    .option('--json')
    .action(run(async () => (await repo()).init));
  group
    .command('check [location]')
    .option('--verify-data', 'read and decrypt everything')
    .option(...passphrase)
    .option('--json')
    .action(run(async () => (await repo()).check));
  group
    .command('break-lock [location]')
    .description('remove locks; only when nothing works on the repository')
    .option('--confirm <text>', 'type break-lock')
    .option('--json')
    .action(run(async () => (await repo()).breakLock));
}

function addUsers(program: Command): void {
  const user = program.command('user').description('people who may sign in');
  user
    .command('create <email>')
    .description('the password is asked for, or read from standard input')
    .option('--role <role>', 'moderator, admin or super_admin', 'moderator')
    .option('--name <name>')
    .option('--json')
    .action(run(async () => (await users()).create));
  user
    .command('passwd <email>')
    .option('--json')
    .action(run(async () => (await users()).passwd));
  user
    .command('list')
    .option('--json')
    .action(run(async () => (await users()).list));
  const token = program.command('token').description('API tokens');
  token
    .command('create')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', 'moderator, admin or super_admin')
    .option('--expires <time>', 'such as 90d or 12h')
    .option('--json')
    .action(run(async () => (await users()).createApiToken));
  token
    .command('list')
    .option('--json')
    .action(run(async () => (await users()).listApiTokens));
  token
    .command('revoke <id>')
    .option('--json')
    .action(run(async () => (await users()).revokeApiToken));
}

function addSystem(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date')
    .action(run(async () => (await system()).applyMigrations));
  program
    .command('doctor')
    .description('what is missing or wrong, and the mend')
    .option('--json')
    .action(run(async () => (await system()).examine));
  program
    .command('setup-link')
    .description('a one-time link for the first user')
    .action(run(async () => (await system()).setupLink));
  program
    .command('worker')
    .description('schedules and jobs, without pages')
    .action(run(async () => (await system()).work));
  const audit = program.command('audit').description('the audit log');
  audit
    .command('verify')
    .option('--json')
    .action(run(async () => (await system()).auditVerify));
  program
    .command('demo', { hidden: true })
    .action(run(async () => (await import('@/lib/cli/commands/demo')).demo));
  program
    .command('job <id>', { hidden: true })
    .requiredOption('--fence <n>')
    .action(run(async () => (await import('@/lib/cli/commands/job')).runClaimed));
}

function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
  const { code, detail, extensions } = toAppError(error);
  if (code === 'INTERNAL' || code === 'DATABASE_UNAVAILABLE') logger.error({ err: error }, 'the cause');
  printError(`${detail} [${code}]${extensions.job_id ? ` job ${extensions.job_id}` : ''}`);
  if (code === 'ALREADY_RUNNING') return EXIT.busy;
  return code === 'VALIDATION' || code === 'UNSUPPORTED_KIND' ? EXIT.usage : EXIT.failed;
}

async function main(): Promise<void> {
  const program = new Command('holdfast')
    .description('Backups of this server: the same operations, rows and audit as the dashboard')
    .version(about.version);
  program.exitOverride();
  for (const add of [addBackups, addArchives, addRepositories, addUsers, addSystem]) add(program);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = fail(error);
  }
  // A handle that a command left open must not keep the process.
  process.exit();
}

void main();
