'use client';

import BackupRounded from '@mui/icons-material/BackupRounded';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { useRouter } from 'next/navigation';
import { useRefresh } from '@/components/data/queries';
import { useAction } from '@/components/data/use-action';
import { Panel } from '@/components/ui/panel';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { ReadyButton } from '@/components/ui/ready-button';
import { runBorgBackup } from '@/lib/actions/backups';
import { LegacyBackups } from './legacy-backups';

/** The same deep green in both schemes: pale green with dark letters does not look like "go". */
const go = {
  '--variant-containedBg': 'var(--hf-go)',
  '--variant-containedColor': '#fff',
  '&:hover': { '--variant-containedBg': 'var(--hf-go-strong)' },
} as const;

function BorgButton({ onStart, pending }: { onStart: () => void; pending: boolean }) {
  return (
    <ReadyButton
      color="success"
      variant="contained"
      size="large"
      fullWidth
      startIcon={<BackupRounded />}
      loading={pending}
      loadingPosition="start"
      onClick={onStart}
      data-testid="create-borg-backup"
      sx={{ ...go, py: 1.75, fontSize: '1.08rem', whiteSpace: 'normal', lineHeight: 1.25 }}
    >
      Create Borg Backup (Recommended)
    </ReadyButton>
  );
}

/** Starts a backup by hand and goes to its job. */
export function ManualBackup() {
  const router = useRouter();
  const refresh = useRefresh();
  const borg = useAction(runBorgBackup);
  const start = async () => {
    const started = await borg.run({});
    if (!started) return;
    void refresh();
    router.push(`/backups/jobs/${started.jobId}`);
  };
  return (
    <Panel
      title="Manual backup"
      hint="Uses what is saved under Automatic backups: folders, repository, compression"
    >
      <BorgButton onStart={start} pending={borg.pending} />
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
        Encrypted and deduplicated: only what changed since the last backup is stored.
      </Typography>
      {borg.problem ? (
        <Box sx={{ mt: 1.5 }}>
          <ProblemAlert problem={borg.problem} onClose={borg.reset} />
        </Box>
      ) : null}
      <Divider sx={{ my: 2.5, color: 'text.secondary', fontSize: '0.85rem' }}>or use legacy backups</Divider>
      <LegacyBackups />
    </Panel>
  );
}
