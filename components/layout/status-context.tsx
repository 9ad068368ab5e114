'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useRecentJobs, useStatistics, useStorage } from '@/components/data/queries';
import { isActive } from '@/components/jobs/words';
import { type Finding, findingsOf } from '@/components/overview/findings';
import { useNow } from '@/components/ui/now';
import type { Statistics } from '@/lib/features/backups/schema';
import type { Job, JobPage } from '@/lib/features/jobs/schema';
import type { StorageInfo } from '@/lib/features/repositories/schema';

/** What the server read for the first paint. */
export interface StatusSeed {
  statistics: Statistics;
  recent: JobPage;
  storage: StorageInfo;
}

export interface Status {
  statistics: Statistics;
  storage: StorageInfo;
  jobs: Job[];
  running: Job[];
  findings: [Finding, ...Finding[]];
  /** false when the last polls did not come through: what is shown may be old */
  live: boolean;
}

const StatusContext = createContext<Status | null>(null);

/** Live state of the installation for header and overview; null for those who may not read it. */
export const useStatus = (): Status | null => useContext(StatusContext);

export function StatusProvider({ seed, children }: { seed: StatusSeed; children: ReactNode }) {
  const recent = useRecentJobs(seed.recent);
  const { jobs } = recent.data;
  const running = useMemo(() => jobs.filter(isActive), [jobs]);
  const statistics = useStatistics(seed.statistics, running.length > 0);
  const storage = useStorage(seed.storage);
  const now = useNow();
  const status: Status = {
    statistics: statistics.data,
    storage: storage.data,
    jobs,
    running,
    findings: findingsOf({ statistics: statistics.data, jobs, storage: storage.data, now }),
    live: !recent.isRefetchError && !statistics.isRefetchError,
  };
  return <StatusContext value={status}>{children}</StatusContext>;
}
