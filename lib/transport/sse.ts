import type { NextRequest } from 'next/server';
import { toAppError } from '@/lib/core/errors';
import { watchJobEvents } from '@/lib/features/jobs/operations';
import { presentJob, presentLog } from '@/lib/features/jobs/presenter';
import type { JobRow } from '@/lib/jobs/define';
import { isTerminal } from '@/lib/jobs/state';
import { type Viewer, watchJob } from '@/lib/jobs/watch';
import { authorize } from '@/lib/operation/execute';
import { handle } from '@/lib/transport/http';
import { incomingCall } from '@/lib/transport/session';
import { registerStream } from '@/lib/transport/streams';

const KEEP_ALIVE_MS = 15_000;
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

const message = (event: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Sends `state` and `progress` only when they differ from what this viewer has. */
function jobMessages(send: (text: string) => void, close: () => void) {
  let state = '';
  let progress = '';
  return (row: JobRow): void => {
    const { progress: counters, ...job } = presentJob(row);
    const nextState = JSON.stringify(job);
    const nextProgress = JSON.stringify(counters);
    if (counters && nextProgress !== progress) send(message('progress', counters));
    if (nextState !== state) send(message('state', { ...job, progress: counters }));
    state = nextState;
    progress = nextProgress;
    if (isTerminal(row.status)) close();
  };
}

/** A session or token that ended meanwhile ends its streams, too; a database that is away ends nothing. */
async function mayGoOn(request: NextRequest): Promise<boolean> {
  try {
    authorize(watchJobEvents, await incomingCall(request, 'api'));
    return true;
  } catch (error) {
    return toAppError(error).code === 'DATABASE_UNAVAILABLE';
  }
}

function follow(jobId: string, cursor: bigint, request: NextRequest): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (): void => {};
  return new ReadableStream({
    start(controller) {
      const send = (text: string): void => controller.enqueue(encoder.encode(text));
      let closed = false;
      const close = (): void => {
        if (closed) return;
        closed = true;
        for (const undo of undos) undo();
        controller.close();
      };
      const viewer: Viewer = {
        jobId,
        cursor,
        onJob: jobMessages(send, close),
        onLog: (event) => send(message('log', presentLog(event), String(event.id))),
      };
      const look = async (): Promise<void> => {
        if (!(await mayGoOn(request))) close();
        else if (!closed) send(': still here\n\n');
      };
      const beat = setInterval(() => void look(), KEEP_ALIVE_MS);
      const undos = [watchJob(viewer), registerStream(close), () => clearInterval(beat)];
      request.signal.addEventListener('abort', close);
      end = close;
      send('retry: 2000\n\n');
    },
    cancel: () => end(),
  });
}

/** `GET …/jobs/{id}/events`. A snapshot first, then changes; `Last-Event-ID` replays the log lines after that one. */
export const jobEventsRoute = handle(watchJobEvents, ({ id }, request) => {
  const last = request.headers.get('last-event-id') ?? '';
  const cursor = /^\d{1,18}$/.test(last) ? BigInt(last) : 0n;
  return new Response(follow(id, cursor, request), { headers: HEADERS });
});
