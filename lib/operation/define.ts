import type { z } from 'zod';
import type { Role } from '@/lib/core/roles';
import type { Tx } from '@/lib/db/client';
import type { Actor, Call } from '@/lib/operation/actor';

/** What an operation works with. Writes get a transaction as `db`, reads the plain client. */
export interface Context<P = unknown> {
  actor: Actor;
  call: Call;
  db: Tx;
  now: Date;
  /** what the operation's own `prepare` has answered */
  prepared: P;
  /** runs after the transaction is committed, e.g. to wake the dispatcher; never when it was rolled back */
  afterCommit(effect: () => void): void;
}

export interface AuditEntry {
  target?: string | undefined;
  /** facts worth keeping; never a secret */
  details?: Record<string, unknown>;
}

interface Common<I extends z.ZodType, O extends z.ZodType, P> {
  /** `noun.verb`, unique in the registry */
  name: `${string}.${string}`;
  /** one line for the API description */
  summary: string;
  role: Role | 'public';
  input: I;
  output: O;
  run(context: Context<P>, input: z.output<I>): Promise<z.input<O>>;
}

type Read = { effect: 'read'; audit?: never; keyless?: never; prepare?: never };
type Write<I extends z.ZodType, O extends z.ZodType, P> = {
  effect: 'write';
  /** may run although the encryption key is missing or another one: it touches no stored secret */
  keyless?: true;
  /** Slow work such as hashing, done before the transaction begins: one that waits holds a connection and runs out. */
  prepare?(context: Pick<Context, 'call' | 'now'>, input: z.output<I>): Promise<P>;
  audit(input: z.output<I>, output: z.output<O>): AuditEntry;
};

/** Anything a caller may ask for, whatever the door. A write without `audit` does not compile. */
export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, P = unknown> = Common<
  I,
  O,
  P
> &
  (Read | Write<I, O, P>);

export const defineOperation = <I extends z.ZodType, O extends z.ZodType, P = unknown>(
  operation: Operation<I, O, P>,
) => operation;

/** The shape lists of operations are kept in; callers that know the operation keep its own types. */
export interface AnyOperation {
  name: `${string}.${string}`;
  summary: string;
  role: Role | 'public';
  effect: 'read' | 'write';
  keyless?: true | undefined;
  input: z.ZodType;
  output: z.ZodType;
}
