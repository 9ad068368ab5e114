import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Typography from '@mui/material/Typography';
import { Mono } from '@/components/ui/mono';
import { showLines } from '@/components/ui/show-lines';
import type { Job } from '@/lib/features/jobs/schema';
import { explain } from './next-steps';

/** Why a job failed: what happened, what it means, what to do next, and the code for the search engine. */
export function Failure({ job }: { job: Job }) {
  if (job.status !== 'failed') return null;
  const { title, step } = explain(job.error_code);
  return (
    <Alert severity="error" data-testid="job-failure" sx={{ '& .MuiAlert-message': { width: '100%' } }}>
      <AlertTitle>{title}</AlertTitle>
      {job.error ? (
        <Typography sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
          {showLines(job.error)}
        </Typography>
      ) : null}
      <Typography sx={{ mt: 1 }}>
        <strong>Next step:</strong> {step}
      </Typography>
      {job.error_code ? (
        <Typography variant="caption" component="p" sx={{ mt: 1 }}>
          Code <Mono>{job.error_code}</Mono>
        </Typography>
      ) : null}
    </Alert>
  );
}
