'use client';

import { useEffect, useReducer } from 'react';
import type { Job, JobProgress, LogLine } from '@/lib/features/jobs/schema';
import { isActive } from './words';

const KEEP_LINES = 20_000;
const FLUSH_MS = 120;

export interface JobStream {
  job: Job | null;
  progress: JobProgress | null;
  /** every line since the job began, oldest first */
  log: LogLine[];
  state: 'connecting' | 'open' | 'lost' | 'ended';
}

type Change =
  | { type: 'job'; job: Job }
  | { type: 'progress'; progress: JobProgress }
  | { type: 'log'; lines: LogLine[] }
  | { type: 'state'; state: JobStream['state'] };

const START: JobStream = { job: null, progress: null, log: [], state: 'connecting' };

/** Lines may come twice after a reconnect; ids only grow. */
function append(log: LogLine[], lines: LogLine[]): LogLine[] {
  const last = log.at(-1)?.id ?? 0;
  const fresh = lines.filter((line) => line.id > last);
  return fresh.length === 0 ? log : [...log, ...fresh].slice(-KEEP_LINES);
}

function reduce(stream: JobStream, change: Change): JobStream {
  switch (change.type) {
    case 'job':
      return { ...stream, job: change.job, progress: change.job.progress ?? stream.progress };
    case 'progress':
      return { ...stream, progress: change.progress };
    case 'log':
      return { ...stream, log: append(stream.log, change.lines) };
    case 'state':
      return { ...stream, state: change.state };
  }
}

/** Opens the stream and tells `dispatch` what comes; log lines in batches. Answers how to close it. */
function follow(id: string, dispatch: (change: Change) => void): () => void {
  const source = new EventSource(`/api/backups/jobs/${id}/events`);
  let lines: LogLine[] = [];
  const flush = () => {
    if (lines.length > 0) dispatch({ type: 'log', lines });
    lines = [];
  };
  const timer = setInterval(flush, FLUSH_MS);
  const close = () => {
    clearInterval(timer);
    source.close();
  };
  source.onopen = () => dispatch({ type: 'state', state: 'open' });
  source.onerror = () => dispatch({ type: 'state', state: 'lost' });
  source.addEventListener('log', (event) => lines.push(JSON.parse(event.data)));
  source.addEventListener('progress', (event) =>
    dispatch({ type: 'progress', progress: JSON.parse(event.data) }),
  );
  source.addEventListener('state', (event) => {
    const job: Job = JSON.parse(event.data);
    dispatch({ type: 'job', job });
    if (isActive(job)) return;
    flush();
    dispatch({ type: 'state', state: 'ended' });
    close();
  });
  return close;
}

/** Follows a job over server-sent events; a finished one is replayed once and closed. */
export function useJobStream(id: string): JobStream {
  const [stream, dispatch] = useReducer(reduce, START);
  useEffect(() => follow(id, dispatch), [id]);
  return stream;
}
