import { watchJobEvents } from '@/lib/features/jobs/operations';
import { presentJob, presentLog } from '@/lib/features/jobs/presenter';
import type { JobRow } from '@/lib/jobs/define';
import { isTerminal } from '@/lib/jobs/state';
import { type Viewer, watchJob } from '@/lib/jobs/watch';
import { handle } from '@/lib/transport/http';
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

function follow(jobId: string, cursor: bigint, signal: AbortSignal): ReadableStream<Uint8Array> {
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
      const beat = setInterval(() => send(': still here\n\n'), KEEP_ALIVE_MS);
      const undos = [watchJob(viewer), registerStream(close), () => clearInterval(beat)];
      signal.addEventListener('abort', close);
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
  return new Response(follow(id, cursor, request.signal), { headers: HEADERS });
});
