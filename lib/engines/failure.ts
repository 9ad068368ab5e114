/** Every reason a tool can fail for. The codes are stable: pages, API answers and notifications are keyed on them. */
export const ENGINE_ERROR_CODES = [
  'REPOSITORY_MISSING',
  'REPOSITORY_EXISTS',
  'REPOSITORY_LOCKED',
  'REPOSITORY_MOVED',
  'REPOSITORY_DAMAGED',
  'REPOSITORY_TOO_NEW',
  'REPOSITORY_UNREACHABLE',
  'WRONG_PASSPHRASE',
  'PASSPHRASE_MISSING',
  'ARCHIVE_EXISTS',
  'ARCHIVE_MISSING',
  'SOURCE_MISSING',
  'MEMBER_MISSING',
  'DISK_FULL',
  'QUOTA_EXCEEDED',
  'PERMISSION_DENIED',
  'TOOL_MISSING',
  'TOOL_UNSUPPORTED',
  'CANCELLED',
  'KILLED',
  'INCOMPLETE',
  'TOOL_FAILED',
] as const;

export type EngineErrorCode = (typeof ENGINE_ERROR_CODES)[number];

export interface EngineFailureFacts {
  code: EngineErrorCode;
  /** One sentence for a human, with the next step. */
  detail: string;
  /** Name of the tool: borg, restic, tar … */
  tool: string;
  /** The tool's last messages, oldest first. Never holds argv or environment. */
  tail?: readonly string[];
  exitCode?: number;
  signal?: string;
  cause?: unknown;
}

/** What every engine throws when a tool did not do what was asked. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly code: EngineErrorCode;
  readonly detail: string;
  readonly tool: string;
  readonly tail: string[];
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;

  constructor(facts: EngineFailureFacts) {
    super(`${facts.tool}: ${facts.code}: ${facts.detail}`, { cause: facts.cause });
    this.code = facts.code;
    this.detail = facts.detail;
    this.tool = facts.tool;
    this.tail = [...(facts.tail ?? [])];
    this.exitCode = facts.exitCode;
    this.signal = facts.signal;
  }
}

/**
 * A value from outside that must never reach a command line.
 * `field` names the input ('location', 'archive', 'paths' …) so that a door can answer 422 with it.
 */
export class EngineInputError extends Error {
  override readonly name = 'EngineInputError';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
