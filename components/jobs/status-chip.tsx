import CancelRounded from '@mui/icons-material/CancelRounded';
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import DoNotDisturbOnRounded from '@mui/icons-material/DoNotDisturbOnRounded';
import HourglassTopRounded from '@mui/icons-material/HourglassTopRounded';
import SyncRounded from '@mui/icons-material/SyncRounded';
import WarningRounded from '@mui/icons-material/WarningRounded';
import Box from '@mui/material/Box';
import { keyframes } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { Job } from '@/lib/features/jobs/schema';
import { plural, STATUS_WORDS } from './words';

const turn = keyframes({ to: { transform: 'rotate(360deg)' } });

interface Look {
  icon: ReactNode;
  ink: string;
  wash: string;
}

const LOOKS: Record<Job['status'] | 'warned', Look> = {
  queued: { icon: <HourglassTopRounded />, ink: 'text.secondary', wash: 'var(--hf-quiet-wash)' },
  running: { icon: <SyncRounded />, ink: 'primary.main', wash: 'var(--hf-active-wash)' },
  success: { icon: <CheckCircleRounded />, ink: 'success.main', wash: 'var(--hf-ok-wash)' },
  warned: { icon: <WarningRounded />, ink: 'warning.main', wash: 'var(--hf-attention-wash)' },
  failed: { icon: <CancelRounded />, ink: 'error.main', wash: 'var(--hf-problem-wash)' },
  cancelled: { icon: <DoNotDisturbOnRounded />, ink: 'text.secondary', wash: 'var(--hf-quiet-wash)' },
};

type Shown = Pick<Job, 'status' | 'warnings' | 'cancel_requested'>;

function wordsOf(job: Shown): string {
  if (job.status === 'running' && job.cancel_requested) return 'Cancelling';
  if (job.status === 'success' && job.warnings > 0) return `Success, ${plural(job.warnings, 'warning')}`;
  return STATUS_WORDS[job.status];
}

/** Outcome as icon and words, never colour alone. */
export function StatusChip({ job, testId }: { job: Shown; testId?: string }) {
  const look = LOOKS[job.status === 'success' && job.warnings > 0 ? 'warned' : job.status];
  return (
    <Box
      component="span"
      data-testid={testId}
      data-status={job.status}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.6,
        px: 1,
        py: 0.3,
        borderRadius: 99,
        fontSize: '0.8rem',
        fontWeight: 620,
        whiteSpace: 'nowrap',
        color: look.ink,
        bgcolor: look.wash,
        '& svg': {
          fontSize: '1rem',
          animation: job.status === 'running' ? `${turn} 2.2s linear infinite` : 'none',
        },
      }}
    >
      {look.icon}
      {wordsOf(job)}
    </Box>
  );
}
