import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Where tools are looked for, and the PATH every child gets: never the PATH of whoever started us. */
export const TOOL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Absolute path of an executable file, or null. Takes a bare name or an absolute path; nothing relative. */
export function findExecutable(name: string, path: string = TOOL_PATH): string | null {
  if (isAbsolute(name)) return isExecutable(name) ? name : null;
  if (name === '' || name.includes('/')) return null;
  for (const folder of path.split(':')) {
    const candidate = join(folder, name);
    if (isAbsolute(candidate) && isExecutable(candidate)) return candidate;
  }
  return null;
}

/** Like findExecutable, but refuses busybox, whose versions of these helpers lack the options used here. */
export function findFullExecutable(name: string): string | null {
  const found = findExecutable(name);
  return found && !realpathSync(/*turbopackIgnore: true*/ found).endsWith('busybox') ? found : null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
