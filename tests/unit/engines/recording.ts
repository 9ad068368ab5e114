import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verb, VerbExit } from '@/lib/engines/engine';

const FIXTURES = join(__dirname, '../../fixtures');

export interface Recording {
  name: string;
  argv: string[];
  exit: VerbExit;
  stdout: string;
  stderr: string;
}

/** A recorded run of a tool: recording('borg/1.2.4', 'create-json'). */
export function recording(folder: string, name: string): Recording {
  const base = join(FIXTURES, folder);
  const meta = JSON.parse(readFileSync(join(base, `${name}.meta.json`), 'utf8'));
  const exit = { exitCode: meta.exitCode, aborted: false, tail: [] };
  return {
    name,
    argv: meta.argv,
    exit,
    stdout: stream(base, `${name}.stdout`),
    stderr: stream(base, `${name}.stderr`),
  };
}

/** Names of all recordings in a folder. */
export function recordings(folder: string): string[] {
  const files = readdirSync(join(FIXTURES, folder)).filter((name) => name.endsWith('.meta.json'));
  return files.map((name) => name.slice(0, -'.meta.json'.length)).sort();
}

/** Plays a recording through a verb: what its caller would hear and get. Throws what the verb throws. */
export function replay<Input, State, Result, Event>(
  verb: Verb<Input, State, Result, Event>,
  input: Input,
  played: Recording,
  delimiter = '\n',
): { events: Event[]; result: Result } {
  const state = verb.start(input);
  const feed = (text: string, from: 'stdout' | 'stderr', by: string) => {
    const lines = text.split(by);
    if (lines.at(-1) === '') lines.pop();
    return lines.flatMap((line) => [...verb.read(state, line, from)]);
  };
  const events = [...feed(played.stderr, 'stderr', '\n'), ...feed(played.stdout, 'stdout', delimiter)];
  return { events, result: verb.finish(state, played.exit) };
}

/** The error of a replay, for tables of failures. */
export function replayError<Input, State, Result, Event>(
  verb: Verb<Input, State, Result, Event>,
  input: Input,
  played: Recording,
): unknown {
  try {
    replay(verb, input, played);
  } catch (error) {
    return error;
  }
  return new Error(`${played.name} did not fail`);
}

function stream(base: string, prefix: string): string {
  for (const ending of ['json', 'jsonl', 'txt', 'bin']) {
    const file = join(base, `${prefix}.${ending}`);
    if (existsSync(file)) return readFileSync(file, 'utf8');
  }
  return '';
}
