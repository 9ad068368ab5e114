'use client';

import HistoryRounded from '@mui/icons-material/HistoryRounded';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { JobTable } from '@/components/jobs/job-table';
import { type Status, useStatus } from '@/components/layout/status-context';
import { EmptyState } from '@/components/ui/empty-state';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Hero } from './hero';
import { Tiles } from './tiles';

function LastJobs({ status }: { status: Status }) {
  const jobs = status.jobs.slice(0, 8);
  return (
    <Panel
      flush
      title="Last jobs"
      actions={jobs.length > 0 ? <Link href="/backups?tab=history">Whole history</Link> : null}
    >
      {jobs.length > 0 ? (
        <JobTable jobs={jobs} short />
      ) : (
        <EmptyState icon={<HistoryRounded />} title="No job has run yet">
          Backups, restores and checks appear here while they run and stay here afterwards.
        </EmptyState>
      )}
    </Panel>
  );
}

/** Worst state first, then the numbers, then what happened last. */
export function Overview() {
  const status = useStatus();
  if (!status) {
    return (
      <PageTitle
        title="Welcome"
        hint="The state of the backups is for super admins. Ask one of them if you need to see it."
      />
    );
  }
  return (
    <Stack sx={{ gap: 2.5 }}>
      <Box component="h1" sx={visuallyHidden}>
        Overview
      </Box>
      <Hero findings={status.findings} running={status.running} />
      <Tiles status={status} />
      <LastJobs status={status} />
    </Stack>
  );
}

const visuallyHidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  m: 0,
} as const;
