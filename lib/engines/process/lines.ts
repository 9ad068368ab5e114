import type { Readable } from 'node:stream';

export interface LineOptions {
  delimiter?: '\n' | '\0';
  /** Characters after which a record is cut; the rest of it is dropped. */
  maxLength?: number;
}

const DEFAULT_MAX = 4 * 1024 * 1024;
const KEPT_OF_CUT = 4_096;

/**
 * Feeds each record of a stream to `onLine`. Waits when `onLine` returns a promise, which slows the producer down
 * instead of filling our memory. The last record needs no delimiter. Invalid UTF-8 becomes U+FFFD.
 */
export async function readLines(
  stream: Readable,
  onLine: (line: string) => void | Promise<void>,
  options: LineOptions = {},
): Promise<void> {
  const splitter = createSplitter(options);
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    for (const line of splitter.push(String(chunk))) {
      const pending = onLine(line);
      // Awaiting nothing costs a turn of the loop, and a listing has millions of lines.
      if (pending) await pending;
    }
  }
  for (const line of splitter.flush()) await onLine(line);
}

/** Cuts text into records across chunk borders. Only the given delimiter counts, never U+2028 or a lone CR. */
export function createSplitter({ delimiter = '\n', maxLength = DEFAULT_MAX }: LineOptions = {}) {
  let rest = '';
  let skipping = false;
  function take(record: string): string | null {
    if (!skipping) return record;
    skipping = false;
    return null;
  }
  return {
    push(chunk: string): string[] {
      const records = (rest + chunk).split(delimiter);
      rest = records.pop() ?? '';
      const lines: string[] = [];
      for (const record of records) {
        const line = take(record);
        if (line !== null) lines.push(line.length > maxLength ? cut(line) : line);
      }
      if (rest.length > maxLength) {
        if (!skipping) lines.push(cut(rest));
        skipping = true;
        rest = '';
      }
      return lines;
    },
    flush(): string[] {
      const line = rest === '' ? null : take(rest);
      rest = '';
      return line === null ? [] : [line];
    },
  };
}

function cut(line: string): string {
  return `${line.slice(0, KEPT_OF_CUT)}…`;
}
