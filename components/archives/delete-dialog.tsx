'use client';

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useRefresh } from '@/components/data/queries';
import { useAction } from '@/components/data/use-action';
import { plural } from '@/components/jobs/words';
import { Facts } from '@/components/ui/facts';
import { Mono } from '@/components/ui/mono';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { TextInput } from '@/components/ui/text-input';
import { Moment } from '@/components/ui/time';
import { deleteArchive } from '@/lib/actions/archives';
import { formatBytes, showControl } from '@/lib/core/format';
import type { Archive } from '@/lib/features/archives/schema';

interface DeleteDialogProps {
  archive: Archive;
  /** all archives of the repository: what would remain */
  archives: Archive[];
  onClose: () => void;
}

/** What goes and what stays, by name and number. */
function Loss({ archive, archives }: Omit<DeleteDialogProps, 'onClose'>) {
  const rest = archives.length - 1;
  const last = rest === 0;
  return (
    <>
      <Alert severity={last ? 'error' : 'warning'} sx={{ mb: 2 }}>
        {last
          ? 'This is the only archive. Without it nothing can be restored any more.'
          : 'This state of the files can never be restored again. Other archives keep their data, even where they share it.'}
      </Alert>
      <Facts
        min={180}
        items={[
          { label: 'Archive', value: <Mono>{showControl(archive.name)}</Mono> },
          { label: 'Made', value: <Moment value={archive.time} /> },
          { label: 'Files', value: archive.nfiles?.toLocaleString('en') ?? 'Not known' },
          {
            label: 'Size',
            value: archive.original_size === null ? 'Not known' : formatBytes(archive.original_size),
          },
          { label: 'What remains', value: last ? 'No archive' : plural(rest, 'archive') },
        ]}
      />
    </>
  );
}

function useDelete(archive: Archive) {
  const router = useRouter();
  const refresh = useRefresh();
  const action = useAction(deleteArchive);
  const start = async () => {
    const started = await action.run({ repository_id: archive.repository_id, archive: archive.name });
    if (!started) return;
    void refresh();
    router.push(`/backups/jobs/${started.jobId}`);
  };
  return { ...action, start };
}

/** Deletes one archive after its name was typed. */
export function DeleteDialog({ archive, archives, onClose }: DeleteDialogProps) {
  const [typed, setTyped] = useState('');
  const { start, pending, problem } = useDelete(archive);
  return (
    <Dialog
      open
      onClose={pending ? undefined : onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="delete-title"
    >
      <DialogTitle id="delete-title">Delete this archive?</DialogTitle>
      <DialogContent>
        <Loss archive={archive} archives={archives} />
        <Typography sx={{ mt: 2.5, mb: 1 }}>
          Type <Mono>{archive.name}</Mono> to confirm.
        </Typography>
        <TextInput
          autoFocus
          label="Name of the archive"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          native={{ autoComplete: 'off', spellCheck: false }}
        />
        {problem ? (
          <Box sx={{ mt: 2 }}>
            <ProblemAlert problem={problem} />
          </Box>
        ) : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={pending}>
          Keep it
        </Button>
        <Button
          color="error"
          variant="contained"
          disabled={typed !== archive.name}
          loading={pending}
          onClick={start}
          data-testid="archive-delete-confirm"
        >
          Delete archive
        </Button>
      </DialogActions>
    </Dialog>
  );
}
