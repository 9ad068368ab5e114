import type { Problem } from '@/lib/core/errors';

/** What a server action answers: errors are values, because thrown ones lose their content on the way to the browser. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; problem: Problem };
