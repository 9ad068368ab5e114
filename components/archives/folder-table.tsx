'use client';

import DescriptionRounded from '@mui/icons-material/DescriptionRounded';
import FolderRounded from '@mui/icons-material/FolderRounded';
import HelpOutlineRounded from '@mui/icons-material/HelpOutlineRounded';
import LinkRounded from '@mui/icons-material/LinkRounded';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import MuiLink from '@mui/material/Link';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { useHydrated } from '@/components/ui/now';
import { ReadyButton } from '@/components/ui/ready-button';
import { Moment } from '@/components/ui/time';
import { formatBytes, showControl } from '@/lib/core/format';
import type { Entry } from '@/lib/features/archives/schema';
import { type ArchiveAddress, archiveHref, downloadHref } from './address';
import { FolderLink } from './folder-link';

const ICONS: Record<Entry['type'], ReactNode> = {
  directory: <FolderRounded color="primary" />,
  file: <DescriptionRounded />,
  symlink: <LinkRounded />,
  other: <HelpOutlineRounded />,
};

interface FolderTableProps {
  address: ArchiveAddress;
  entries: Entry[];
  selected: ReadonlySet<string>;
  onToggle: (paths: string[], on: boolean) => void;
  onOpen: (path: string) => void;
}

function NameText({
  entry,
  address,
  onOpen,
}: { entry: Entry } & Pick<FolderTableProps, 'address' | 'onOpen'>) {
  const name = showControl(entry.name);
  if (entry.type === 'directory') {
    return (
      <FolderLink
        href={archiveHref(address, entry.path)}
        onOpen={() => onOpen(entry.path)}
        testId="open-folder"
      >
        {name}
      </FolderLink>
    );
  }
  if (entry.type === 'file') {
    return (
      <MuiLink
        component="a"
        href={downloadHref(address, entry.path)}
        download
        title="Download this file"
        data-testid="download-file"
        color="text.primary"
      >
        {name}
      </MuiLink>
    );
  }
  const target = entry.link_target === null ? '' : ` → ${showControl(entry.link_target)}`;
  return <span>{name + target}</span>;
}

function Name(props: { entry: Entry } & FolderTableProps) {
  const { entry, selected, onToggle } = props;
  const ready = useHydrated();
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <Checkbox
        size="small"
        checked={selected.has(entry.path)}
        disabled={!ready}
        onChange={(_, on) => onToggle([entry.path], on)}
        slotProps={{ input: { 'aria-label': `Select ${showControl(entry.name)}` } }}
        sx={{ p: 0.5, ml: -0.75 }}
      />
      <Box
        component="span"
        aria-hidden
        sx={{ display: 'inline-flex', color: 'text.secondary', '& svg': { fontSize: '1.2rem' } }}
      >
        {ICONS[entry.type]}
      </Box>
      <Box component="span" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
        <NameText entry={entry} address={props.address} onOpen={props.onOpen} />
      </Box>
    </Box>
  );
}

const columns = (props: FolderTableProps): Column<Entry>[] => [
  { id: 'name', label: 'Name', phone: 'heading', render: (entry) => <Name entry={entry} {...props} /> },
  {
    id: 'size',
    label: 'Size',
    align: 'right',
    render: (entry) => (entry.type === 'file' ? formatBytes(entry.size) : '–'),
  },
  {
    id: 'modified',
    label: 'Modified',
    align: 'right',
    render: (entry) => (entry.mtime ? <Moment value={entry.mtime} /> : '–'),
  },
];

/** A folder of an archive, with a checkbox for each entry and one for all of them. */
export function FolderTable(props: FolderTableProps) {
  const paths = props.entries.map((entry) => entry.path);
  const all = paths.every((path) => props.selected.has(path));
  return (
    <>
      <Box sx={{ px: 2.5, pb: 0.5 }}>
        <ReadyButton size="small" onClick={() => props.onToggle(paths, !all)}>
          {all ? 'Select none of this folder' : 'Select all of this folder'}
        </ReadyButton>
      </Box>
      <DataTable
        label="Files of this folder"
        columns={columns(props)}
        rows={props.entries}
        rowKey={(entry) => entry.path}
        testId="entry-row"
      />
    </>
  );
}
