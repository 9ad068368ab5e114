import type { Readable } from 'node:stream';
import { readLines } from '@/lib/engines/process/lines';
import type { LineProcessSpec } from '@/lib/engines/process/spec';

/** Takes a program's stdout, as lines or whole. It is always read to its end: a tool blocks on a full pipe. */
export interface Sink {
  drain(stream: Readable): Promise<void>;
  content(): Buffer;
  truncated(): boolean;
}

const BUFFER_LIMIT = 64 * 1024 * 1024;

export function createSink(spec: LineProcessSpec): Sink {
  const chunks: Buffer[] = [];
  const limit = spec.bufferLimit ?? BUFFER_LIMIT;
  let size = 0;
  let truncated = false;
  async function collect(stream: Readable): Promise<void> {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      truncated ||= size + bytes.length > limit;
      if (truncated) continue;
      chunks.push(bytes);
      size += bytes.length;
    }
  }
  return {
    drain: (stream) =>
      spec.stdout === 'buffer'
        ? collect(stream)
        : readLines(stream, (line) => spec.onLine?.(line, 'stdout'), { delimiter: spec.delimiter }),
    content: () => Buffer.concat(chunks),
    truncated: () => truncated,
  };
}
