import { statSync } from 'node:fs';
import { EngineFailure } from '@/lib/engines/failure';

/** Without this a missing folder looks like a missing program: the kernel says ENOENT for both. */
export function assertFolder(tool: string, cwd: string): void {
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return;
  const detail = `The working folder ${cwd} does not exist. Create it, or correct its path.`;
  throw new EngineFailure({ code: 'TOOL_FAILED', tool, detail });
}

/** The failure of a program that is not installed. */
export function toolMissing(tool: string, file: string): EngineFailure {
  const detail = `The program ${file} was not found. Install it, or correct its path in the settings.`;
  return new EngineFailure({ code: 'TOOL_MISSING', tool, detail });
}

/** The kernel refused to start it: too long a command line, no memory, no more processes. */
export function notStarted(tool: string, file: string, reason?: string): EngineFailure {
  const why = reason ? ` (${reason})` : '';
  const detail = `The program ${file} could not be started${why}. Check memory, process limits and its arguments.`;
  return new EngineFailure({ code: 'TOOL_FAILED', tool, detail });
}

export function cancelledBeforeStart(tool: string): EngineFailure {
  return new EngineFailure({ code: 'CANCELLED', tool, detail: 'Cancelled before the tool was started.' });
}
