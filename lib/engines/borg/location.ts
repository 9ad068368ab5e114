import { posix } from 'node:path';
import { EngineInputError } from '@/lib/engines/failure';

/** Where a repository is. Made only by parseBorgLocation, so a value of this type is safe on a command line. */
export type BorgLocation =
  | { kind: 'local'; path: string }
  | { kind: 'ssh'; user?: string; host: string; port?: number; path: string };

const SSH = /^ssh:\/\/(?:([^@/]*)@)?([^@/:]*)(?::(\d{1,5}))?(\/.*)$/;
const USER = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/;
const HOST = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;
const DEFAULT_SSH_PORT = 22;
const MAX_LENGTH = 1_024;

/**
 * Reads a repository location: an absolute local path or ssh://[user@]host[:port]/path.
 * A location is a command: borg hands the host to ssh, where `-oProxyCommand=…` runs a program. So user and host come
 * from an allow-list, and every other form borg knows (scp, file, rclone, relative, ~) is refused.
 * Throws EngineInputError on 'location'.
 */
export function parseBorgLocation(text: string): BorgLocation {
  if (text.length > MAX_LENGTH) throw refuse('is longer than 1024 characters');
  if (hasControlCharacter(text)) throw refuse('holds a control character');
  // Borg 1.2 expands placeholders a second time for its own records, so doubling the braces is not enough here.
  if (/[{}]/.test(text)) throw refuse('must not hold braces');
  if (text.startsWith('/')) return { kind: 'local', path: repositoryPath(text) };
  const match = SSH.exec(text);
  if (!match) throw refuse('must be an absolute path or ssh://user@host/path');
  const [, user, host = '', port, path = ''] = match;
  if (user !== undefined && !USER.test(user)) throw refuse('has a user name that is not allowed');
  if (!HOST.test(host)) throw refuse('has a host name that is not allowed');
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && (number < 1 || number > 65_535)) throw refuse('has no valid port');
  return { kind: 'ssh', user, host, port: number, path: repositoryPath(path) };
}

/** The location as a human writes it and as borg's argument takes it: nothing in it needs escaping. */
export function locationArgument(location: BorgLocation): string {
  if (location.kind === 'local') return location.path;
  const user = location.user === undefined ? '' : `${location.user}@`;
  const port = location.port === undefined ? '' : `:${location.port}`;
  return `ssh://${user}${location.host}${port}${location.path}`;
}

/**
 * One text for all spellings of a repository, for lock keys and look-ups. Purely textual: two paths that meet through a
 * symbolic link stay different, resolve them before when that matters.
 */
export function canonicalLocation(location: BorgLocation): string {
  if (location.kind === 'local') return `local:${location.path}`;
  const port = location.port ?? DEFAULT_SSH_PORT;
  return `ssh://${location.user ?? ''}@${location.host.toLowerCase()}:${port}${location.path}`;
}

/** Doubles braces, for every argument in which borg replaces placeholders. */
export function escapePlaceholders(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}');
}

export function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return false;
}

function repositoryPath(text: string): string {
  if (text.includes('::')) throw refuse('must not hold "::"');
  if (text.startsWith('/./') || text.startsWith('/~')) throw refuse('must be an absolute path');
  const normal = posix.normalize(text).replace(/^\/+/, '/');
  const path = normal.length > 1 ? normal.replace(/\/$/, '') : normal;
  if (path === '/') throw refuse('must not be the root folder');
  return path;
}

function refuse(reason: string): EngineInputError {
  return new EngineInputError('location', `The repository location ${reason}.`);
}
