'use client';

import SettingsBackupRestoreRounded from '@mui/icons-material/SettingsBackupRestoreRounded';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { plural } from '@/components/jobs/words';
import { BAR_HEIGHT } from '@/components/layout/nav-style';

const MOST = 500;

interface SelectionBarProps {
  count: number;
  onRestore: () => void;
  onClear: () => void;
}

/** Stays in view while something is selected. */
export function SelectionBar({ count, onRestore, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  const tooMany = count > MOST;
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: { xs: BAR_HEIGHT, md: 0 },
        zIndex: 2,
        display: 'flex',
        gap: 1.5,
        alignItems: 'center',
        flexWrap: 'wrap',
        px: 2.5,
        py: 1.5,
        bgcolor: 'background.paper',
        borderTop: '1px solid var(--hf-line)',
      }}
    >
      <Typography role="status" sx={{ flex: 1, minWidth: 120, fontWeight: 620 }}>
        {plural(count, 'entry', 'entries')} selected
        {tooMany ? `, at most ${MOST} at once: select their folder` : ''}
      </Typography>
      <Button onClick={onClear}>Clear</Button>
      <Button
        variant="contained"
        startIcon={<SettingsBackupRestoreRounded />}
        onClick={onRestore}
        disabled={tooMany}
        data-testid="restore-selection"
      >
        Restore selection
      </Button>
    </Box>
  );
}
