import { formatClock } from '@/lib/core/format';
import { ratio } from '@/lib/features/repositories/rules';

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The result of a borg.create job as POST /api/v1/backups/borg/create answers it. */
export function presentCreated(result: Record<string, unknown>): Record<string, unknown> {
  const [original, compressed, deduplicated] = [
    number(result.original_size),
    number(result.compressed_size),
    number(result.deduplicated_size),
  ];
  return {
    archive_name: result.archive,
    original_size: original,
    compressed_size: compressed,
    deduplicated_size: deduplicated,
    nfiles: result.nfiles,
    compression_ratio: ratio(original, compressed),
    deduplication_ratio: ratio(compressed, deduplicated),
    duration: formatClock(number(result.duration_ms) / 1000),
    warnings: result.warnings,
  };
}
