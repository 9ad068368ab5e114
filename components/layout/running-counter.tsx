'use client';

import Box from '@mui/material/Box';
import Link from 'next/link';
import { percentOf } from '@/components/jobs/words';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { Job } from '@/lib/features/jobs/schema';

const pill = {
  display: 'block',
  minWidth: { xs: 86, sm: 150 },
  px: 1.4,
  py: 0.6,
  borderRadius: '9px',
  border: '1px solid var(--hf-line)',
  fontSize: '0.82rem',
  fontWeight: 600,
  color: 'text.secondary',
  textDecoration: 'none',
  whiteSpace: 'nowrap',
} as const;

function Busy({ running, first }: { running: Job[]; first: Job }) {
  const percent = percentOf(first.progress);
  const href = running.length === 1 ? `/backups/jobs/${first.id}` : '/backups?tab=history';
  return (
    <Box component={Link} href={href} data-testid="running-counter" sx={{ ...pill, color: 'text.primary' }}>
      {running.length} running{percent === null ? '' : `, ${Math.floor(percent)} %`}
      <Box component="span" sx={{ display: 'block', mt: 0.4 }}>
        <ProgressBar label="Progress of the running job" percent={percent} height={4} />
      </Box>
    </Box>
  );
}

/** How many jobs run, with the progress of the first. */
export function RunningCounter({ running }: { running: Job[] }) {
  const [first] = running;
  if (first) return <Busy running={running} first={first} />;
  return (
    <Box
      component="span"
      data-testid="running-counter"
      sx={{ ...pill, minWidth: 0, border: 0, display: { xs: 'none', sm: 'block' } }}
    >
      0 running
    </Box>
  );
}
