import type { Problem } from '@/lib/core/errors';

/** A refused or failed read, with the problem document the API answered. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
  }
}

/** For answers that never came or are not ours (a proxy's error page). */
export const unreachable = (status = 0): Problem => ({
  type: 'urn:holdfast:error:unreachable',
  title: 'Holdfast does not answer',
  status,
  detail: 'The server could not be reached. Check that it runs, then try again.',
  code: 'INTERNAL',
  success: false,
  errors: [],
});

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'UNAUTHENTICATED';

/** Back to this page after signing in again. */
export function toSignIn(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : unreachable();

type Parameters = Record<string, string | number | undefined | null>;

/** `/path?a=1` without the parameters that are empty. */
export function withQuery(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** GET of our own API; answers `data` of the envelope or throws a ProblemError. */
export async function getData<T>(
  path: string,
  parameters: Parameters = {},
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(withQuery(path, parameters), {
    headers: { accept: 'application/json' },
    ...(signal ? { signal } : {}),
  });
  const body: unknown = await response.json().catch(() => null);
  if (body === null || typeof body !== 'object') throw new ProblemError(unreachable(response.status));
  if (!response.ok) throw new ProblemError('code' in body ? (body as Problem) : unreachable(response.status));
  return (body as { data: T }).data;
}
