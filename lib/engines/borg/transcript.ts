import { type BorgMessage, parseBorgLine } from '@/lib/engines/borg/parse';
import { type BorgWarning, readWarning } from '@/lib/engines/borg/warnings';
import { NO_EVENTS, type ToolEvent } from '@/lib/engines/events';
import { createTail, type Tail } from '@/lib/engines/process/tail';

/** What a run said on stderr, within bounds: the material for warnings and for the reason of a failure. */
export interface Transcript {
  errors: LogLine[];
  /** WARNING lines about the repository, a lock or ssh, not about a file. */
  notices: LogLine[];
  warnings: { count: number; items: BorgWarning[] };
  /** Lines that were no JSON, the last ones. */
  raw: string[];
  /** Messages only, no progress: what a human wants to see of a failure. */
  tail: Tail;
}

export interface LogLine {
  message: string;
  msgid?: string;
}

const MAX_WARNINGS = 200;
const MAX_LINES = 100;

export function createTranscript(): Transcript {
  return { errors: [], notices: [], warnings: { count: 0, items: [] }, raw: [], tail: createTail() };
}

/** Reads one stderr line into the transcript and returns what a listener should hear. */
export function readStderr(transcript: Transcript, line: string): readonly ToolEvent[] {
  const messages = parseBorgLine(line);
  const [only] = messages;
  if (messages.length === 1 && only?.kind === 'progress') return [only.event];
  const events = messages.flatMap((message) => record(transcript, message));
  return events.length === 0 ? NO_EVENTS : events;
}

function record(transcript: Transcript, message: BorgMessage): readonly ToolEvent[] {
  switch (message.kind) {
    case 'progress':
      return [message.event];
    case 'file':
      return [{ type: 'file', status: message.status, path: message.path }];
    case 'question':
      transcript.tail.push(message.message);
      return [{ type: 'log', level: 'warning', message: message.message, code: message.msgid }];
    case 'raw':
      keep(transcript.raw, message.text);
      transcript.tail.push(message.text);
      return [{ type: 'log', level: 'info', message: message.text }];
    case 'log':
      return recordLog(transcript, message);
  }
}

function recordLog(transcript: Transcript, log: Extract<BorgMessage, { kind: 'log' }>): readonly ToolEvent[] {
  if (log.logger === 'borg.output.progress') return [{ type: 'progress', phase: log.message }];
  const line: LogLine = { message: log.message, msgid: log.msgid };
  if (log.level === 'error') keep(transcript.errors, line);
  if (log.level === 'warning') recordWarning(transcript, log.logger, line);
  const short = shorten(log.message);
  transcript.tail.push(short);
  return [{ type: 'log', level: log.level, message: short, code: log.msgid }];
}

function recordWarning(transcript: Transcript, logger: string, line: LogLine): void {
  const warning = readWarning(logger, line);
  if (!warning) {
    keep(transcript.notices, line);
    return;
  }
  transcript.warnings.count += 1;
  if (transcript.warnings.items.length < MAX_WARNINGS) transcript.warnings.items.push(warning);
}

/** A traceback is pages long and its last line is the reason. */
function shorten(message: string): string {
  return tracebackReason(message) ?? message;
}

/** The exception of a Python traceback, or null when the text is none. */
export function tracebackReason(message: string): string | null {
  if (!message.includes('Traceback (most recent call last)')) return null;
  const [before = ''] = message.split(/\n\n?Platform: /);
  const lines = before.split('\n').filter((line) => /^[A-Za-z_][\w.]*(:|$)/.test(line));
  return lines.at(-1)?.trim() ?? null;
}

function keep<Item>(list: Item[], item: Item): void {
  list.push(item);
  if (list.length > MAX_LINES) list.shift();
}
