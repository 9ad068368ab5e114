import { findExecutable } from '@/lib/engines/process/find';

/**
 * What a sandboxed tool may change. Everything else it sees is read-only, /tmp is private and empty,
 * /dev holds no disks. Absolute paths; a missing one is left out, the tool then says so in its own words.
 */
export interface Sandbox {
  /** Folders it must see even when they are below /tmp. */
  readable: readonly string[];
  /** Folders it may write, mounted in this order. */
  writable: readonly string[];
  /** Parts of those folders that are closed again. */
  sealed: readonly string[];
  network: boolean;
}

/** What restoring owners, modes and device nodes needs; mounting, tracing and the like are taken away. */
const RESTORE_CAPABILITIES = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_DAC_READ_SEARCH',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_MKNOD',
  'CAP_SETFCAP',
];

/** Whether a sandbox can be made here. */
export function sandboxAvailable(): boolean {
  return findExecutable('bwrap') !== null;
}

/** The bwrap command in front of a tool's own, without the tool. `asRoot`: a user has no capabilities to keep. */
export function sandboxPrefix(sandbox: Sandbox, cwd: string, bwrap: string, asRoot: boolean): string[] {
  const mounts = [
    ...sandbox.readable.flatMap((path) => ['--ro-bind-try', path, path]),
    ...sandbox.writable.flatMap((path) => ['--bind-try', path, path]),
    ...sandbox.sealed.flatMap((path) => ['--ro-bind-try', path, path]),
  ];
  const capabilities = asRoot
    ? ['--cap-drop', 'ALL', ...RESTORE_CAPABILITIES.flatMap((name) => ['--cap-add', name])]
    : [];
  return [
    bwrap,
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'],
    ...mounts,
    ...(sandbox.network ? [] : ['--unshare-net']),
    ...capabilities,
    ...['--chdir', cwd, '--'],
  ];
}
