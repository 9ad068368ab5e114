'use client';

import Box from '@mui/material/Box';
import { type Column, DataTable } from '@/components/ui/data-table';
import { useSeconds } from '@/components/ui/now';
import { ProgressBar } from '@/components/ui/progress-bar';
import { RowLink } from '@/components/ui/row-link';
import { Ago, Moment } from '@/components/ui/time';
import { formatBytes, formatDuration } from '@/lib/core/format';
import type { Job } from '@/lib/features/jobs/schema';
import { KindBadge } from './kind-badge';
import { StatusChip } from './status-chip';
import { operationWords, percentOf, TRIGGER_WORDS } from './words';

const none = '–';

function Name({ job }: { job: Job }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
      <KindBadge kind={job.kind} />
      <RowLink href={`/backups/jobs/${job.id}`}>{operationWords(job.operation)}</RowLink>
    </Box>
  );
}

function State({ job }: { job: Job }) {
  const percent = job.status === 'running' ? percentOf(job.progress) : null;
  return (
    <Box component="span" sx={{ display: 'inline-block' }}>
      <StatusChip job={job} />
      {percent === null ? null : (
        <Box component="span" sx={{ display: 'block', mt: 0.5 }}>
          <ProgressBar label="Progress" percent={percent} height={4} />
        </Box>
      )}
    </Box>
  );
}

function Duration({ job }: { job: Job }) {
  const running = job.status === 'running' && job.started_at !== null;
  const now = useSeconds(running);
  if (job.duration_ms !== null) return formatDuration(job.duration_ms);
  if (!running || job.started_at === null) return none;
  const elapsed = Math.max(0, now - new Date(job.started_at).getTime());
  return formatDuration(Math.floor(elapsed / 1000) * 1000);
}

const name: Column<Job> = { id: 'job', label: 'Job', phone: 'heading', render: (job) => <Name job={job} /> };
const state: Column<Job> = {
  id: 'status',
  label: 'Status',
  phone: 'bare',
  render: (job) => <State job={job} />,
};
const duration: Column<Job> = {
  id: 'duration',
  label: 'Duration',
  align: 'right',
  render: (job) => <Duration job={job} />,
};
const size: Column<Job> = {
  id: 'size',
  label: 'Size',
  align: 'right',
  render: (job) => (job.size === null ? none : formatBytes(job.size)),
};

const FULL: Column<Job>[] = [
  name,
  state,
  { id: 'trigger', label: 'Started by', render: (job) => TRIGGER_WORDS[job.trigger] },
  { id: 'started', label: 'Started', render: (job) => <Moment value={job.started_at ?? job.created_at} /> },
  duration,
  size,
  { id: 'warnings', label: 'Warnings', align: 'right', render: (job) => job.warnings || none },
  { id: 'artifacts', label: 'Artifacts', align: 'right', render: (job) => job.artifact_count || none },
];

const SHORT: Column<Job>[] = [
  name,
  state,
  { id: 'started', label: 'Started', render: (job) => <Ago value={job.started_at ?? job.created_at} /> },
  duration,
  size,
];

/** Jobs as rows; `short` for the overview. */
export function JobTable({ jobs, short = false }: { jobs: Job[]; short?: boolean }) {
  return (
    <DataTable
      label="Jobs"
      columns={short ? SHORT : FULL}
      rows={jobs}
      rowKey={(job) => job.id}
      testId="job-row"
    />
  );
}
