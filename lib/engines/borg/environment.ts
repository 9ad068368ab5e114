import { posix } from 'node:path';
import { EngineInputError } from '@/lib/engines/failure';
import { TOOL_PATH } from '@/lib/engines/process/find';
import type { Secret } from '@/lib/engines/process/secret';

export interface BorgAccess {
  /** BORG_BASE_DIR, on a disk that stays: losing it costs the cache, the replay protection and keyfile keys. */
  home: string;
  /** Stable name of this installation. Borg removes a dead lock only when it carries its own host id. */
  hostId: string;
  /** Absent for a repository without encryption. */
  passphrase?: string;
  ssh?: SshAccess;
}

/** How to reach ssh repositories. Without a key file the user's own ssh set-up is used. Absolute paths. */
export interface SshAccess {
  keyFile?: string;
  knownHostsFile?: string;
}

const HOST_ID = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/;

/**
 * Complete environment of a borg call, and the passphrase to hand over as descriptor 3.
 * Nothing here may come from a user unchecked: BORG_RSH and BORG_PASSCOMMAND run programs.
 * BORG_DELETE_I_KNOW_WHAT_I_AM_DOING and its kin are left out on purpose, a missing name must not delete a repository.
 */
export function borgEnvironment(access: BorgAccess): { env: Record<string, string>; secret?: Secret } {
  if (!HOST_ID.test(access.hostId))
    throw new EngineInputError('hostId', 'The host id has characters that borg splits at.');
  const { passphrase } = access;
  if (passphrase !== undefined) assertPassphrase(passphrase);
  const env: Record<string, string> = {
    PATH: TOOL_PATH,
    HOME: access.home,
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    BORG_BASE_DIR: access.home,
    BORG_HOST_ID: access.hostId,
    BORG_RSH: sshCommand(access.ssh ?? {}),
    BORG_EXIT_CODES: 'modern',
    BORG_RELOCATED_REPO_ACCESS_IS_OK: 'no',
    BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
    BORG_DISPLAY_PASSPHRASE: 'no',
    BORG_SHOW_SYSINFO: 'no',
  };
  if (passphrase === undefined) return { env };
  env.BORG_PASSPHRASE_FD = '3';
  return { env, secret: { bytes: new TextEncoder().encode(passphrase), via: 'pipe' } };
}

/** Borg cuts line breaks off the end of a passphrase it reads, so such a one would not be what the user typed. */
export function assertPassphrase(passphrase: string): void {
  if (/[\0\r\n]/.test(passphrase)) {
    throw new EngineInputError('passphrase', 'A passphrase must not hold a line break or NUL character.');
  }
}

/** BatchMode and the timeouts make ssh fail instead of waiting for somebody at a terminal. */
function sshCommand({ keyFile, knownHostsFile }: SshAccess): string {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'ConnectTimeout=10',
    'ServerAliveInterval=30',
    'ServerAliveCountMax=6',
    // A shared connection would outlive borg and keep its stderr open.
    'ControlMaster=no',
    'ControlPath=none',
  ];
  const words = ['ssh', ...options.flatMap((option) => ['-o', option])];
  if (knownHostsFile !== undefined) words.push('-o', `UserKnownHostsFile=${plainPath(knownHostsFile)}`);
  if (keyFile !== undefined) words.push('-o', 'IdentitiesOnly=yes', '-i', plainPath(keyFile));
  return words.join(' ');
}

/** ssh splits such a value at blanks and expands % and ~ in it; borg splits the whole command like a shell. */
function plainPath(path: string): string {
  if (!posix.isAbsolute(path) || /["'\\\s%$~\0]/.test(path.slice(1))) {
    throw new EngineInputError(
      'ssh',
      'A key or known-hosts file needs an absolute path without blanks or quotes.',
    );
  }
  return path;
}
