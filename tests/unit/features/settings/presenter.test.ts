import { describe, expect, it } from 'vitest';
import { presentSettings } from '@/lib/features/settings/presenter';
import { settings, updateSettingsInput } from '@/lib/features/settings/schema';
import { settingsRow } from '@/tests/unit/features/settings/rows';

describe('presentSettings', () => {
  it('answers what the API promises', () => {
    const shown = presentSettings(settingsRow({ nextRunAt: new Date('2026-11-21T02:00:00Z') }));
    expect(shown).toMatchObject({ keep_hourly: 48, next_run_at: '2026-11-21T02:00:00.000Z' });
    expect(shown).toMatchObject({ borg_repo_path: '', include_paths: ['/srv'] });
    expect(settings.parse(shown)).toEqual(shown);
  });

  it('answers what a form may send back', () => {
    const shown = presentSettings(settingsRow({ borgRepoPath: '/srv/repo' }));
    const { id, next_run_at, updated_at, ...sendable } = shown;
    expect([id, next_run_at, updated_at]).toEqual([1, null, '2026-11-20T10:00:00.000Z']);
    expect(updateSettingsInput.parse(sendable)).toEqual(sendable);
  });
});
