import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Problem } from '@/lib/core/errors';
import { Mono } from './mono';

const jobOf = (problem: Problem): string | null =>
  typeof problem.job_id === 'string' ? problem.job_id : null;

interface ProblemAlertProps {
  problem: Problem;
  onClose?: () => void;
  children?: ReactNode;
}

/** What was refused, in words; a link to the running job when that is the reason. */
export function ProblemAlert({ problem, onClose, children }: ProblemAlertProps) {
  const jobId = jobOf(problem);
  return (
    <Alert
      severity={problem.status === 409 ? 'warning' : 'error'}
      data-testid="problem"
      {...(onClose ? { onClose } : {})}
    >
      <AlertTitle sx={{ mb: 0.25 }}>{problem.title}</AlertTitle>
      {problem.detail}
      {jobId ? (
        <>
          {' '}
          <Link href={`/backups/jobs/${jobId}`}>Watch the running job</Link>
        </>
      ) : null}
      {children}
      <Typography component="div" variant="caption" sx={{ mt: 0.5, opacity: 0.8 }}>
        Code <Mono>{problem.code}</Mono>
      </Typography>
    </Alert>
  );
}
