'use client';

import HistoryRounded from '@mui/icons-material/HistoryRounded';
import SearchOffRounded from '@mui/icons-material/SearchOffRounded';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { filtersFrom } from '@/components/backups/tab-names';
import { problemOf, withQuery } from '@/components/data/api';
import { type JobFilters, useJobHistory } from '@/components/data/queries';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { ProblemAlert } from '@/components/ui/problem-alert';
import type { JobPage } from '@/lib/features/jobs/schema';
import { HistoryFilters } from './history-filters';
import { JobTable } from './job-table';
import { isActive, plural } from './words';

/** Filters live in the address; changing them does not load the page anew. */
function useFilters(): [JobFilters, (filters: JobFilters) => void] {
  const search = useSearchParams();
  const filters = useMemo(() => filtersFrom(Object.fromEntries(search)), [search]);
  const change = useCallback((next: JobFilters) => {
    window.history.replaceState(null, '', withQuery('/backups', { tab: 'history', ...next }));
  }, []);
  return [filters, change];
}

const same = (a: JobFilters, b: JobFilters): boolean =>
  a.status === b.status && a.kind === b.kind && a.q === b.q;

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={<SearchOffRounded />} title="No job fits the filters">
        Choose other filters, or clear them to see the whole history.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<HistoryRounded />}
      title="No job has run yet"
      action={
        <Button variant="contained" href="/backups?tab=settings">
          Go to the backup button
        </Button>
      }
    >
      Every backup, restore and check appears here while it runs, and stays here.
    </EmptyState>
  );
}

/** Every kind of job, newest first; `initial` is the first page for the filters of the first request. */
export function HistoryTab({ initial, initialFilters }: { initial: JobPage; initialFilters: JobFilters }) {
  const [filters, change] = useFilters();
  const history = useJobHistory(filters, same(filters, initialFilters) ? initial : undefined);
  const jobs = history.data?.pages.flatMap((page) => page.jobs) ?? [];
  const running = jobs.filter(isActive).length;
  const hint = running > 0 ? `${plural(running, 'job')} running or waiting` : 'Nothing is running';
  return (
    <Panel title="Job history" hint={hint} flush>
      <HistoryFilters filters={filters} onChange={change} />
      {history.error ? (
        <Box sx={{ px: 2.5, pb: 2 }}>
          <ProblemAlert problem={problemOf(history.error)} />
        </Box>
      ) : null}
      {jobs.length > 0 ? (
        <JobTable jobs={jobs} />
      ) : (
        <Nothing filtered={Object.values(filters).some(Boolean)} />
      )}
      {history.hasNextPage ? (
        <Box sx={{ textAlign: 'center', p: 2 }}>
          <Button
            variant="outlined"
            onClick={() => history.fetchNextPage()}
            loading={history.isFetchingNextPage}
          >
            Load more
          </Button>
        </Box>
      ) : null}
    </Panel>
  );
}
