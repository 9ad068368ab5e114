import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { z } from 'zod';
import { toAppError } from '@/lib/core/errors';
import type { Operation } from '@/lib/operation/define';
import { execute } from '@/lib/operation/execute';
import { NONCE_HEADER, TARGET_HEADER } from '@/lib/transport/headers';
import { incomingCall } from '@/lib/transport/session';

async function signInAddress(): Promise<string> {
  const target = (await headers()).get(TARGET_HEADER);
  return target && target !== '/' ? `/sign-in?callbackUrl=${encodeURIComponent(target)}` : '/sign-in';
}

/**
 * Runs an operation for a page. No session: to the sign-in page. Not allowed: to the page that says so.
 * Unknown or malformed id: the not-found page. Everything else is thrown and shown by the error page.
 */
export async function load<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  try {
    const call = await incomingCall({ headers: await headers(), cookies: await cookies() }, 'page');
    return await execute(operation, call, input);
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'UNAUTHENTICATED') redirect(await signInAddress());
    if (known.code === 'FORBIDDEN') redirect('/forbidden');
    if (known.status === 404 || known.code === 'VALIDATION') notFound();
    throw known;
  }
}

/** The nonce that this request's inline scripts must carry. */
export const requestNonce = async (): Promise<string | undefined> =>
  (await headers()).get(NONCE_HEADER) ?? undefined;
