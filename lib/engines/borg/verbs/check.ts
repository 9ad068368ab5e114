import { classifyBorg } from '@/lib/engines/borg/classify';
import {
  incomplete,
  type OutputState,
  readOutput,
  startOutput,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { Verb } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';

export interface CheckInput {
  /** Reads and decrypts everything: as slow as a restore. */
  verifyData: boolean;
  repositoryOnly?: boolean;
  archivesOnly?: boolean;
}

export interface CheckResult {
  /** False: the check itself worked and found damage. */
  ok: boolean;
  /** What borg said, the last 500 lines. */
  output: string[];
}

interface CheckState extends OutputState {
  output: string[];
  clean: boolean;
  damaged: boolean;
}

const CLEAN = /check complete, no problems found|Finished full repository check, no problems found/;
const DAMAGED =
  /errors found|problems found|with [1-9]\d* integrity errors|Data integrity error|Index object count mismatch/;
const MAX_OUTPUT = 500;

/** Checks a repository. Damage is a result, not an exception: only a check that could not be done throws. */
export const check = {
  id: 'borg.check',
  command(input, { repository }) {
    if (input.repositoryOnly && (input.archivesOnly || input.verifyData)) {
      throw new EngineInputError(
        'repositoryOnly',
        'A check of the repository alone reads no archives and no data.',
      );
    }
    const args = [...verbArguments('check'), '--verbose', '--progress'];
    if (input.verifyData) args.push('--verify-data');
    if (input.repositoryOnly) args.push('--repository-only');
    if (input.archivesOnly) args.push('--archives-only');
    return { args: [...args, '--', repository], cancel: TERM_LADDER };
  },
  start: () => ({ ...startOutput(), output: [], clean: false, damaged: false }),
  read(state, line, stream) {
    const events = readOutput(state, line, stream);
    for (const event of events) if (event.type === 'log') note(state, event.message, event.level);
    return events;
  },
  finish(state, exit): CheckResult {
    const finished = exit.exitCode === 0 || (exit.exitCode === 1 && state.damaged);
    if (!finished) throw classifyBorg(state.transcript, exit);
    const ok = exit.exitCode === 0;
    if (ok && !state.clean)
      throw incomplete('Borg ended well but reported no finished check. Run it again.', state, exit);
    return { ok, output: state.output };
  },
} satisfies Verb<CheckInput, CheckState, CheckResult>;

function note(state: CheckState, message: string, level: string): void {
  state.output.push(message);
  if (state.output.length > MAX_OUTPUT) state.output.shift();
  if (CLEAN.test(message)) state.clean = true;
  else if (level !== 'info' && DAMAGED.test(message)) state.damaged = true;
}
