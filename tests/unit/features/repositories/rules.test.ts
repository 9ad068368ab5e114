import { describe, expect, it } from 'vitest';
import { borgKey, locationOf, ratio } from '@/lib/features/repositories/rules';
import { thrown } from '@/tests/unit/data-folder';

const key = (text: string): string => borgKey(locationOf(text, 'repository_path'));

describe('borgKey', () => {
  it('is one for every spelling of a place', () => {
    expect(new Set(['/srv/repo', '/srv/repo/', '/srv//repo', '/srv/./repo'].map(key)).size).toBe(1);
  });

  it('is another for another place, also where only the case differs', () => {
    expect(new Set(['/srv/repo', '/srv/Repo', '/srv/repo2', 'ssh://a@h/srv/repo'].map(key)).size).toBe(4);
  });

  it('fits its column', () => {
    expect(key(`/srv/${'x'.repeat(200)}`)).toMatch(/^borg:[0-9a-f]{64}$/);
  });
});

describe('locationOf', () => {
  it.each(['', 'relative/path', '/srv/repo\0', '-oProxyCommand=x'])('refuses %j on the field', (text) => {
    expect(thrown(() => locationOf(text, 'borg_repo_path'))).toMatchObject({
      code: 'VALIDATION',
      errors: [{ path: 'borg_repo_path' }],
    });
  });
});

describe('ratio', () => {
  it('has three places, and is 0 of nothing', () => {
    expect(ratio(10, 3)).toBe(3.333);
    expect(ratio(0, 3)).toBe(0);
    expect(ratio(10, 0)).toBe(0);
  });
});
