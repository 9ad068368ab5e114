import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { z } from 'zod';
import { toAppError } from '@/lib/core/errors';
import type { Operation } from '@/lib/operation/define';
import { execute } from '@/lib/operation/execute';
import { NONCE_HEADER } from '@/lib/transport/headers';
import { incomingCall } from '@/lib/transport/session';

/**
 * Runs an operation for a page. No session: to the sign-in page. Unknown id: the not-found page.
 * Everything else is thrown and shown by the error page.
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
    if (known.code === 'UNAUTHENTICATED') redirect('/sign-in');
    if (known.status === 404) notFound();
    throw known;
  }
}

/** The nonce that this request's inline scripts must carry. */
export const requestNonce = async (): Promise<string | undefined> =>
  (await headers()).get(NONCE_HEADER) ?? undefined;
