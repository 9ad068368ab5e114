/** A file that is not in the archive, or not as it should be. */
export interface BorgWarning {
  kind: 'changed' | 'vanished' | 'unreadable' | 'damaged' | 'other';
  /** The text borg printed. */
  message: string;
  path?: string;
}

const BY_MSGID: Readonly<Record<string, BorgWarning['kind']>> = {
  FileChangedWarning: 'changed',
  BackupFileNotFoundError: 'vanished',
  BackupPermissionError: 'unreadable',
  BackupIOError: 'unreadable',
  BackupOSError: 'unreadable',
  BackupWarning: 'other',
  BackupError: 'other',
};

/** Before 1.4 a warning has no id, only a text: PATH, then a step of the work, then the reason. */
const WITH_ERRNO = /^([\s\S]+?): (?:[a-z_]+: )?\[Errno (\d+)\] /;
const BY_TEXT: readonly (readonly [RegExp, BorgWarning['kind']])[] = [
  [/^([\s\S]+): file changed while we backed it up$/, 'changed'],
  [/^([\s\S]+): File has damaged \(all-zero\) chunks/, 'damaged'],
  [/^([\s\S]+): backup error$/, 'other'],
  [/^([\s\S]+?): when setting extended attribute /, 'other'],
];

const FILE_LOGGERS = new Set(['borg.archiver', 'borg.archive', 'borg.xattr']);

/**
 * Reads a WARNING line as one about a file. Null for the rest: remarks on locks, keys, ssh, the exit code, and
 * "never matched", which is a missing member and handled as such.
 */
export function readWarning(logger: string, line: { message: string; msgid?: string }): BorgWarning | null {
  if (!FILE_LOGGERS.has(logger)) return null;
  const { message, msgid } = line;
  for (const [pattern, kind] of BY_TEXT) {
    const path = pattern.exec(message)?.[1];
    if (path !== undefined) return { kind, path, message };
  }
  const [, path, errno] = WITH_ERRNO.exec(message) ?? [];
  const kind = msgid === undefined ? undefined : BY_MSGID[msgid];
  if (path !== undefined) return { kind: kind ?? kindOfErrno(errno), path, message };
  return kind === undefined ? null : { kind, message };
}

function kindOfErrno(errno: string | undefined): BorgWarning['kind'] {
  return errno === '2' ? 'vanished' : 'unreadable';
}
