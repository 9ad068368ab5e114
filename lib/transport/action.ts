import { cookies, headers } from 'next/headers';
import type { z } from 'zod';
import { toAppError, toProblem } from '@/lib/core/errors';
import type { ActionResult } from '@/lib/core/result';
import type { Operation } from '@/lib/operation/define';
import { execute } from '@/lib/operation/execute';
import { checkOrigin, incomingCall } from '@/lib/transport/session';

/** An operation as a server action. Every export of an actions file is a public endpoint; the gate stands inside. */
export const action =
  <I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>) =>
  async (input: z.input<I>): Promise<ActionResult<z.output<O>>> => {
    try {
      const incoming = { headers: await headers(), cookies: await cookies() };
      checkOrigin(incoming.headers);
      const call = await incomingCall(incoming, 'action');
      return { ok: true, data: await execute(operation, call, input) };
    } catch (error) {
      return { ok: false, problem: toProblem(toAppError(error)) };
    }
  };
