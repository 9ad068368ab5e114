import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect } from 'vitest';
import { isAlive, type ProcessIdentity } from '@/lib/engines/identity';
import { until } from '@/tests/integration/faults/support/until';
import type { Installation } from '@/tests/support/installation';

export interface Owner {
  host_id: string;
  process: ProcessIdentity | null;
  tools?: ProcessIdentity[];
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

export const argvOf = (pid: number): string[] => read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean);
export const environOf = (pid: number): string => read(`/proc/${pid}/environ`);
/** One letter: R running, S sleeping, T stopped, Z zombie; empty when there is no such process. */
export const stateOf = (pid: number): string => /\) (\w)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? '';
export const isRunning = (pid: number): boolean => !['', 'Z', 'X'].includes(stateOf(pid));

function descendants(pid: number): number[] {
  const direct = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return direct.flatMap((child) => [child, ...descendants(child)]);
}

export async function ownerOf({ sql }: Installation, jobId: string): Promise<Owner | null> {
  const [row] = await sql<{ owner: unknown }>('SELECT owner FROM backup_jobs WHERE id = ?', [jobId]);
  const owner = row?.owner;
  return (typeof owner === 'string' ? JSON.parse(owner) : owner) as Owner | null;
}

export interface RunningTool {
  /** the job's own process */
  job: number;
  /** the borg process that does the work */
  tool: number;
}

/** Waits until the job's borg works on `verb`: its python process, below helpers and sandbox. */
export function runningTool(installation: Installation, jobId: string, verb: string): Promise<RunningTool> {
  return until(`job ${jobId} runs borg ${verb}`, async () => {
    const job = (await ownerOf(installation, jobId))?.process?.pid;
    if (!job) return null;
    const tool = descendants(job).find((pid) => {
      const argv = argvOf(pid);
      return /python/.test(argv[0] ?? '') && /borg$/.test(argv[1] ?? '') && argv.includes(verb);
    });
    return tool ? { job, tool } : null;
  });
}

/** Holds a process exactly where it is, so that a fault meets a backup that is surely not finished. */
export async function pause(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await until(`process ${pid} is stopped`, () => stateOf(pid) === 'T');
}

/** Waits until the process reads this file. */
export const reads = (pid: number, file: string): Promise<boolean> =>
  until(`process ${pid} reads ${file}`, () => openFiles(pid).includes(file));

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

export const resume = (pid: number): boolean => process.kill(pid, 'SIGCONT');
export const killHard = (pid: number): boolean => process.kill(pid, 'SIGKILL');
export const gone = (pid: number): Promise<boolean> =>
  until(`process ${pid} has ended`, () => !isRunning(pid));

/** No process recorded for an ended job lives on. */
export async function expectNoProcessLeft({ sql }: Installation): Promise<void> {
  const rows = await sql<{ id: string; owner: unknown }>(
    "SELECT id, owner FROM backup_jobs WHERE status IN ('success', 'failed', 'cancelled') AND owner IS NOT NULL",
  );
  for (const { id, owner } of rows) {
    const { process: own, tools = [] } = (typeof owner === 'string' ? JSON.parse(owner) : owner) as Owner;
    const all = [...(own ? [own] : []), ...tools];
    // The job's process writes its last state a moment before it ends.
    await until(`the processes of job ${id} have ended`, () => !all.some(isAlive), 20_000);
  }
}

/** Processes of anybody that work in or on these folders: by argv, working folder or open file. */
export function processesOn(folders: string[]): { pid: number; argv: string[] }[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const hit = (text: string) => folders.some((folder) => text.includes(folder));
  return pids.map(Number).flatMap((pid) => {
    if (pid === process.pid || !isRunning(pid)) return [];
    const argv = argvOf(pid);
    return hit(argv.join(' ')) || hit(linkOf(`/proc/${pid}/cwd`)) ? [{ pid, argv }] : [];
  });
}

function linkOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** What a tool shows to everybody on the machine holds none of the secrets. */
export function expectNoSecretsShown(pid: number, secrets: string[]): void {
  const shown = argvOf(pid).join('\n') + environOf(pid);
  expect(shown).not.toBe('');
  for (const secret of secrets) expect(shown).not.toContain(secret);
}

/** Waits until a stopped process has this signal waiting for it: whoever sent it has acted. */
export const signalled = (pid: number, signal: number): Promise<boolean> =>
  until(`signal ${signal} waits for process ${pid}`, () => {
    const masks = [...read(`/proc/${pid}/status`).matchAll(/^S(?:ig|hd)Pnd:\s*(\w+)$/gm)];
    return masks.some(([, mask]) => ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n);
  });
