import type { z } from 'zod';
import { AppError, type FieldError, toAppError } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { includesRole } from '@/lib/core/roles';
import { isWellFormed } from '@/lib/core/text';
import { db } from '@/lib/db/client';
import { databaseUnavailable, isDatabaseAway } from '@/lib/db/failures';
import { transaction } from '@/lib/db/transaction';
import { type Actor, ANONYMOUS, type Call } from '@/lib/operation/actor';
import { appendAudit } from '@/lib/operation/audit-chain';
import type { AnyOperation, Context, Operation } from '@/lib/operation/define';
import { requireKey } from '@/lib/operation/key-check';

/** Who → may they. Throws UNAUTHENTICATED or FORBIDDEN. */
export function authorize(operation: AnyOperation, call: Call): Actor {
  if (operation.role === 'public') return call.actor ?? ANONYMOUS;
  if (!call.actor) throw new AppError('UNAUTHENTICATED', 'Sign in, or send an API token as bearer.');
  if (call.actor.role === null || !includesRole(call.actor.role, operation.role))
    throw new AppError(
      'FORBIDDEN',
      `This needs the role ${operation.role}; yours is ${call.actor.role ?? 'none'}.`,
    );
  return call.actor;
}

/** Zod's issues as `path` and `message`; an unknown key is reported under its own name. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not a known field' }));
    return [{ path: path.join('.') || 'body', message: issue.message }];
  });
}

/** Text that is no Unicode would be changed on its way to the database: refused, whatever the field. */
function illFormed(value: unknown, path: string[] = []): FieldError[] {
  if (typeof value === 'string' && !isWellFormed(value))
    return [{ path: path.join('.') || 'body', message: 'is not valid Unicode text' }];
  // No schema of ours is deeper; what is deeper is refused by it and must not exhaust the stack here.
  if (value === null || typeof value !== 'object' || path.length > 10) return [];
  return Object.entries(value).flatMap(([key, part]) => illFormed(part, [...path, key]));
}

function parseInput<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const parsed = schema.safeParse(raw);
  const unreadable = illFormed(raw);
  if (parsed.success && unreadable.length === 0) return parsed.data;
  const errors = [...unreadable, ...(parsed.success ? [] : fieldErrors(parsed.error))];
  const detail = errors.map((e) => `${e.path}: ${e.message}`).join('; ');
  throw new AppError('VALIDATION', detail, { errors });
}

async function recordFailure(operation: AnyOperation, call: Call, error: AppError): Promise<void> {
  if (operation.effect !== 'write' || error.code === 'VALIDATION' || error.code === 'DATABASE_UNAVAILABLE')
    return;
  try {
    await transaction((tx) =>
      appendAudit(tx, { action: operation.name, call, outcome: error.code, at: new Date() }),
    );
  } catch (cause) {
    logger.error({ err: cause, action: operation.name }, 'a refused call could not be recorded');
  }
}

type Started = Pick<Context, 'actor' | 'call' | 'now'>;

async function runRead<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  context: Started,
  input: z.output<I>,
): Promise<z.output<O>> {
  const output = await operation.run(
    { ...context, db: db(), prepared: undefined, afterCommit: (effect) => effect() },
    input,
  );
  return operation.output.parse(output);
}

async function runWrite<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O> & { effect: 'write' },
  context: Started,
  input: z.output<I>,
): Promise<z.output<O>> {
  let effects: (() => void)[] = [];
  if (!operation.keyless) await requireKey(db());
  const prepared = await operation.prepare?.(context, input);
  const output = await transaction(async (tx) => {
    effects = []; // a transaction that is run again must not keep the effects of the first try
    const afterCommit = (effect: () => void) => void effects.push(effect);
    const result = operation.output.parse(
      await operation.run({ ...context, db: tx, prepared, afterCommit }, input),
    );
    const entry = operation.audit(input, result);
    await appendAudit(tx, {
      action: operation.name,
      call: context.call,
      outcome: 'ok',
      at: context.now,
      ...entry,
    });
    return result;
  });
  for (const effect of effects) effect();
  return output;
}

/**
 * The gate every door goes through: who → may they → is it well-formed → do it → record it.
 * Throws AppError alone. A write and its audit row are one transaction.
 */
export async function execute<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  call: Call,
  raw: unknown,
): Promise<z.output<O>> {
  try {
    const actor = authorize(operation, call);
    const input = parseInput(operation.input, raw);
    const context = { actor, call, now: new Date() };
    return operation.effect === 'write'
      ? await runWrite(operation, context, input)
      : await runRead(operation, context, input);
  } catch (error) {
    const known = isDatabaseAway(error) ? databaseUnavailable(error) : toAppError(error);
    if (known.code === 'INTERNAL')
      logger.error({ err: error, operation: operation.name }, 'operation failed');
    await recordFailure(operation, call, known);
    throw known;
  }
}
