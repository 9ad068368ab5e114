import { AppError, type ErrorCode, isErrorCode, toProblem } from '@/lib/core/errors';

/** What to do after a failed job. Codes without an entry get the general advice. */
const STEPS: Partial<Record<ErrorCode, string>> = {
  REPOSITORY_LOCKED:
    'Wait until the other program is done. If none is running any more, the lock is left over and can be broken on the command line.',
  REPOSITORY_MISSING: 'Check the repository path in the backup settings, and that its disk is mounted.',
  REPOSITORY_MOVED:
    'If you moved the repository yourself, save its path anew in the backup settings. If not, find out who did before you go on.',
  REPOSITORY_DAMAGED: 'Do not delete anything. Check the disk, then run a full check of the repository.',
  REPOSITORY_UNREACHABLE: 'Check that the disk or the remote server is reachable, then run it again.',
  REPOSITORY_TOO_NEW: 'Install a newer version of the tool on this server.',
  WRONG_PASSPHRASE: 'Set the right passphrase of this repository. The data is untouched.',
  PASSPHRASE_MISSING: 'Store the passphrase of this repository, then run it again.',
  SOURCE_MISSING:
    'Check that the folder exists and its disk is mounted, or take it out of the backup settings.',
  DISK_FULL:
    'Free space on the disk that holds the repository, or move it to a larger one. Earlier backups are intact.',
  QUOTA_EXCEEDED: 'Raise the quota of the repository or free space in it.',
  PERMISSION_DENIED:
    'Give the user that runs Holdfast read access to the source and write access to the repository.',
  TOOL_MISSING: 'Install the tool on this server, then run it again.',
  TOOL_UNSUPPORTED: 'Install a supported version of the tool.',
  INTERRUPTED:
    'The server or its process ended in mid-job. Run it again; it continues with what is already stored.',
  KILLED: 'The system ended the tool, often because memory ran out. Look at the log, then run it again.',
  INCOMPLETE: 'The result was not listed as a backup. Look at the log, then run it again.',
  TARGET_NOT_EMPTY: 'Choose a new or empty folder. Nothing was overwritten.',
  TARGET_REFUSED: 'Choose another folder. Nothing was written.',
  ARCHIVE_MISSING: 'Read the list of backups anew: the archive may have been removed meanwhile.',
  MEMBER_MISSING: 'Open the archive and select the path anew.',
};

const GENERAL = 'The log below has the words of the tool. Mend what it names, then run it again.';

export interface FailureWords {
  title: string;
  step: string;
}

/** Title and next step for a job's error code. */
export function explain(code: string | null): FailureWords {
  if (!isErrorCode(code)) return { title: 'The job failed', step: GENERAL };
  return { title: toProblem(new AppError(code, '')).title, step: STEPS[code] ?? GENERAL };
}
