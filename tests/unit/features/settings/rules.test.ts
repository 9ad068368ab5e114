import { describe, expect, it } from 'vitest';
import { checkRetention, plannedRun, toColumns } from '@/lib/features/settings/rules';
import { updateSettingsInput } from '@/lib/features/settings/schema';
import { thrown } from '@/tests/unit/data-folder';
import { settingsRow } from '@/tests/unit/features/settings/rows';

describe('checkRetention', () => {
  const monthlyOnly = settingsRow({ keepHourly: 0, keepDaily: 0, keepWeekly: 0 });

  it('is content with one count above 0, stored or asked for', () => {
    expect(() => checkRetention(monthlyOnly, { keep_weekly: 0 })).not.toThrow();
    expect(() => checkRetention(monthlyOnly, { keep_monthly: 0, keep_daily: 1 })).not.toThrow();
  });

  it('refuses to keep nothing, also when the rest of the zeros is stored', () => {
    expect(thrown(() => checkRetention(monthlyOnly, { keep_monthly: 0 }))).toMatchObject({
      code: 'VALIDATION',
      errors: ['keep_hourly', 'keep_daily', 'keep_weekly', 'keep_monthly'].map((path) => ({ path })),
    });
  });
});

describe('plannedRun', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const planned = (
    ...given: Parameters<typeof plannedRun> extends [infer R, infer P, unknown] ? [R, P] : never
  ) => plannedRun(...given, now)?.toISOString() ?? null;

  it('counts with what is changed and what stays', () => {
    expect(planned(settingsRow(), {})).toBe('2026-11-21T02:00:00.000Z');
    expect(planned(settingsRow(), { schedule: '30 13 * * *' })).toBe('2026-11-20T13:30:00.000Z');
    expect(planned(settingsRow(), { timezone: 'Europe/Berlin' })).toBe('2026-11-21T01:00:00.000Z');
  });

  it('is nothing while the plan is off, and something again when it is put on', () => {
    expect(planned(settingsRow(), { enabled: false })).toBeNull();
    expect(planned(settingsRow({ enabled: false }), { schedule: '0 3 * * *' })).toBeNull();
    expect(planned(settingsRow({ enabled: false }), { enabled: true })).toBe('2026-11-21T02:00:00.000Z');
  });
});

describe('toColumns', () => {
  it('has a column for every field a request may change', () => {
    const fields = Object.keys(updateSettingsInput.shape);
    const columns = Object.keys(toColumns(Object.fromEntries(fields.map((name) => [name, null]))));
    expect(columns).toHaveLength(fields.length);
    expect(columns.filter((column) => !(column in settingsRow()))).toEqual([]);
  });

  it('changes what is given alone', () => {
    expect(toColumns({ keep_daily: 7, notification_email: null })).toEqual({
      keepDaily: 7,
      notificationEmail: null,
    });
  });
});
