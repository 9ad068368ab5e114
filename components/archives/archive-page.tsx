'use client';

import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import SettingsBackupRestoreRounded from '@mui/icons-material/SettingsBackupRestoreRounded';
import Link from '@mui/material/Link';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Mono } from '@/components/ui/mono';
import { PageTitle } from '@/components/ui/page-title';
import { ReadyButton } from '@/components/ui/ready-button';
import { showControl } from '@/lib/core/format';
import type { Folder } from '@/lib/features/archives/schema';
import type { ArchiveAddress } from './address';
import { Browser } from './browser';

const RestoreDialog = dynamic(() =>
  import('@/components/restores/restore-dialog').then((m) => m.RestoreDialog),
);

function Back() {
  return (
    <Link
      href="/backups?tab=archives"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        mb: 0.75,
        '& svg': { fontSize: '1.05rem' },
      }}
    >
      <ArrowBackRounded /> Your backups
    </Link>
  );
}

/** One archive: its files, and restoring all of it. */
export function ArchivePage({ address, initial }: { address: ArchiveAddress; initial: Folder }) {
  const [restoring, setRestoring] = useState(false);
  const restoreAll = (
    <ReadyButton
      variant="outlined"
      startIcon={<SettingsBackupRestoreRounded />}
      onClick={() => setRestoring(true)}
      data-testid="restore-all"
    >
      Restore everything
    </ReadyButton>
  );
  return (
    <>
      <PageTitle
        above={<Back />}
        title={<Mono>{showControl(address.archive)}</Mono>}
        hint="Click a folder to open it, a file to download it. Select entries to restore them together."
        actions={restoreAll}
      />
      <Browser address={address} initial={initial} />
      {restoring ? <RestoreDialog address={address} paths={[]} onClose={() => setRestoring(false)} /> : null}
    </>
  );
}
