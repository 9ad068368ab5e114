import { randomBytes } from 'node:crypto';
import { closeSync, constants, existsSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A secret for a child, readable there as file descriptor 3, never in argv or environment.
 * `pipe` can be read once and touches no file system. `file` is an unlinked 0600 file in memory, for tools that
 * open /dev/fd/3 by name: a Node pipe is a socket, which cannot be opened again.
 */
export interface Secret {
  bytes: Uint8Array;
  via: 'pipe' | 'file';
}

export interface SecretChannel {
  stdio: Uint8Array | number;
  close(): void;
}

/** Prepares descriptor 3. Call `close` once the child is started. */
export function openSecret(secret: Secret): SecretChannel {
  if (secret.via === 'pipe') return { stdio: secret.bytes, close: () => undefined };
  const fd = unlinkedFile(secret.bytes);
  return { stdio: fd, close: () => closeSync(fd) };
}

function unlinkedFile(bytes: Uint8Array): number {
  const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const path = join(folder, `holdfast-${randomBytes(12).toString('hex')}`);
  const exclusive = constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const writer = openSync(path, constants.O_WRONLY | exclusive, 0o600);
  try {
    writeSync(writer, bytes);
    // A second descriptor, so that the child starts reading at the first byte.
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } finally {
    closeSync(writer);
    unlinkSync(path);
  }
}
