import type { Tool, Verb, VerbExit } from '@/lib/engines/engine';
import type { ToolEvent } from '@/lib/engines/events';
import { EngineFailure } from '@/lib/engines/failure';
import { runProcess } from '@/lib/engines/process';
import { toolMissing } from '@/lib/engines/process/refusal';
import type { Sandbox } from '@/lib/engines/process/sandbox';
import type { Secret } from '@/lib/engines/process/secret';

/** What a caller may ask of any run, whatever the verb. */
export interface RunHooks<Event = ToolEvent> {
  signal?: AbortSignal;
  /** Returning a promise holds the tool back until it resolves. */
  onEvent?: (event: Event) => void | Promise<void>;
  /** Called with the tool's pid before it produced anything. */
  onSpawn?: (pid: number) => void;
  /** Least disk and processor priority, for work nobody waits for. */
  lowPriority?: boolean;
}

export interface VerbRun<Event = ToolEvent> extends RunHooks<Event> {
  tool: Tool;
  repository: string;
  env: Readonly<Record<string, string>>;
  secret?: Secret;
  /** Working folder of the tool; the root folder when nothing is written there. */
  cwd?: string;
  sandbox?: Sandbox;
}

/**
 * Runs one verb to its proven result: builds argv, starts the tool, feeds every line to the parser, classifies the end.
 * Throws EngineInputError (bad input, nothing was started) or EngineFailure.
 */
export async function runVerb<Input, State, Result, Event>(
  verb: Verb<Input, State, Result, Event>,
  input: Input,
  run: VerbRun<Event>,
): Promise<Result> {
  const { tool, repository, env, secret, sandbox, signal, onSpawn, lowPriority } = run;
  const command = verb.command(input, { tool, repository });
  const state = verb.start(input);
  const exit = await runProcess({
    ...{ tool: tool.name, file: tool.binary, args: command.args, cwd: run.cwd ?? '/' },
    ...{ env, secret, sandbox, signal, onSpawn, lowPriority, cancel: command.cancel },
    stdout: 'lines',
    delimiter: command.delimiter,
    onLine: (line, stream) => deliver(verb.read(state, line, stream), run.onEvent),
  });
  return settle(tool, exit, () => verb.finish(state, exit));
}

/**
 * The outcome of an ended tool. A run we stopped counts as cancelled whatever its exit code, unless it had finished
 * before it noticed: then the result is there and saying otherwise would be a lie.
 */
export function settle<Result>(tool: Tool, exit: VerbExit, finish: () => Result): Result {
  if (exit.aborted && exit.exitCode !== 0) {
    const facts = { exitCode: exit.exitCode, signal: exit.signal, tail: exit.tail };
    throw new EngineFailure({
      code: 'CANCELLED',
      tool: tool.name,
      detail: 'Cancelled on request.',
      ...facts,
    });
  }
  // setpriv, nice and ionice answer so for a program they cannot start.
  if (exit.exitCode === 127) throw toolMissing(tool.name, tool.binary);
  return finish();
}

function deliver<Event>(
  events: readonly Event[],
  onEvent: ((event: Event) => void | Promise<void>) | undefined,
): void | Promise<void> {
  if (events.length === 0 || !onEvent) return;
  const [only] = events;
  if (events.length === 1 && only !== undefined) return onEvent(only);
  return deliverAll(events, onEvent);
}

async function deliverAll<Event>(
  events: readonly Event[],
  onEvent: (event: Event) => void | Promise<void>,
): Promise<void> {
  for (const event of events) await onEvent(event);
}
