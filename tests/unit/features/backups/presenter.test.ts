import { describe, expect, it } from 'vitest';
import { presentCreated } from '@/lib/features/backups/presenter';

describe('presentCreated', () => {
  it('has the ratios and the duration of the answer', () => {
    const result = {
      ...{ archive: 'web_1', original_size: 1_000, compressed_size: 400, deduplicated_size: 3 },
      ...{ nfiles: 2, duration_ms: 930_000, warnings: [] },
    };
    expect(presentCreated(result)).toEqual({
      archive_name: 'web_1',
      original_size: 1_000,
      compressed_size: 400,
      deduplicated_size: 3,
      nfiles: 2,
      compression_ratio: 2.5,
      deduplication_ratio: 133.333,
      duration: '0:15:30',
      warnings: [],
    });
  });

  it('divides nothing by nothing', () => {
    expect(presentCreated({ archive: 'empty', original_size: 0, compressed_size: 0 })).toMatchObject({
      ...{ compression_ratio: 0, deduplication_ratio: 0, deduplicated_size: 0, duration: '0:00:00' },
    });
  });
});
