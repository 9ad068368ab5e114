import { describe, expect, it } from 'vitest';
import { presentRepository } from '@/lib/features/repositories/presenter';
import { repository } from '@/lib/features/repositories/schema';

const row = {
  id: '0b54c4a2-5b5e-4d0f-9a3c-0a4c1f7d2e11',
  ...{ engine: 'borg' as const, name: 'Default', location: '/srv/repo', canonical: 'borg:1' },
  ...{ encryptionMode: 'repokey', passphrase: 'v1.sealed.text', engineId: null, initializedAt: null },
  ...{ totalSize: 10n, uniqueSize: null, archivesAt: new Date(0), createdAt: new Date(0) },
};

describe('presentRepository', () => {
  it('tells of the passphrase only that there is one', () => {
    const shown = presentRepository(row);
    expect(shown).toMatchObject({ has_passphrase: true, total_size: 10, unique_size: null });
    expect(JSON.stringify(shown)).not.toContain('sealed');
    expect(repository.parse(shown)).toEqual(shown);
    expect(presentRepository({ ...row, passphrase: null }).has_passphrase).toBe(false);
  });
});
