'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useStorage } from '@/components/data/queries';
import { type Fact, Facts } from '@/components/ui/facts';
import { Meter } from '@/components/ui/meter';
import { Mono } from '@/components/ui/mono';
import { Panel } from '@/components/ui/panel';
import { formatBytes, showControl } from '@/lib/core/format';
import type { StorageInfo } from '@/lib/features/repositories/schema';

const none = '–';
const known = (bytes: number | null | undefined): string => (bytes == null ? none : formatBytes(bytes));

function ratio(total: number | null | undefined, unique: number | null | undefined): string {
  if (!total || !unique) return none;
  return `${(total / unique).toFixed(1)} : 1`;
}

function DiskBar({ storage }: { storage: StorageInfo }) {
  const { total_space: total, used_space: used, free_space: free } = storage;
  if (total === 0) return <Typography color="textSecondary">The size of the disk is not known.</Typography>;
  const mine = Math.min(storage.repository?.unique_size ?? 0, used);
  const kept = Math.max(0, total - used - free);
  const parts = [
    { label: `This repository: ${formatBytes(mine)}`, share: mine / total, color: 'primary.main' },
    {
      label: `Everything else: ${formatBytes(used - mine)}`,
      share: (used - mine) / total,
      color: 'primary.light',
    },
    { label: `Not available: ${formatBytes(kept)}`, share: kept / total, color: 'text.disabled' },
  ];
  const share = Math.round((used / total) * 100);
  return (
    <Box>
      <Box
        sx={{ display: 'flex', justifyContent: 'space-between', gap: '2px 16px', flexWrap: 'wrap', mb: 0.75 }}
      >
        <Typography sx={{ fontWeight: 600 }}>
          {formatBytes(used)} used ({share} %)
        </Typography>
        <Typography color="textSecondary">
          {formatBytes(free)} free of {formatBytes(total)}
          {kept / total > 0.06 ? `, ${formatBytes(kept)} not available` : ''}
        </Typography>
      </Box>
      <Meter
        parts={parts}
        label={`Disk: ${formatBytes(used)} of ${formatBytes(total)} used, ${formatBytes(free)} free`}
      />
    </Box>
  );
}

/** The disk that holds the backups, and what the default repository takes of it. */
export function StoragePanel({ initial }: { initial: StorageInfo }) {
  const { data: storage } = useStorage(initial);
  const { repository } = storage;
  const facts: Fact[] = [
    { label: 'Archives', value: storage.archive_count.toLocaleString('en') },
    { label: 'Data in all archives', value: known(repository?.total_size) },
    { label: 'Stored after deduplication', value: known(repository?.unique_size) },
    { label: 'Deduplication', value: ratio(repository?.total_size, repository?.unique_size) },
    { label: 'Encryption', value: repository?.encryption_mode ?? none },
    { label: 'Repository', value: <Mono>{showControl(repository?.location ?? storage.path)}</Mono> },
  ];
  return (
    <Panel title="Storage">
      <DiskBar storage={storage} />
      <Box sx={{ mt: 2.5 }}>
        <Facts items={facts} min={140} />
      </Box>
      {repository?.total_size == null ? (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
          Sizes are known after the first backup.
        </Typography>
      ) : null}
    </Panel>
  );
}
