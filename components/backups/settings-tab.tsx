'use client';

import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { SettingsForm } from '@/components/settings/settings-form';
import type { StorageInfo } from '@/lib/features/repositories/schema';
import type { Settings } from '@/lib/features/settings/schema';
import { ManualBackup } from './manual-backup';
import { StoragePanel } from './storage-panel';

/** Storage and manual backup side by side, the plan below. */
export function SettingsTab({ settings, storage }: { settings: Settings; storage: StorageInfo }) {
  return (
    <Stack sx={{ gap: 2.5 }}>
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <StoragePanel initial={storage} />
        <ManualBackup />
      </Box>
      <SettingsForm initial={settings} />
    </Stack>
  );
}
