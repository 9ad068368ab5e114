'use client';

import DeleteRounded from '@mui/icons-material/DeleteRounded';
import SettingsBackupRestoreRounded from '@mui/icons-material/SettingsBackupRestoreRounded';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import { type Column, DataTable } from '@/components/ui/data-table';
import { aboveRowLink } from '@/components/ui/data-table-style';
import { Mono } from '@/components/ui/mono';
import { useHydrated } from '@/components/ui/now';
import { ReadyButton } from '@/components/ui/ready-button';
import { RowLink } from '@/components/ui/row-link';
import { Moment } from '@/components/ui/time';
import { formatBytes, showControl } from '@/lib/core/format';
import type { Archive } from '@/lib/features/archives/schema';
import { archiveHref } from './address';
import type { ArchiveChoice } from './archives-tab';

const none = '–';
const address = (archive: Archive) => ({ repository_id: archive.repository_id, archive: archive.name });

function Origin({ archive }: { archive: Archive }) {
  if (!archive.job_id)
    return <span title="Found in the repository; another program or installation made it">Elsewhere</span>;
  return (
    <Link href={`/backups/jobs/${archive.job_id}`} sx={aboveRowLink}>
      Here, see job
    </Link>
  );
}

function Actions({ archive, onChoose }: { archive: Archive; onChoose: (choice: ArchiveChoice) => void }) {
  const name = showControl(archive.name);
  const ready = useHydrated();
  return (
    <Box
      component="span"
      sx={[aboveRowLink as object, { display: 'inline-flex', gap: 0.5, alignItems: 'center' }]}
    >
      <ReadyButton
        size="small"
        variant="outlined"
        startIcon={<SettingsBackupRestoreRounded />}
        onClick={() => onChoose({ archive, what: 'restore' })}
        data-testid="archive-restore"
        aria-label={`Restore all of ${name}`}
      >
        Restore
      </ReadyButton>
      <IconButton
        size="small"
        color="error"
        onClick={() => onChoose({ archive, what: 'delete' })}
        data-testid="archive-delete"
        disabled={!ready}
        aria-label={`Delete ${name}`}
        title="Delete this archive"
      >
        <DeleteRounded fontSize="small" />
      </IconButton>
    </Box>
  );
}

const columns = (onChoose: (choice: ArchiveChoice) => void): Column<Archive>[] => [
  {
    id: 'name',
    label: 'Archive',
    phone: 'heading',
    render: (archive) => (
      <RowLink href={archiveHref(address(archive))}>
        <Mono>{showControl(archive.name)}</Mono>
      </RowLink>
    ),
  },
  { id: 'date', label: 'Made', render: (archive) => <Moment value={archive.time} /> },
  { id: 'host', label: 'Host', render: (archive) => showControl(archive.hostname ?? none) },
  {
    id: 'files',
    label: 'Files',
    align: 'right',
    render: (archive) => archive.nfiles?.toLocaleString('en') ?? none,
  },
  {
    id: 'size',
    label: 'Size',
    align: 'right',
    render: (archive) => <Size archive={archive} />,
  },
  { id: 'origin', label: 'Made by', render: (archive) => <Origin archive={archive} /> },
  {
    id: 'actions',
    label: 'Actions',
    quietLabel: true,
    align: 'right',
    phone: 'bare',
    render: (archive) => <Actions archive={archive} onChoose={onChoose} />,
  },
];

/** Restorable size; what it added to the repository on hover. */
function Size({ archive }: { archive: Archive }) {
  if (archive.original_size === null) return none;
  const added = archive.deduplicated_size;
  return (
    <span title={added === null ? undefined : `Added ${formatBytes(added)} to the repository`}>
      {formatBytes(archive.original_size)}
    </span>
  );
}

interface ArchiveTableProps {
  archives: Archive[];
  onChoose: (choice: ArchiveChoice) => void;
}

export function ArchiveTable({ archives, onChoose }: ArchiveTableProps) {
  return (
    <DataTable
      label="Archives"
      columns={columns(onChoose)}
      rows={archives}
      rowKey={(archive) => archive.id}
      testId="archive-row"
    />
  );
}
