import { Readable } from 'node:stream';
import type { z } from 'zod';
import { logger } from '@/lib/core/logger';
import type { Operation } from '@/lib/operation/define';
import { LENGTH_HEADER } from '@/lib/transport/headers';
import { handle } from '@/lib/transport/http';

interface Download {
  filename: string;
  /** bytes */
  size: number;
  content: Readable;
}

/** RFC 6266: a plain form for old clients, the real name percent-encoded; names come from archives and are untrusted. */
export function contentDisposition(filename: string): string {
  const plain = filename.replace(/[^\w.\- ]/g, '_');
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Streams what an operation opened. A stream that fails half-way breaks the connection: never a cut file that looks whole. */
export const downloadRoute = <I extends z.ZodType, O extends z.ZodType<Download>>(
  operation: Operation<I, O>,
) =>
  handle(operation, ({ filename, size, content }, request) => {
    content.on('error', (error) => logger.warn({ err: error, filename }, 'download ended early'));
    request.signal.addEventListener('abort', () => content.destroy());
    return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
      headers: {
        'Content-Type': 'application/octet-stream',
        [LENGTH_HEADER]: String(size),
        'Content-Disposition': contentDisposition(filename),
        'Cache-Control': 'no-store',
      },
    });
  });
