'use client';

import { useEffect } from 'react';
import { useJobDetail, useRefresh } from '@/components/data/queries';
import type { JobDetail, LogLine } from '@/lib/features/jobs/schema';
import { useJobStream } from './use-job-stream';
import { isActive } from './words';

export interface LiveJob extends JobDetail {
  log: LogLine[];
  /** true while changes arrive by themselves */
  live: boolean;
}

/** A job as it is now: the stream first, the last read behind it. Reads anew once the job has ended. */
export function useJob(initial: JobDetail): LiveJob {
  const stream = useJobStream(initial.job.id);
  const detail = useJobDetail(initial, stream.state === 'lost');
  const refresh = useRefresh();
  const read = detail.data;
  const outdated = stream.state === 'ended' && isActive(read.job);
  useEffect(() => {
    if (outdated) void refresh();
  }, [outdated, refresh]);
  const newest = stream.job && isActive(read.job) ? stream.job : read.job;
  return {
    ...read,
    job: { ...newest, progress: stream.progress ?? newest.progress },
    log: stream.log.length >= read.log.length ? stream.log : read.log,
    live: stream.state !== 'lost',
  };
}
