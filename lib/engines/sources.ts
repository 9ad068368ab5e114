import { posix } from 'node:path';
import { runProcess } from '@/lib/engines/process';
import { TOOL_PATH } from '@/lib/engines/process/find';

export type SourceProblem =
  | 'not-absolute'
  | 'missing'
  | 'unreadable'
  | 'symbolic-link'
  | 'not-responding'
  | 'inside-repository'
  | 'holds-repository';

export interface SourceFinding {
  path: string;
  problem: SourceProblem;
}

export interface SourceCheck {
  /** Absolute path of a local repository or backup folder. */
  repository?: string;
  /** Whether the plan leaves this path out; asked about the repository when it lies inside a source. */
  excludes?: (path: string) => boolean;
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Looks whether every source can be backed up; an empty answer means yes. Each look is a child of its own that is left
 * behind after the timeout: a dead network mount blocks a process for ever, even against SIGKILL, and must not take
 * ours along. A source that is a symbolic link is a problem, because tools store the link and nothing behind it.
 */
export async function checkSources(
  paths: readonly string[],
  options: SourceCheck = {},
): Promise<SourceFinding[]> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const repository = options.repository === undefined ? null : await realPath(options.repository, timeoutMs);
  const findings = await Promise.all(
    paths.map(async (path) => ({ path, problem: await examine(path, repository, options, timeoutMs) })),
  );
  return findings.flatMap(({ path, problem }) => (problem === null ? [] : [{ path, problem }]));
}

async function examine(
  path: string,
  repository: string | null,
  options: SourceCheck,
  timeoutMs: number,
): Promise<SourceProblem | null> {
  if (!posix.isAbsolute(path) || path.includes('\0')) return 'not-absolute';
  const trimmed = posix.normalize(path).replace(/(?<=.)\/$/, '');
  const look = await ask(
    'find',
    [trimmed, '-maxdepth', '0', '-printf', '%y', '-readable', '-printf', 'r'],
    timeoutMs,
  );
  if (look === 'not-responding') return look;
  if (look === '') return 'missing';
  if (look.startsWith('l')) return 'symbolic-link';
  if (!look.endsWith('r')) return 'unreadable';
  if (repository === null) return null;
  const real = await realPath(trimmed, timeoutMs);
  if (contains(repository, real)) return 'inside-repository';
  const excluded = options.excludes?.(posix.join(trimmed, posix.relative(real, repository))) ?? false;
  return contains(real, repository) && !excluded ? 'holds-repository' : null;
}

/** The path without symbolic links; as given when it does not exist yet or does not answer. */
async function realPath(path: string, timeoutMs: number): Promise<string> {
  const answer = await ask('realpath', ['-m', '-z', '--', path], timeoutMs);
  return answer === 'not-responding' || answer === '' ? posix.normalize(path) : answer.replace(/\0$/, '');
}

async function ask(file: string, args: string[], timeoutMs: number): Promise<string> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'not-responding'>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve('not-responding');
    }, timeoutMs);
  });
  const env = { PATH: TOOL_PATH, LC_ALL: 'C.UTF-8' };
  const answer = runProcess({
    ...{ tool: file, file, args, cwd: '/', env, signal: controller.signal, cancel: [['SIGKILL', 0]] },
    stdout: 'buffer',
  }).then((exit) => exit.stdout.toString('utf8'));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}

/** Whether `inner` is `outer` or below it. By components: /srv/a does not hold /srv/ab. */
function contains(outer: string, inner: string): boolean {
  const relative = posix.relative(outer, inner);
  return relative === '' || !(relative === '..' || relative.startsWith('../'));
}
