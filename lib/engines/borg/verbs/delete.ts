import { classifyBorg, failure } from '@/lib/engines/borg/classify';
import { archiveArgument, existingArchiveName } from '@/lib/engines/borg/names';
import { REASONS } from '@/lib/engines/borg/reasons';
import {
  incomplete,
  isGoodExit,
  type OutputState,
  readOutput,
  startOutput,
  TERM_LADDER,
  verbArguments,
} from '@/lib/engines/borg/verbs/common';
import type { Verb, VerbExit } from '@/lib/engines/engine';
import type { ToolEvent } from '@/lib/engines/events';
import { EngineInputError } from '@/lib/engines/failure';

/** At least one name, by type: `borg delete REPO` without a name deletes the whole repository. */
export type ArchiveNames = readonly [string, ...string[]];

export interface DeleteInput {
  archives: ArchiveNames;
}

export interface DeleteResult {
  deleted: number;
}

interface DeleteState extends OutputState {
  asked: number;
  deleted: number;
  missing: string[];
}

const DELETED = /^Deleting archive: [\s\S]+ \[[0-9a-f]{64}\] \(\d+\/\d+\)$/;
const NOT_FOUND = /^Archive ([\s\S]+) not found \(\d+\/\d+\)\.$/;

/**
 * Deletes archives; the space comes back with the next compact. The first name is glued to the repository, so there
 * is no command line of this verb that names the repository alone.
 */
export const deleteArchives = {
  id: 'borg.delete',
  command(input, { repository }) {
    const [first, ...more] = new Set(input.archives);
    if (!first) throw new EngineInputError('archives', 'Name at least one archive to delete.');
    const args = [...verbArguments('delete'), '--list', archiveArgument(repository, first)];
    if (more.length > 0) args.push('--', ...more.map(furtherName));
    return { args, cancel: TERM_LADDER };
  },
  start: (input) => ({ ...startOutput(), asked: new Set(input.archives).size, deleted: 0, missing: [] }),
  read(state, line, stream) {
    const events = readOutput(state, line, stream);
    for (const event of events) note(state, event);
    return events;
  },
  finish(state, exit): DeleteResult {
    if (state.missing.length > 0) throw missingFailure(state, exit);
    if (!isGoodExit(exit)) throw classifyBorg(state.transcript, exit);
    if (state.deleted < state.asked) {
      throw incomplete(
        `Borg deleted ${state.deleted} of ${state.asked} archives. Reload the list and try again.`,
        state,
        exit,
      );
    }
    return { deleted: state.deleted };
  },
} satisfies Verb<DeleteInput, DeleteState, DeleteResult>;

function note(state: DeleteState, event: ToolEvent): void {
  if (event.type !== 'log') return;
  if (event.level === 'info' && DELETED.test(event.message)) state.deleted += 1;
  const name = event.level === 'warning' ? NOT_FOUND.exec(event.message)?.[1] : undefined;
  if (name !== undefined) state.missing.push(name);
}

/** A missing archive is no error to borg before 1.4, and a mere warning after. */
function missingFailure(state: DeleteState, exit: VerbExit) {
  const others = state.deleted === 0 ? 'Nothing was deleted.' : `Deleted all the same: ${state.deleted}.`;
  const detail = `There is no archive ${state.missing.join(', ')} in the repository. ${others} Reload the list of archives.`;
  return failure({ ...REASONS.archiveMissing, detail }, state.transcript, exit);
}

/** Only in REPO::NAME do versions agree on how braces and `::` are read. */
function furtherName(name: string): string {
  if (!/::|[{}]/.test(name)) return existingArchiveName(name);
  throw new EngineInputError(
    'archives',
    'An archive with "::" or braces in its name can only be deleted on its own.',
  );
}
