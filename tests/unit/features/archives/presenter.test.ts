import { describe, expect, it } from 'vitest';
import { presentArchive } from '@/lib/features/archives/presenter';
import { archive } from '@/lib/features/archives/schema';

const row = {
  ...{ id: 'row', engineId: 'ab'.repeat(32), name: 'web', hostname: 'h', username: null, jobId: null },
  repositoryId: '0b54c4a2-5b5e-4d0f-9a3c-0a4c1f7d2e11',
  startedAt: new Date('2026-11-20T10:00:00Z'),
  ...{ nfiles: 3n, originalSize: 5_000_000_000n, deduplicatedSize: null },
};

describe('presentArchive', () => {
  it("names an archive by the tool's id, with numbers as numbers", () => {
    const shown = presentArchive(row);
    expect(shown).toMatchObject({
      ...{ id: row.engineId, time: '2026-11-20T10:00:00.000Z', nfiles: 3 },
      ...{ original_size: 5_000_000_000, deduplicated_size: null },
    });
    expect(archive.parse(shown)).toEqual(shown);
  });
});
