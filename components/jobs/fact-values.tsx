import type { Fact } from '@/components/ui/facts';
import { Mono } from '@/components/ui/mono';
import { Moment } from '@/components/ui/time';
import { formatBytes, formatDuration, showControl } from '@/lib/core/format';

const LABELS: Record<string, string> = {
  archive_id: 'Archive id',
  nfiles: 'Files',
  files_count: 'Files',
  original_size: 'Original size',
  compressed_size: 'Compressed',
  deduplicated_size: 'New in the repository',
  compression_ratio: 'Compression',
  deduplication_ratio: 'Deduplication',
  duration_ms: 'Tool ran',
  start: 'State of the files at',
  encryption_mode: 'Encryption',
  repository_total_size: 'Data in all archives',
  repository_unique_size: 'Repository on disk',
  target_path: 'Restored into',
  bytes: 'Size',
  warning_count: 'Warnings',
};

const labelOf = (key: string): string => {
  const words = key.replace(/_(ms|bytes)$/, '').replaceAll('_', ' ');
  return LABELS[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
};

const isBytes = (key: string): boolean => /(^|_)(size|bytes)$/.test(key);

function numberText(key: string, value: number): string {
  if (key.endsWith('_ms')) return formatDuration(value);
  if (isBytes(key)) return formatBytes(value);
  if (key.endsWith('_ratio')) return `${value.toFixed(2)} : 1`;
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2);
}

const LONG_ID = /^[0-9a-f-]{24,}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function textValue(value: string): Fact['value'] {
  if (ISO_TIME.test(value)) return <Moment value={value} />;
  return LONG_ID.test(value) || value.startsWith('/') ? (
    <Mono>{showControl(value)}</Mono>
  ) : (
    showControl(value)
  );
}

function shownValue(key: string, value: unknown): Fact['value'] | null {
  if (typeof value === 'number') return numberText(key, value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'string' && value !== '' ? textValue(value) : null;
}

/** Whatever a job recorded, with words for the known names; nested values are left to the API. */
export function factsFrom(record: Record<string, unknown> | null, skip: ReadonlySet<string>): Fact[] {
  if (!record) return [];
  return Object.entries(record).flatMap(([key, value]) => {
    const shown = skip.has(key) ? null : shownValue(key, value);
    return shown === null ? [] : [{ label: labelOf(key), value: shown }];
  });
}
