import { type NextRequest, NextResponse } from 'next/server';
import type { z } from 'zod';
import { AppError, toAppError, toProblem } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { redact } from '@/lib/core/redact';
import type { Operation } from '@/lib/operation/define';
import { execute } from '@/lib/operation/execute';
import { readInput } from '@/lib/transport/request';
import { checkOrigin, incomingCall, publicCall } from '@/lib/transport/session';

type Params = { params: Promise<Record<string, string | string[] | undefined>> };
export type Handler = (request: NextRequest, context: Params) => Promise<Response>;

/** The answer to anything that was thrown: RFC 9457, never a stack or a raw message. */
export function problemResponse(error: unknown): Response {
  const known = toAppError(error);
  if (known.status >= 500) logger.error({ err: error, code: known.code }, 'request failed');
  const headers = new Headers({ 'Content-Type': 'application/problem+json' });
  if (known.retryAfter !== undefined) headers.set('Retry-After', String(known.retryAfter));
  if (known.code === 'UNAUTHENTICATED') headers.set('WWW-Authenticate', 'Bearer');
  const problem = toProblem(known);
  return new Response(JSON.stringify({ ...problem, detail: redact(problem.detail) }), {
    status: known.status,
    headers,
  });
}

/** A handler whose thrown errors become problem documents. */
export const guarded =
  (handler: Handler): Handler =>
  async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      return problemResponse(error);
    }
  };

/** Runs an operation for a request: origin, caller, input. `answer` shapes the response. */
export const handle = <I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  answer: (output: z.output<O>, request: NextRequest) => Response | Promise<Response>,
): Handler =>
  guarded(async (request, context) => {
    if (operation.effect === 'write') checkOrigin(request.headers);
    const isPublic = operation.role === 'public';
    const call = isPublic ? publicCall(request.headers, 'api') : await incomingCall(request, 'api');
    const { input, deprecated } = await readInput(request, await context.params, operation.input);
    const respond = guarded(async () => answer(await execute(operation, call, input), request));
    const response = await respond(request, context);
    if (deprecated) response.headers.set('Deprecation', 'true');
    return response;
  });

/** `/api/backups/*`: `{ success, message?, data }`. */
export const route = <I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  message?: string,
) => handle(operation, (data) => NextResponse.json({ success: true, ...(message ? { message } : {}), data }));

/** `/api/v1/*`: the output as it is. */
export const plainRoute = <I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>) =>
  handle(operation, (output) => NextResponse.json(output));

export const methodMissing = (): Response =>
  problemResponse(new AppError('NOT_FOUND', 'There is no such call.'));
