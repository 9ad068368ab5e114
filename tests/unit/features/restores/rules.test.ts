import { describe, expect, it } from 'vitest';
import { isWithin, targetRefusal } from '@/lib/features/restores/rules';

describe('isWithin', () => {
  it.each([
    ['/srv/a', '/srv/a', true],
    ['/srv/a', '/srv/a/b/c', true],
    ['/', '/srv', true],
    ['/srv/a', '/srv/a/..b', true],
    ['/srv/a', '/srv/ab', false],
    ['/srv/a', '/srv', false],
    ['/srv/a', '/srv/b', false],
    ['/srv/..a', '/srv/..b', false],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(isWithin(outer, inner)).toBe(expected);
  });
});

describe('targetRefusal', () => {
  const surroundings = {
    dataDir: '/opt/holdfast/data',
    restores: '/opt/holdfast/data/restores',
    repositories: ['/srv/repo', '/mnt/usb/borg'],
  };
  const refusal = (target: string): string | null => targetRefusal(target, surroundings);

  it.each([
    '/srv/restored',
    '/srv/repo-restored',
    '/home/anna',
    '/root/restored',
    '/tmp/x',
    '/etcetera',
    '/var/lib/web',
    '/opt/holdfast/data/restores/today',
    '/opt/holdfast/data-2',
  ])('is content with %s', (target) => {
    expect(refusal(target)).toBeNull();
  });

  it.each([
    ['/etc', 'system folder /etc'],
    ['/etc/nginx', 'system folder /etc'],
    ['/usr/local/bin', 'system folder /usr'],
    ['/proc/self', 'system folder /proc'],
    ['/run/user/0', 'system folder /run'],
    ['/', 'system folder /'],
    ['/home', 'system folder /home'],
    ['/var/lib', 'system folder /var/lib'],
    ['/srv/repo', 'repository'],
    ['/srv/repo/data/0', 'repository'],
    ['/mnt/usb', 'repository'],
    ['/opt/holdfast', 'holds the data folder'],
    ['/opt/holdfast/data', 'holds the data folder'],
    ['/opt/holdfast/data/secrets', 'lies in the data folder'],
    ['/opt/holdfast/data/restores', 'lies in the data folder'],
    ['/opt/holdfast/data/restores-2', 'lies in the data folder'],
  ])('refuses %s', (target, reason) => {
    expect(refusal(target)).toContain(reason);
  });
});
