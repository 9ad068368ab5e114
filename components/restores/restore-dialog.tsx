'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ArchiveAddress } from '@/components/archives/address';
import { useRefresh } from '@/components/data/queries';
import { useAction } from '@/components/data/use-action';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { startRestore } from '@/lib/actions/restores';
import { type Target, TargetChoice } from './target-choice';
import { WhatIsRestored } from './what-is-restored';

interface RestoreDialogProps {
  address: ArchiveAddress;
  /** what to restore; nothing named means everything */
  paths: string[];
  onClose: () => void;
}

function useRestore({ address, paths }: Omit<RestoreDialogProps, 'onClose'>, target: Target) {
  const router = useRouter();
  const refresh = useRefresh();
  const action = useAction(startRestore);
  const start = async () => {
    const folder = target.own ? { target_path: target.path.trim() } : {};
    const started = await action.run({ ...address, paths, ...folder });
    if (!started) return;
    void refresh();
    router.push(`/backups/jobs/${started.jobId}`);
  };
  return { ...action, start };
}

/** Where the files go and what happens; starts the restore and goes to its job. */
export function RestoreDialog({ address, paths, onClose }: RestoreDialogProps) {
  const [target, setTarget] = useState<Target>({ own: false, path: '' });
  const { start, pending, problem, reset } = useRestore({ address, paths }, target);
  const targetError = problem?.errors.find((error) => error.path === 'target_path')?.message;
  const change = (next: Target) => {
    setTarget(next);
    reset();
  };
  return (
    <Dialog
      open
      onClose={pending ? undefined : onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="restore-title"
    >
      <DialogTitle id="restore-title">
        {paths.length === 0 ? 'Restore everything' : 'Restore the selection'}
      </DialogTitle>
      <DialogContent>
        <WhatIsRestored archive={address.archive} paths={paths} />
        <TargetChoice target={target} onChange={change} error={targetError} />
        {problem && !targetError ? (
          <Box sx={{ mt: 2 }}>
            <ProblemAlert problem={problem} />
          </Box>
        ) : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={pending}>
          Not now
        </Button>
        <Button
          variant="contained"
          onClick={start}
          loading={pending}
          disabled={target.own && target.path.trim() === ''}
          data-testid="restore-start"
        >
          Start restore
        </Button>
      </DialogActions>
    </Dialog>
  );
}
