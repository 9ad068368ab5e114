import { describe, expect, it } from 'vitest';
import { updateSettingsInput } from '@/lib/features/settings/schema';

describe('updateSettingsInput', () => {
  it('takes any part of the settings and folders once', () => {
    expect(updateSettingsInput.parse({})).toEqual({});
    expect(updateSettingsInput.parse({ include_paths: ['/srv/', '/srv', '/home'] })).toEqual({
      include_paths: ['/srv', '/home'],
    });
  });

  it.each([
    ['next_run_at', null],
    ['id', 2],
    ['name', '  '],
    ['enabled', 'true'],
    ['schedule', '* * * * *'],
    ['timezone', 'Mars/Olympus'],
    ['keep_daily', -1],
    ['compression_level', 23],
    ['include_paths', []],
    ['include_paths', ['srv']],
    ['exclude_patterns', ['re:.*']],
    ['notification_email', 'nobody'],
  ])('refuses %s = %j', (name, value) => {
    const { error } = updateSettingsInput.safeParse({ [name]: value });
    const issue = error?.issues[0];
    expect(issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path.slice(0, 1)).toEqual([name]);
  });
});
