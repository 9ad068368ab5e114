const WORDS: Record<string, string> = {
  TOO_MANY_ATTEMPTS: 'Too many attempts. Wait a few minutes, then try again.',
  CredentialsSignin: 'E-mail or password is wrong.',
  DATABASE_UNAVAILABLE: 'The database is not reachable. Sign-in works again as soon as it is back.',
};

/** What a refused sign-in means. */
export const signInWords = (error: string): string =>
  WORDS[error] ?? 'Sign-in did not work. Check that the server runs, then try again.';

/** Where to go after signing in: a path of this site, never another one. */
export function safeTarget(value: string | string[] | undefined): string {
  if (typeof value !== 'string' || !value.startsWith('/') || /^\/[/\\]/.test(value)) return '/';
  return value;
}

const LONGEST_TOKEN = 200;

/** The token of a set-up link; empty when the link has none. */
export const tokenFrom = (value: string | string[] | undefined): string =>
  typeof value === 'string' && value.length <= LONGEST_TOKEN ? value : '';
