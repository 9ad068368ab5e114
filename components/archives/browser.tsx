'use client';

import FolderOffRounded from '@mui/icons-material/FolderOffRounded';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { problemOf } from '@/components/data/api';
import { useFolder } from '@/components/data/queries';
import { plural } from '@/components/jobs/words';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { Folder } from '@/lib/features/archives/schema';
import { type ArchiveAddress, archiveHref } from './address';
import { Crumbs } from './crumbs';
import { FolderTable } from './folder-table';
import { SelectionBar } from './selection-bar';

const RestoreDialog = dynamic(() =>
  import('@/components/restores/restore-dialog').then((m) => m.RestoreDialog),
);

/** The folder is in the address; opening one neither loads the page anew nor forgets the way back. */
function usePath(address: ArchiveAddress): [string, (path: string) => void] {
  const path = useSearchParams().get('path') ?? '';
  return [path, (next) => window.history.pushState(null, '', archiveHref(address, next))];
}

function Notes({ folder, error }: { folder: Folder | undefined; error: Error | null }) {
  return (
    <Box sx={{ px: 2.5, '& > *': { mb: 1.5 } }}>
      {error ? <ProblemAlert problem={problemOf(error)} /> : null}
      {folder?.truncated ? (
        <Alert severity="info">
          This folder holds more than is listed here. Restoring the folder restores all of it.
        </Alert>
      ) : null}
    </Box>
  );
}

/** Selected paths, from any folder, and what to restore now. */
function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = (paths: string[], on: boolean) =>
    setSelected((before) => {
      const next = new Set(before);
      for (const path of paths) on ? next.add(path) : next.delete(path);
      return next;
    });
  return { selected, toggle, clear: () => setSelected(new Set()) };
}

interface BrowserProps {
  address: ArchiveAddress;
  initial: Folder;
}

/** Folder by folder through an archive: go in, download a file, select and restore. */
export function Browser({ address, initial }: BrowserProps) {
  const [path, go] = usePath(address);
  const query = useFolder({ ...address, path }, path === initial.path ? initial : undefined);
  const { selected, toggle, clear } = useSelection();
  const [restoring, setRestoring] = useState(false);
  const folder = query.data;
  const entries = folder?.entries ?? [];
  return (
    <>
      <Panel
        flush
        title="Files"
        hint={query.isPlaceholderData ? 'Reading the folder' : plural(entries.length, 'entry', 'entries')}
      >
        <Crumbs address={address} path={path} onOpen={go} />
        <Box sx={{ height: 4 }}>
          {query.isFetching ? <ProgressBar label="Reading the folder" percent={null} height={3} /> : null}
        </Box>
        <Notes folder={folder} error={query.error} />
        {entries.length > 0 ? (
          <FolderTable
            address={address}
            entries={entries}
            selected={selected}
            onToggle={toggle}
            onOpen={go}
          />
        ) : null}
        {entries.length === 0 && folder && !query.error ? (
          <EmptyState icon={<FolderOffRounded />} title="This folder is empty">
            It was empty when the backup was made.
          </EmptyState>
        ) : null}
        <SelectionBar count={selected.size} onRestore={() => setRestoring(true)} onClear={clear} />
      </Panel>
      {restoring ? (
        <RestoreDialog address={address} paths={[...selected]} onClose={() => setRestoring(false)} />
      ) : null}
    </>
  );
}
