'use client';

import AllInboxRounded from '@mui/icons-material/AllInboxRounded';
import DatasetRounded from '@mui/icons-material/DatasetRounded';
import FolderZipRounded from '@mui/icons-material/FolderZipRounded';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRouter } from 'next/navigation';
import { useAction } from '@/components/data/use-action';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { startLegacyBackup } from '@/lib/actions/backups';

/** The start call answers UNSUPPORTED_KIND in this version; set to true together with the job kinds. */
const AVAILABLE = false;

const KINDS = [
  { kind: 'both', label: 'Full', icon: <AllInboxRounded /> },
  { kind: 'db', label: 'Database Only', icon: <DatasetRounded /> },
  { kind: 'files', label: 'Files Only', icon: <FolderZipRounded /> },
] as const;

function Difference() {
  return (
    <Alert severity="info" id="legacy-difference">
      <AlertTitle>What is the difference?</AlertTitle>A Borg backup stores every piece of data once and
      encrypts it, so the hundredth backup costs little more than the first change. A legacy backup is one
      plain archive file or database dump each time: larger and not encrypted, but readable with tar alone.
      {AVAILABLE
        ? null
        : ' Legacy backups come with a later version of Holdfast; until then these buttons are off.'}
    </Alert>
  );
}

/** Plain archives and dumps, for those who need them. */
export function LegacyBackups() {
  const router = useRouter();
  const legacy = useAction(startLegacyBackup);
  const start = async (kind: (typeof KINDS)[number]['kind']) => {
    const started = await legacy.run({ kind });
    if (started) router.push(`/backups/jobs/${started.jobId}`);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box
        sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, minmax(0, 1fr))' } }}
      >
        {KINDS.map((item) => (
          <Button
            key={item.kind}
            variant="outlined"
            startIcon={item.icon}
            disabled={!AVAILABLE || legacy.pending}
            aria-describedby="legacy-difference"
            onClick={() => start(item.kind)}
          >
            {item.label}
          </Button>
        ))}
      </Box>
      {legacy.problem ? <ProblemAlert problem={legacy.problem} onClose={legacy.reset} /> : null}
      <Difference />
    </Box>
  );
}
