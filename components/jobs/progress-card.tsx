'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type Fact, Facts } from '@/components/ui/facts';
import { Mono } from '@/components/ui/mono';
import { useSeconds } from '@/components/ui/now';
import { Panel } from '@/components/ui/panel';
import { ProgressBar } from '@/components/ui/progress-bar';
import { formatBytes, formatDuration, showControl } from '@/lib/core/format';
import type { Job, JobProgress } from '@/lib/features/jobs/schema';
import { useSpeed } from './use-speed';
import { isActive, percentOf, phaseWords } from './words';

function elapsedOf(job: Job, now: number): number | null {
  if (job.duration_ms !== null) return job.duration_ms;
  if (job.started_at === null) return null;
  return Math.floor(Math.max(0, now - new Date(job.started_at).getTime()) / 1000) * 1000;
}

/** Time left from the share done so far; null while there is no total or it is too early to say. */
function remaining(percent: number | null, elapsed: number | null): string | null {
  if (percent === null || elapsed === null || percent < 2 || percent >= 100 || elapsed < 3000) return null;
  return formatDuration(Math.ceil(((elapsed / percent) * (100 - percent)) / 1000) * 1000);
}

const sized = (label: string, bytes: number | undefined): Fact[] =>
  bytes === undefined ? [] : [{ label, value: formatBytes(bytes) }];

/** Only what is known: a restore has no "new data", a job that failed early has no counters. */
function factsOf(job: Job, progress: JobProgress | null, speed: number | null, now: number): Fact[] {
  const elapsed = elapsedOf(job, now);
  const active = isActive(job);
  const left = active ? remaining(percentOf(progress), elapsed) : null;
  return [
    ...(elapsed === null ? [] : [{ label: active ? 'Elapsed' : 'Took', value: formatDuration(elapsed) }]),
    ...(progress?.nfiles === undefined
      ? []
      : [{ label: 'Files', value: progress.nfiles.toLocaleString('en') }]),
    ...sized('Read', progress?.original_size),
    ...sized('Compressed', progress?.compressed_size),
    ...sized('New in the repository', progress?.deduplicated_size),
    ...(active && speed !== null ? [{ label: 'Speed', value: `${formatBytes(speed)}/s` }] : []),
    ...(left === null ? [] : [{ label: 'Time left, about', value: left }]),
  ];
}

function Bar({ job, percent }: { job: Job; percent: number | null }) {
  const phase = job.status === 'queued' ? 'Waiting for its turn' : phaseWords(job.progress?.phase);
  return (
    <Box sx={{ mb: 2.25 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', mb: 0.75, fontWeight: 600 }}>
        <span>{job.cancel_requested ? 'Stopping, the repository is being left clean' : phase}</span>
        <span>{percent === null ? '' : `${Math.floor(percent)} %`}</span>
      </Box>
      <ProgressBar label="Progress of this job" percent={percent} height={12} testId="job-progress" />
    </Box>
  );
}

/** What the tool counts: bar, files, bytes, speed, current file. */
export function ProgressCard({ job }: { job: Job }) {
  const active = isActive(job);
  const now = useSeconds(active);
  const { progress } = job;
  const speed = useSpeed(progress?.original_size);
  const facts = factsOf(job, progress, speed, now);
  return (
    <Panel title={active ? 'Progress' : 'What it did'}>
      {active ? <Bar job={job} percent={percentOf(progress)} /> : null}
      {facts.length > 0 ? (
        <Facts items={facts} min={125} />
      ) : (
        <Typography color="textSecondary">{active ? 'Nothing counted yet.' : 'It did not start.'}</Typography>
      )}
      {active && progress?.path ? (
        <Typography
          variant="body2"
          color="textSecondary"
          noWrap
          sx={{ mt: 2, direction: 'ltr' }}
          title={showControl(progress.path)}
        >
          Now at <Mono>{showControl(progress.path)}</Mono>
        </Typography>
      ) : null}
    </Panel>
  );
}
