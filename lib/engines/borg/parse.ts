import { type Json, numberOf, parseObject, textOf } from '@/lib/engines/borg/json';
import type { LogEvent, ProgressEvent } from '@/lib/engines/events';

/** A message of borg's --log-json, reduced to what is used here. */
export type BorgMessage =
  | { kind: 'progress'; event: ProgressEvent }
  | { kind: 'log'; level: LogEvent['level']; message: string; logger: string; msgid?: string }
  | { kind: 'file'; status: string; path: string }
  | { kind: 'question'; msgid: string; message: string }
  | { kind: 'raw'; text: string };

const NO_MESSAGES: readonly BorgMessage[] = [];
/** A text line may hold braces of its own; more starts than this are not tried. */
const MAX_STARTS = 8;

/**
 * Reads one line of stderr. Never fails: JSON and plain text are mixed there, at times on one line (a prompt or
 * progress text in front of an object), so a line may hold two messages.
 */
export function parseBorgLine(line: string): readonly BorgMessage[] {
  if (line.trim() === '') return NO_MESSAGES;
  const whole = parseObject(line);
  if (whole) return [toMessage(whole, line)];
  let start = line.indexOf('{"');
  for (let tries = 0; start >= 0 && tries < MAX_STARTS; tries += 1) {
    const found = parseObject(line.slice(start));
    const prefix = line.slice(0, start).trim();
    if (found) {
      const message = toMessage(found, line.slice(start));
      return prefix === '' ? [message] : [{ kind: 'raw', text: prefix }, message];
    }
    start = line.indexOf('{"', start + 1);
  }
  return [{ kind: 'raw', text: line.trimEnd() }];
}

function toMessage(json: Json, line: string): BorgMessage {
  switch (json.type) {
    case 'log_message':
      return logMessage(json);
    case 'archive_progress':
      return { kind: 'progress', event: archiveProgress(json) };
    case 'progress_percent':
      return { kind: 'progress', event: percentProgress(json) };
    case 'progress_message':
      return { kind: 'progress', event: { type: 'progress', phase: textOf(json.msgid) ?? 'working' } };
    case 'file_status':
      return { kind: 'file', status: textOf(json.status) ?? '', path: textOf(json.path) ?? '' };
    case 'question_prompt':
      return { kind: 'question', msgid: textOf(json.msgid) ?? '', message: textOf(json.message) ?? '' };
    default:
      return { kind: 'raw', text: textOf(json.message) ?? line };
  }
}

function logMessage(json: Json): BorgMessage {
  const message = (textOf(json.message) ?? '').trim();
  const level = levelOf(textOf(json.levelname));
  return { kind: 'log', level, message, logger: textOf(json.name) ?? '', msgid: textOf(json.msgid) };
}

function levelOf(name: string | undefined): LogEvent['level'] {
  if (name === 'ERROR' || name === 'CRITICAL') return 'error';
  return name === 'WARNING' ? 'warning' : 'info';
}

function archiveProgress(json: Json): ProgressEvent {
  return withoutHoles({
    type: 'progress',
    phase: 'create',
    nfiles: numberOf(json.nfiles),
    originalSize: numberOf(json.original_size),
    compressedSize: numberOf(json.compressed_size),
    deduplicatedSize: numberOf(json.deduplicated_size),
    path: textOf(json.path),
  });
}

/** A total of 0 means "not counted yet": it is left out, so that nobody divides by it. */
function percentProgress(json: Json): ProgressEvent {
  const total = numberOf(json.total);
  const known = total !== undefined && total > 0;
  const info = Array.isArray(json.info) ? json.info : [];
  return withoutHoles({
    type: 'progress',
    phase: textOf(json.msgid) ?? 'working',
    current: known ? numberOf(json.current) : undefined,
    total: known ? total : undefined,
    path: textOf(info[0]),
  });
}

function withoutHoles(event: ProgressEvent): ProgressEvent {
  const entries = Object.entries(event).filter(([, value]) => value !== undefined);
  return { type: 'progress', phase: event.phase, ...Object.fromEntries(entries) };
}
