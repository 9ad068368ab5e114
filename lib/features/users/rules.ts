import { AppError } from '@/lib/core/errors';

/** Sign-in attempts within the window before a subject has to wait. */
export const WINDOW_MS = 15 * 60_000;
export const LIMITS = { account: 5, address: 20 } as const;

/** A session ends after this long without a request, and after the absolute time whatever happens. */
export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
export const SETUP_TOKEN_MS = 24 * 3_600_000;

export const wrongCredentials = (): AppError =>
  new AppError('UNAUTHENTICATED', 'E-mail or password is wrong.');

export const tooManyAttempts = (): AppError =>
  new AppError('TOO_MANY_ATTEMPTS', 'Too many attempts to sign in. Wait 15 minutes, then try again.', {
    retryAfter: WINDOW_MS / 1000,
  });

export const setupClosed = (): AppError =>
  new AppError(
    'NOT_FOUND',
    'This set-up link is not valid any more. Print a new one with: holdfast setup-link',
  );
