import { classifyBorg } from '@/lib/engines/borg/classify';
import { type OutputState, readOutput, startOutput, TERM_LADDER } from '@/lib/engines/borg/verbs/common';
import type { Verb } from '@/lib/engines/engine';

/**
 * Removes the locks of the repository and of its cache, a live one too: only after it is certain that nothing runs.
 * Needs no passphrase.
 */
export const breakLock = {
  id: 'borg.break-lock',
  command: (_input, { repository }) => ({
    args: ['break-lock', '--log-json', '--', repository],
    cancel: TERM_LADDER,
  }),
  start: startOutput,
  read: readOutput,
  finish(state, exit): void {
    if (exit.exitCode !== 0) throw classifyBorg(state.transcript, exit);
  },
} satisfies Verb<Record<string, never>, OutputState, void>;
