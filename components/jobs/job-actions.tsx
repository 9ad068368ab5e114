'use client';

import ReplayRounded from '@mui/icons-material/ReplayRounded';
import StopCircleRounded from '@mui/icons-material/StopCircleRounded';
import Stack from '@mui/material/Stack';
import { useRouter } from 'next/navigation';
import { useRefresh } from '@/components/data/queries';
import { useAction } from '@/components/data/use-action';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { ReadyButton } from '@/components/ui/ready-button';
import { runBorgBackup } from '@/lib/actions/backups';
import { cancelJob } from '@/lib/actions/jobs';
import type { Job } from '@/lib/features/jobs/schema';
import { isActive } from './words';

const canRepeat = (job: Job): boolean =>
  !isActive(job) && job.kind === 'borg' && job.operation === 'backup' && job.plan_id !== null;

function Cancel({ job, onCancel, pending }: { job: Job; onCancel: () => void; pending: boolean }) {
  return (
    <ConfirmButton
      color="error"
      startIcon={<StopCircleRounded />}
      armedLabel="Click again to cancel"
      disabled={pending || job.cancel_requested}
      onConfirm={onCancel}
      data-testid="job-cancel"
    >
      {job.cancel_requested ? 'Cancelling' : 'Cancel job'}
    </ConfirmButton>
  );
}

/** Cancel while it runs, run again afterwards; what was refused stands below the buttons. */
export function JobActions({ job }: { job: Job }) {
  const router = useRouter();
  const refresh = useRefresh();
  const cancel = useAction(cancelJob);
  const again = useAction(runBorgBackup);
  const problem = cancel.problem ?? again.problem;
  const stop = async () => {
    if (await cancel.run({ id: job.id })) await refresh();
  };
  const repeat = async () => {
    const started = await again.run(job.plan_id === null ? {} : { planId: job.plan_id });
    if (!started) return;
    void refresh();
    router.push(`/backups/jobs/${started.jobId}`);
  };
  return (
    <Stack sx={{ gap: 1.5, alignItems: { sm: 'flex-end' } }}>
      {isActive(job) ? <Cancel job={job} onCancel={stop} pending={cancel.pending} /> : null}
      {canRepeat(job) ? (
        <ReadyButton
          variant="contained"
          startIcon={<ReplayRounded />}
          onClick={repeat}
          loading={again.pending}
        >
          Run again
        </ReadyButton>
      ) : null}
      {problem ? (
        <ProblemAlert problem={problem} onClose={cancel.problem ? cancel.reset : again.reset} />
      ) : null}
    </Stack>
  );
}
