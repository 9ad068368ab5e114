'use client';

import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { Facts } from '@/components/ui/facts';
import { Mono } from '@/components/ui/mono';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Moment } from '@/components/ui/time';
import type { Job, JobDetail } from '@/lib/features/jobs/schema';
import { Evidence } from './evidence';
import { Failure } from './failure';
import { JobActions } from './job-actions';
import { KindBadge } from './kind-badge';
import { LogView } from './log-view';
import { ProgressCard } from './progress-card';
import { StatusChip } from './status-chip';
import { useJob } from './use-job';
import { operationWords, TRIGGER_WORDS } from './words';

function Back() {
  return (
    <Link
      href="/backups?tab=history"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        mb: 0.75,
        '& svg': { fontSize: '1.05rem' },
      }}
    >
      <ArrowBackRounded /> Job history
    </Link>
  );
}

function Title({ job }: { job: Job }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1.25, alignItems: 'center', flexWrap: 'wrap' }}>
      {operationWords(job.operation)}
      <KindBadge kind={job.kind} />
      <span aria-live="polite">
        <StatusChip job={job} testId="job-status" />
      </span>
    </Box>
  );
}

function About({ job }: { job: Job }) {
  const items = [
    {
      label: 'Started by',
      value: `${TRIGGER_WORDS[job.trigger]}${job.requested_by ? `, ${job.requested_by}` : ''}`,
    },
    { label: 'Asked for', value: <Moment value={job.created_at} /> },
    { label: 'Started', value: job.started_at ? <Moment value={job.started_at} /> : 'Not yet' },
    { label: 'Finished', value: job.finished_at ? <Moment value={job.finished_at} /> : 'Not yet' },
    { label: 'Warnings', value: String(job.warnings) },
    { label: 'Job id', value: <Mono>{job.id}</Mono> },
  ];
  return (
    <Panel title="About this job">
      <Facts items={items} min={200} />
    </Panel>
  );
}

/** One job: how it goes or went, its log, what it left behind. */
export function JobView({ initial }: { initial: JobDetail }) {
  const { job, artifacts, result, log, live } = useJob(initial);
  return (
    <>
      <PageTitle above={<Back />} title={<Title job={job} />} actions={<JobActions job={job} />} />
      <Stack sx={{ gap: 2.5 }}>
        {live ? null : (
          <Alert severity="info">
            The live connection is gone; trying again. Numbers come every two seconds meanwhile.
          </Alert>
        )}
        <Failure job={job} />
        <ProgressCard job={job} />
        <Evidence job={job} artifacts={artifacts} result={result} />
        <LogView log={log} jobId={job.id} />
        <About job={job} />
      </Stack>
    </>
  );
}
