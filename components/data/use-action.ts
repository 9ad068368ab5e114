'use client';

import { useCallback, useState } from 'react';
import { toSignIn, unreachable } from '@/components/data/api';
import type { Problem } from '@/lib/core/errors';
import type { ActionResult } from '@/lib/core/result';

interface ActionState<I, T> {
  pending: boolean;
  problem: Problem | null;
  /** answers the data, or undefined when it was refused; then `problem` says why */
  run(input: I): Promise<T | undefined>;
  reset(): void;
}

/** Runs a server action and keeps what it refused. */
export function useAction<I, T>(action: (input: I) => Promise<ActionResult<T>>): ActionState<I, T> {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = useCallback(
    async (input: I): Promise<T | undefined> => {
      setPending(true);
      setProblem(null);
      const result = await action(input).catch(
        (): ActionResult<T> => ({ ok: false, problem: unreachable() }),
      );
      setPending(false);
      if (result.ok) return result.data;
      if (result.problem.code === 'UNAUTHENTICATED') toSignIn();
      setProblem(result.problem);
      return undefined;
    },
    [action],
  );
  const reset = useCallback(() => setProblem(null), []);
  return { pending, problem, run, reset };
}
