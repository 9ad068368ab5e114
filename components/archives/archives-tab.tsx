'use client';

import Inventory2Rounded from '@mui/icons-material/Inventory2Rounded';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useArchives } from '@/components/data/queries';
import { plural } from '@/components/jobs/words';
import { EmptyState } from '@/components/ui/empty-state';
import { Mono } from '@/components/ui/mono';
import { Panel } from '@/components/ui/panel';
import { Ago } from '@/components/ui/time';
import { showControl } from '@/lib/core/format';
import type { Archive, ArchiveList } from '@/lib/features/archives/schema';
import { ArchiveTable } from './archive-table';

const RestoreDialog = dynamic(() =>
  import('@/components/restores/restore-dialog').then((m) => m.RestoreDialog),
);
const DeleteDialog = dynamic(() => import('./delete-dialog').then((m) => m.DeleteDialog));

export type ArchiveChoice = { archive: Archive; what: 'restore' | 'delete' } | null;

function Dialogs({
  choice,
  list,
  onClose,
}: {
  choice: ArchiveChoice;
  list: ArchiveList;
  onClose: () => void;
}) {
  if (!choice) return null;
  const { archive } = choice;
  if (choice.what === 'delete')
    return <DeleteDialog archive={archive} archives={list.archives} onClose={onClose} />;
  const address = { repository_id: archive.repository_id, archive: archive.name };
  return <RestoreDialog address={address} paths={[]} onClose={onClose} />;
}

function Hint({ list }: { list: ArchiveList }) {
  if (!list.repository) return null;
  return (
    <>
      {plural(list.archives.length, 'archive')} in <Mono>{showControl(list.repository.location)}</Mono>
      {list.as_of ? (
        <>
          , read <Ago value={list.as_of} />
        </>
      ) : null}
    </>
  );
}

function NoArchives({ initialized }: { initialized: boolean }) {
  return (
    <EmptyState
      icon={<Inventory2Rounded />}
      title="There are no backups yet"
      action={
        <Button variant="contained" href="/backups?tab=settings">
          Go to the backup button
        </Button>
      }
    >
      {initialized
        ? 'Create a Borg backup: its archive appears here, with those that other programs put into the same repository.'
        : 'The repository is made at the first backup. Archives that other programs put into it appear here too.'}
    </EmptyState>
  );
}

/** Every archive of the default repository, whoever made it. */
export function ArchivesTab({ initial }: { initial: ArchiveList }) {
  const { data: list, refetch, isFetching } = useArchives(initial);
  const [choice, setChoice] = useState<ArchiveChoice>(null);
  return (
    <Stack sx={{ gap: 2.5 }}>
      {list.notice ? <Alert severity="info">{list.notice}</Alert> : null}
      <Panel
        flush
        title="Your backups"
        hint={<Hint list={list} />}
        actions={
          <Button onClick={() => refetch()} loading={isFetching}>
            Read anew
          </Button>
        }
      >
        {list.archives.length > 0 ? (
          <ArchiveTable archives={list.archives} onChoose={setChoice} />
        ) : (
          <NoArchives initialized={list.repository !== null} />
        )}
      </Panel>
      <Box>
        <Dialogs choice={choice} list={list} onClose={() => setChoice(null)} />
      </Box>
    </Stack>
  );
}
