import { type BorgAccess, borgEnvironment } from '@/lib/engines/borg/environment';
import { type BorgLocation, locationArgument } from '@/lib/engines/borg/location';
import type { Tool, Verb } from '@/lib/engines/engine';
import type { ToolEvent } from '@/lib/engines/events';
import { type RunHooks, runVerb, type VerbRun } from '@/lib/engines/run-verb';

/** One repository as one machine reaches it: everything a borg call needs besides what it shall do. */
export interface BorgRepository extends BorgAccess {
  tool: Tool;
  location: BorgLocation;
}

export type BorgHooks<Event = ToolEvent> = RunHooks<Event>;

/** The fixed part of a run: tool, location, environment and secret. */
export function baseRun(repository: BorgRepository): Pick<VerbRun, 'tool' | 'repository' | 'env' | 'secret'> {
  const { tool, location } = repository;
  return { tool, repository: locationArgument(location), ...borgEnvironment(repository) };
}

/** Turns a verb into a plain function. Throws EngineInputError or EngineFailure. */
export function bind<Input, State, Result, Event>(verb: Verb<Input, State, Result, Event>) {
  return (repository: BorgRepository, input: Input, hooks: BorgHooks<Event> = {}): Promise<Result> =>
    runVerb(verb, input, { ...baseRun(repository), ...hooks });
}
