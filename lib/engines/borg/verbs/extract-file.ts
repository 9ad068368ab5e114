import { archiveArgument } from '@/lib/engines/borg/names';
import {
  memberPath,
  type OutputState,
  readOutput,
  startOutput,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import { type ExtractResult, finishExtract } from '@/lib/engines/borg/verbs/extract';
import type { Verb } from '@/lib/engines/engine';

export interface ExtractFileInput {
  archive: string;
  /** Of one regular file, exactly as in the archive. */
  path: string;
}

/**
 * Writes the content of one file to stdout. Given a folder borg would write all its files in a row, so find out before
 * what it is; `pf:` would be exact, but borg 1.2 then always says "never matched". stdout is bytes, never fed to `read`.
 */
export const extractFile = {
  id: 'borg.extract-file',
  command: (input, { repository }) => ({
    args: [
      ...verbArguments('extract'),
      '--stdout',
      archiveArgument(repository, input.archive),
      '--',
      `pp:${memberPath(input.path)}`,
    ],
    cancel: TERM_LADDER,
  }),
  start: startOutput,
  read: readOutput,
  finish: (state, exit): ExtractResult => finishExtract(state.transcript, exit),
} satisfies Verb<ExtractFileInput, OutputState, ExtractResult>;
