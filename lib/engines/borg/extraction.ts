import { readdir } from 'node:fs/promises';
import { borgSandbox } from '@/lib/engines/borg/sandbox';
import { type BorgHooks, type BorgRepository, baseRun } from '@/lib/engines/borg/session';
import { type ExtractInput, type ExtractResult, extract } from '@/lib/engines/borg/verbs/extract';
import { EngineInputError } from '@/lib/engines/failure';
import { runVerb } from '@/lib/engines/run-verb';

export interface ExtractRequest extends ExtractInput {
  /** Existing, empty folder that receives the files. */
  target: string;
  /**
   * Nothing but the target can be written. For every archive that somebody else may have made; leave it out only
   * where no sandbox can be made.
   */
  sandbox?: boolean;
  /** Existing folder for the sandbox's private copies, so that a killed run's can be found; default the system's. */
  scratch?: string;
}

/**
 * Extracts into an empty folder. Borg overwrites silently and follows links that lie in its way, so a folder with
 * anything in it is refused (EngineInputError on 'target'). Count the files there afterwards: borg does not.
 */
export async function extractInto(
  repository: BorgRepository,
  request: ExtractRequest,
  hooks: BorgHooks = {},
): Promise<ExtractResult> {
  const { target, sandbox, scratch, ...input } = request;
  await assertEmpty(target);
  const run = { ...baseRun(repository), ...hooks, cwd: target };
  if (!sandbox) return runVerb(extract, input, run);
  const box = await borgSandbox(repository.location, repository.home, target, scratch);
  try {
    return await runVerb(extract, input, { ...run, sandbox: box.sandbox, env: { ...run.env, ...box.env } });
  } finally {
    await box.remove();
  }
}

async function assertEmpty(target: string): Promise<void> {
  const found = await readdir(target).catch(() => null);
  if (found === null)
    throw new EngineInputError('target', 'The target folder does not exist. Create it first.');
  if (found.length > 0)
    throw new EngineInputError('target', 'The target folder is not empty. Choose an empty one.');
}
