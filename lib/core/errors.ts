/** Every code Holdfast answers with: its HTTP status and the title of the problem document. Codes are stable. */
const PROBLEMS = {
  VALIDATION: [422, 'The request is not valid'],
  UNSUPPORTED_KIND: [422, 'This kind of backup is not available'],
  NOT_CONFIGURED: [422, 'Something must be set up first'],
  BAD_REQUEST: [400, 'The request cannot be read'],
  UNAUTHENTICATED: [401, 'Sign in first'],
  FORBIDDEN: [403, 'Not allowed'],
  CROSS_SITE: [403, 'The request came from another site'],
  NOT_FOUND: [404, 'Not found'],
  METHOD_NOT_ALLOWED: [405, 'This method is not available'],
  CONFLICT: [409, 'The state has changed meanwhile'],
  ALREADY_RUNNING: [409, 'Already running'],
  ALREADY_EXISTS: [409, 'Already exists'],
  TARGET_NOT_EMPTY: [409, 'The target folder is not empty'],
  TARGET_REFUSED: [422, 'The target folder is refused'],
  TOO_LARGE: [413, 'The request is too large'],
  TOO_MANY_ATTEMPTS: [429, 'Too many attempts'],
  DATABASE_UNAVAILABLE: [503, 'The database is not reachable'],
  KEY_MISMATCH: [503, 'The encryption key does not fit'],
  INTERNAL: [500, 'Unexpected error'],
  INTERRUPTED: [500, 'The job was interrupted'],
  SUPERSEDED: [409, 'Another process has taken this job over'],
  CANCELLED: [409, 'Cancelled'],
  KILLED: [502, 'The tool was killed'],
  INCOMPLETE: [502, 'The result is not complete'],
  TOOL_FAILED: [502, 'The tool failed'],
  TOOL_MISSING: [503, 'A tool is missing'],
  TOOL_UNSUPPORTED: [503, 'The version of the tool is not supported'],
  REPOSITORY_MISSING: [404, 'There is no repository'],
  REPOSITORY_EXISTS: [409, 'The repository exists already'],
  REPOSITORY_LOCKED: [409, 'The repository is locked'],
  REPOSITORY_MOVED: [409, 'The repository has moved'],
  REPOSITORY_DAMAGED: [502, 'The repository is damaged'],
  REPOSITORY_TOO_NEW: [409, 'The repository is of a newer version'],
  REPOSITORY_UNREACHABLE: [502, 'The repository cannot be reached'],
  WRONG_PASSPHRASE: [422, 'The passphrase is wrong'],
  PASSPHRASE_MISSING: [422, 'A passphrase is needed'],
  ARCHIVE_EXISTS: [409, 'The archive exists already'],
  ARCHIVE_MISSING: [404, 'There is no such archive'],
  MEMBER_MISSING: [404, 'The archive does not hold this path'],
  SOURCE_MISSING: [422, 'A source is missing'],
  DISK_FULL: [507, 'The disk is full'],
  QUOTA_EXCEEDED: [507, 'The quota is used up'],
  PERMISSION_DENIED: [403, 'The operating system refused access'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof PROBLEMS;
export const ERROR_CODES = Object.keys(PROBLEMS) as [ErrorCode, ...ErrorCode[]];

export interface FieldError {
  path: string;
  message: string;
}

/** RFC 9457 problem document, the body of every refused or failed call. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  success: false;
  errors: FieldError[];
  [extension: string]: unknown;
}

interface Extra {
  errors?: FieldError[];
  /** further members of the problem document, e.g. `job_id` of the job that runs already */
  extensions?: Record<string, unknown>;
  cause?: unknown;
  /** seconds after which a refused attempt may be tried again */
  retryAfter?: number;
}

/** The one error of the application: `detail` is a human sentence that says what to do next. */
export class AppError extends Error {
  readonly errors: FieldError[];
  readonly extensions: Record<string, unknown>;
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    extra: Extra = {},
  ) {
    super(detail, { cause: extra.cause });
    this.name = 'AppError';
    this.errors = extra.errors ?? [];
    this.extensions = extra.extensions ?? {};
    this.retryAfter = extra.retryAfter;
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}

export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(PROBLEMS, code);

export function toProblem(error: AppError): Problem {
  const [status, title] = PROBLEMS[error.code];
  return {
    type: `urn:holdfast:error:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: error.detail,
    code: error.code,
    success: false,
    errors: error.errors,
    ...error.extensions,
  };
}

/**
 * Turns whatever was thrown into an AppError. Errors that already carry a known `code` and a `detail`
 * (an engine's failure) keep both; everything else becomes INTERNAL with a sentence that gives nothing away.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && 'code' in error && isErrorCode(error.code)) {
    const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : error.message;
    return new AppError(error.code, detail, { cause: error });
  }
  // A value an engine refused to put on a command line.
  if (error instanceof Error && 'field' in error && typeof error.field === 'string')
    return invalid(error.field, error.message);
  return new AppError('INTERNAL', 'Something went wrong on our side. The server log has the details.', {
    cause: error,
  });
}

export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `There is no ${what}.`);
export const invalid = (path: string, message: string): AppError =>
  new AppError('VALIDATION', `${path}: ${message}`, { errors: [{ path, message }] });
