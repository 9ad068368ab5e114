import type { EngineErrorCode } from '@/lib/engines/failure';

/** What a message id or an exit code of borg means to us. Prefer the id: before 1.4 every error has exit code 2. */
export interface Reason {
  code: EngineErrorCode;
  detail: string;
}

const R = {
  missing: {
    code: 'REPOSITORY_MISSING',
    detail: 'There is no Borg repository at this place. Check the path, or initialise a repository there.',
  },
  parentMissing: {
    code: 'REPOSITORY_MISSING',
    detail: 'The folder above the repository does not exist. Create it first.',
  },
  notOne: {
    code: 'REPOSITORY_MISSING',
    detail:
      'The folder is there but holds no Borg repository. Check the path; a lost config file must be put back.',
  },
  exists: {
    code: 'REPOSITORY_EXISTS',
    detail: 'A repository exists at this place already. Import it instead.',
  },
  occupied: {
    code: 'REPOSITORY_EXISTS',
    detail: 'The folder for the new repository is not empty. Choose an empty or new folder.',
  },
  locked: {
    code: 'REPOSITORY_LOCKED',
    detail:
      'Another process uses the repository. Wait for it; break the lock only when nothing runs on any machine.',
  },
  moved: {
    code: 'REPOSITORY_MOVED',
    detail:
      'The repository was known at another place. If you moved or copied it yourself, confirm the new place.',
  },
  untrusted: {
    code: 'REPOSITORY_MOVED',
    detail: 'This unencrypted repository is new to this machine. Confirm that it is yours.',
  },
  replay: {
    code: 'REPOSITORY_MOVED',
    detail:
      'The repository is older than what was seen last, or is another one with the same id. If you restored it from a copy, confirm it; otherwise somebody replaced it.',
  },
  damaged: {
    code: 'REPOSITORY_DAMAGED',
    detail: 'The repository is damaged. Run a full check and copy the repository before any repair.',
  },
  archiveAuth: {
    code: 'REPOSITORY_DAMAGED',
    detail:
      'An archive is not authenticated, as borg before 1.2.5 leaves it after rename or recreate. Do not repair: that removes it. Run "borg upgrade --archives-tam" first.',
  },
  tooNew: {
    code: 'REPOSITORY_TOO_NEW',
    detail: 'The repository was written by another generation of Borg. Use a Borg version that knows it.',
  },
  serverOld: {
    code: 'TOOL_UNSUPPORTED',
    detail: 'Borg on the server is too old for this one. Update borg on the server.',
  },
  unreachable: {
    code: 'REPOSITORY_UNREACHABLE',
    detail: 'The connection to the server ended. Check that borg is installed there and the network is up.',
  },
  forbidden: {
    code: 'REPOSITORY_UNREACHABLE',
    detail:
      'The server does not allow this path for our key (borg serve --restrict-to-path). Check its authorized_keys.',
  },
  wrongPassphrase: {
    code: 'WRONG_PASSPHRASE',
    detail: 'The passphrase is wrong. Enter the right one in the repository settings.',
  },
  noPassphrase: {
    code: 'PASSPHRASE_MISSING',
    detail: 'The repository needs a passphrase. Enter it in the repository settings.',
  },
  noKey: {
    code: 'PASSPHRASE_MISSING',
    detail: 'The key file of this repository is not on this machine. Import the key backup.',
  },
  archiveExists: {
    code: 'ARCHIVE_EXISTS',
    detail: 'An archive of this name exists already. Choose another name.',
  },
  archiveMissing: {
    code: 'ARCHIVE_MISSING',
    detail: 'There is no archive of this name in the repository. Reload the list of archives.',
  },
  memberMissing: {
    code: 'MEMBER_MISSING',
    detail: 'A chosen path is not in the archive. Reload the folder and choose again.',
  },
  diskFull: {
    code: 'DISK_FULL',
    detail: 'The disk is full. Free some space, then run it again: nothing was lost.',
  },
  quota: {
    code: 'QUOTA_EXCEEDED',
    detail:
      'The storage quota of the repository is used up. Delete archives and compact, or raise the quota.',
  },
  permission: {
    code: 'PERMISSION_DENIED',
    detail:
      'A file or folder may not be read or written. Check owner and permissions of the repository and target.',
  },
  usage: {
    code: 'TOOL_FAILED',
    detail: 'Borg refused its arguments. Check its version and the settings of this job.',
  },
} as const satisfies Record<string, Reason>;

export const REASONS: Readonly<Record<keyof typeof R, Reason>> = R;

export const BY_MSGID: Readonly<Record<string, Reason>> = {
  'Repository.DoesNotExist': R.missing,
  'Repository.InvalidRepository': R.notOne,
  'Repository.InvalidRepositoryConfig': R.damaged,
  'Repository.ParentPathDoesNotExist': R.parentMissing,
  'Repository.AlreadyExists': R.exists,
  'Repository.PathAlreadyExists': R.occupied,
  'Repository.CheckNeeded': R.damaged,
  'Repository.ObjectNotFound': R.damaged,
  'Repository.InsufficientFreeSpaceError': R.diskFull,
  'Repository.StorageQuotaExceeded': R.quota,
  'Repository.PathPermissionDenied': R.permission,
  'Repository.LegacyRepository': R.tooNew,
  'Archive.AlreadyExists': R.archiveExists,
  'Archive.DoesNotExist': R.archiveMissing,
  PassphraseWrong: R.wrongPassphrase,
  PasswordRetriesExceeded: R.wrongPassphrase,
  NoPassphraseFailure: R.noPassphrase,
  PasscommandFailure: R.noPassphrase,
  KeyfileNotFoundError: R.noKey,
  RepoKeyNotFoundError: R.noKey,
  LockTimeout: R.locked,
  LockError: R.locked,
  LockErrorT: R.locked,
  NotLocked: R.locked,
  NotMyLock: R.locked,
  'Cache.RepositoryAccessAborted': R.moved,
  'Cache.CacheInitAbortedError': R.untrusted,
  'Cache.RepositoryReplay': R.replay,
  'Cache.RepositoryIDNotUnique': R.replay,
  'Cache.EncryptionMethodMismatch': R.replay,
  ConnectionClosed: R.unreachable,
  ConnectionClosedWithHint: R.unreachable,
  ConnectionBrokenWithHint: R.unreachable,
  UnexpectedRPCDataFormatFromServer: R.unreachable,
  PathNotAllowed: R.forbidden,
  RPCServerOutdated: R.serverOld,
  InvalidRPCMethod: R.serverOld,
  IntegrityError: R.damaged,
  FileIntegrityError: R.damaged,
  DecompressionError: R.damaged,
  NoManifestError: R.damaged,
  ArchiveTAMInvalid: R.archiveAuth,
  ArchiveTAMRequiredError: R.archiveAuth,
  TAMInvalid: R.damaged,
  TAMRequiredError: R.damaged,
  TAMUnsupportedSuiteError: R.tooNew,
  UnsupportedManifestError: R.tooNew,
  UnsupportedPayloadError: R.tooNew,
  UnsupportedKeyFormatError: R.tooNew,
  MandatoryFeatureUnsupported: R.tooNew,
  IncludePatternNeverMatchedWarning: R.memberMissing,
};

/** BORG_EXIT_CODES=modern, 1.4 and later. Consulted only when no message told the reason. */
export const BY_EXIT_CODE: Readonly<Record<number, Reason>> = {
  10: R.exists,
  12: R.damaged,
  13: R.missing,
  14: R.diskFull,
  15: R.notOne,
  16: R.damaged,
  17: R.damaged,
  18: R.parentMissing,
  19: R.occupied,
  20: R.quota,
  21: R.permission,
  25: R.tooNew,
  26: R.damaged,
  27: R.tooNew,
  30: R.archiveExists,
  31: R.archiveMissing,
  42: R.noKey,
  44: R.noKey,
  50: R.noPassphrase,
  51: R.noPassphrase,
  52: R.wrongPassphrase,
  53: R.wrongPassphrase,
  60: R.untrusted,
  61: R.replay,
  62: R.moved,
  63: R.replay,
  64: R.replay,
  70: R.locked,
  71: R.locked,
  73: R.locked,
  80: R.unreachable,
  81: R.unreachable,
  83: R.forbidden,
  84: R.serverOld,
  87: R.unreachable,
  90: R.damaged,
  92: R.damaged,
  95: R.archiveAuth,
  101: R.memberMissing,
};
