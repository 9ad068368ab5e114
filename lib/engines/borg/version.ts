import { statSync } from 'node:fs';
import { compareVersions, type Tool } from '@/lib/engines/engine';
import { EngineFailure } from '@/lib/engines/failure';
import { runProcess } from '@/lib/engines/process';
import { findExecutable, TOOL_PATH } from '@/lib/engines/process/find';
import { toolMissing } from '@/lib/engines/process/refusal';

/** Something the owner of the machine should know about the installed version. */
export interface ToolNotice {
  code: 'UPDATE_RECOMMENDED' | 'UNSAFE_EXTRACT' | 'UNAUTHENTICATED_RENAME';
  message: string;
}

const OLDEST = [1, 2, 0] as const;
const RECOMMENDED = [1, 4, 5] as const;
const SAFE_RENAME = [1, 2, 5] as const;

/** Where answers of `borg --version` outlive a process: starting Borg for its version costs a fifth of a second. */
export interface VersionMemory {
  read(key: string): string | null;
  write(key: string, answer: string): void;
}

/** Tools by path and change time: an upgrade is noticed, a second look costs one stat. */
const cache = new Map<string, Promise<Tool>>();

/**
 * Finds borg and asks for its version. `binary` is a name or an absolute path.
 * Throws EngineFailure TOOL_MISSING or TOOL_UNSUPPORTED.
 */
export function probeBorg(binary = 'borg', memory?: VersionMemory): Promise<Tool> {
  const file = findExecutable(binary);
  if (!file) return Promise.reject(toolMissing('borg', binary));
  const { mtimeMs, size } = statSync(file);
  const key = `${file}\0${mtimeMs}\0${size}`;
  const known = cache.get(key);
  if (known) return known;
  const asked = ask(file, key, memory);
  cache.set(key, asked);
  asked.catch(() => cache.delete(key));
  return asked;
}

/** Reads the answer of `borg --version`. Throws EngineFailure TOOL_UNSUPPORTED for other generations. */
export function parseBorgVersion(binary: string, text: string): Tool {
  const match = /^borg (\d+)\.(\d+)\.(\d+)(\S*)/m.exec(text);
  if (!match) throw unsupported(`${binary} does not answer like Borg. Correct its path in the settings.`);
  const [, major, minor, patch, suffix = ''] = match;
  const version = [Number(major), Number(minor), Number(patch)] as const;
  const name = `${version.join('.')}${suffix}`;
  if (version[0] !== 1 || compareVersions(version, OLDEST) < 0) {
    throw unsupported(`Borg ${name} is not supported. Install Borg 1.4, 1.2 at least.`);
  }
  return { name: 'borg', binary, version, text: name };
}

/** What to tell about a version, worst first; empty for a recommended one. */
export function borgNotices(tool: Tool): ToolNotice[] {
  if (compareVersions(tool.version, RECOMMENDED) >= 0) return [];
  const notices: ToolNotice[] = [
    {
      code: 'UNSAFE_EXTRACT',
      message: `Borg ${tool.text} follows symbolic links planted in an archive (CVE-2026-62268). Restores therefore run in a sandbox.`,
    },
    { code: 'UPDATE_RECOMMENDED', message: `Borg ${tool.text} works; 1.4.5 or later is recommended.` },
  ];
  if (compareVersions(tool.version, SAFE_RENAME) >= 0) return notices;
  const message = `Archives renamed or recreated with Borg ${tool.text} cannot be opened by later versions. Do not rename.`;
  return [{ code: 'UNAUTHENTICATED_RENAME', message }, ...notices];
}

async function ask(file: string, key: string, memory?: VersionMemory): Promise<Tool> {
  const remembered = memory?.read(key);
  if (remembered) return parseBorgVersion(file, remembered);
  const env = { PATH: TOOL_PATH, LC_ALL: 'C.UTF-8', HOME: '/' };
  const exit = await runProcess({ tool: 'borg', file, args: ['--version'], cwd: '/', env, stdout: 'buffer' });
  const answer = exit.stdout.toString('utf8');
  const tool = parseBorgVersion(file, answer);
  memory?.write(key, answer);
  return tool;
}

function unsupported(detail: string): EngineFailure {
  return new EngineFailure({ code: 'TOOL_UNSUPPORTED', tool: 'borg', detail });
}
