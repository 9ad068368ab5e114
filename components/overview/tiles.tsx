'use client';

import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { plural } from '@/components/jobs/words';
import type { Status } from '@/components/layout/status-context';
import { Ago, Moment, Until } from '@/components/ui/time';
import { formatBytes } from '@/lib/core/format';
import type { Statistics } from '@/lib/features/backups/schema';

function Tile({ label, value, note }: { label: string; value: ReactNode; note: ReactNode }) {
  return (
    <Paper variant="outlined" sx={{ px: 2.25, py: 2, borderRadius: '14px', minWidth: 0 }}>
      <Typography variant="body2" color="textSecondary">
        {label}
      </Typography>
      <Typography
        component="p"
        sx={{
          fontSize: { xs: '1.25rem', sm: '1.5rem' },
          fontWeight: 700,
          letterSpacing: '-0.02em',
          my: 0.25,
        }}
      >
        {value}
      </Typography>
      <Typography variant="body2" color="textSecondary" component="div">
        {note}
      </Typography>
    </Paper>
  );
}

function LastSuccess({ statistics }: { statistics: Statistics }) {
  const last = statistics.last_success;
  if (!last) return <Tile label="Last success" value="Never" note="No backup has finished yet" />;
  return (
    <Tile
      label="Last success"
      value={<Ago value={last.finished_at} />}
      note={
        <Link href={`/backups/jobs/${last.job_id}`} color="inherit" underline="always">
          <Moment value={last.finished_at} />
        </Link>
      }
    />
  );
}

function SuccessRate({ statistics }: { statistics: Statistics }) {
  const month = statistics.success_rate_30d;
  // rounded down: 99.6 % is not "all of them"
  const value = month.rate === null ? '–' : `${Math.floor(month.rate * 100)} %`;
  const note =
    month.total === 0 ? 'No backup in 30 days' : `${month.success} of ${plural(month.total, 'backup')}`;
  return <Tile label="Success, last 30 days" value={value} note={note} />;
}

function Protected({ status }: { status: Status }) {
  const { repository, archive_count } = status.storage;
  const total = repository?.total_size ?? null;
  const note =
    repository?.unique_size == null
      ? 'Known after the first backup'
      : `${formatBytes(repository.unique_size)} on disk`;
  return (
    <Tile
      label={`Protected in ${plural(archive_count, 'archive')}`}
      value={total === null ? '–' : formatBytes(total)}
      note={note}
    />
  );
}

function NextRun({ statistics }: { statistics: Statistics }) {
  const next = statistics.next_runs[0];
  if (!next) {
    const note = <Link href="/backups?tab=settings">Turn automatic backups on</Link>;
    return <Tile label="Next run" value="None planned" note={note} />;
  }
  return (
    <Tile
      label="Next run"
      value={<Until value={next.at} />}
      note={
        <>
          {next.plan}, <Moment value={next.at} />
        </>
      }
    />
  );
}

export function Tiles({ status }: { status: Status }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      <LastSuccess statistics={status.statistics} />
      <SuccessRate statistics={status.statistics} />
      <Protected status={status} />
      <NextRun statistics={status.statistics} />
    </Box>
  );
}
