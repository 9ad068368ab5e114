import type { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import type { JobDefinition } from '@/lib/jobs/define';
import { nudgeDispatcher } from '@/lib/jobs/dispatcher';
import { type Enqueue, enqueue } from '@/lib/jobs/queue';
import type { Context } from '@/lib/operation/define';

/**
 * Queues a job on behalf of an operation's caller and wakes the dispatcher once it is committed.
 * → what every start answers. Throws ALREADY_RUNNING.
 */
export async function startJob<P extends z.ZodType, R extends z.ZodType>(
  context: Context,
  definition: JobDefinition<P, R>,
  request: Omit<Enqueue<z.input<P>>, 'actor' | 'door'>,
) {
  const { actor, call, db, afterCommit } = context;
  const row = await enqueue(db, definition, { ...request, actor, door: call.door });
  if (!row) throw new AppError('CONFLICT', 'This slot has been started already.');
  afterCommit(nudgeDispatcher);
  return { jobId: row.id, status: row.status };
}
