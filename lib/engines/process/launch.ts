import { findExecutable, findFullExecutable } from '@/lib/engines/process/find';
import { toolMissing } from '@/lib/engines/process/refusal';
import { type Sandbox, sandboxPrefix } from '@/lib/engines/process/sandbox';

export interface LaunchRequest {
  tool: string;
  file: string;
  args: readonly string[];
  cwd: string;
  lowPriority?: boolean;
  sandbox?: Sandbox;
}

export interface Helpers {
  setpriv: string | null;
  nice: string | null;
  ionice: string | null;
  bwrap: string | null;
}

/** The helper programs of this machine. */
export function findHelpers(): Helpers {
  return {
    setpriv: findFullExecutable('setpriv'),
    nice: findFullExecutable('nice'),
    ionice: findFullExecutable('ionice'),
    bwrap: findExecutable('bwrap'),
  };
}

/**
 * The full command line: setpriv, nice and ionice each replace themselves by the next program, so the pid stays the
 * tool's. setpriv makes the kernel send SIGTERM to the tool when our process dies, however it dies.
 */
export function launchCommand(request: LaunchRequest, helpers: Helpers, asRoot: boolean): string[] {
  const file = findExecutable(request.file);
  if (!file) throw toolMissing(request.tool, request.file);
  const tied = helpers.setpriv ? [helpers.setpriv, '--pdeathsig', 'TERM', '--'] : [];
  const command = [...tied];
  if (request.lowPriority && helpers.nice) command.push(helpers.nice, '-n', '10');
  if (request.lowPriority && helpers.ionice) command.push(helpers.ionice, '-t', '-c2', '-n7');
  if (request.sandbox) {
    if (!helpers.bwrap) throw toolMissing('bwrap', 'bwrap');
    command.push(...sandboxPrefix(request.sandbox, request.cwd, helpers.bwrap, asRoot));
    // bwrap's own --die-with-parent is a SIGKILL and would leave the repository's lock behind.
    command.push(...tied);
  }
  return [...command, file, ...request.args];
}
