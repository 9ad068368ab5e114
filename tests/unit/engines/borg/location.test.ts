import { describe, expect, it } from 'vitest';
import {
  canonicalLocation,
  hasControlCharacter,
  locationArgument,
  parseBorgLocation,
} from '@/lib/engines/borg/location';
import { EngineInputError } from '@/lib/engines/failure';

describe('parseBorgLocation', () => {
  it.each([
    ['/srv/backup', '/srv/backup'],
    ['/srv//backup/../borg/', '/srv/borg'],
    ['//srv/borg', '/srv/borg'],
    ['/srv/with space/a:b', '/srv/with space/a:b'],
    ['/srv/-oProxyCommand=x', '/srv/-oProxyCommand=x'],
    ['ssh://nas/volume/borg', 'ssh://nas/volume/borg'],
    ['ssh://backup@nas.example.org:2222/volume/borg/', 'ssh://backup@nas.example.org:2222/volume/borg'],
    ['ssh://u_1.x-y@10.0.0.1/b', 'ssh://u_1.x-y@10.0.0.1/b'],
  ])('%s', (text, expected) => {
    expect(locationArgument(parseBorgLocation(text))).toBe(expected);
  });

  it.each([
    ['empty', ''],
    ['relative', 'backup'],
    ['dot', './backup'],
    ['home', '~/backup'],
    ['root', '/'],
    ['root by detour', '/srv/..'],
    ['scp form', 'user@host:/path'],
    ['scp form with an option for a host', '-oProxyCommand=touch /tmp/x:repo'],
    ['option as host', 'ssh://-oProxyCommand=touch%20x/./repo'],
    ['option as user', 'ssh://-oProxyCommand=x@host/repo'],
    ['option behind a user', 'ssh://user@-oProxyCommand=x/repo'],
    ['option alone', '--help'],
    ['file scheme', 'file:///srv/backup'],
    ['other scheme', 'rclone:remote:path'],
    ['upper case scheme', 'SSH://host/path'],
    ['archive', '/srv/backup::name'],
    ['archive over ssh', 'ssh://host/srv::name'],
    ['placeholder', '/srv/{hostname}'],
    ['placeholder over ssh', 'ssh://host/{now}'],
    ['no path', 'ssh://host'],
    ['relative over ssh', 'ssh://host/./repo'],
    ['home over ssh', 'ssh://host/~/repo'],
    ['no host', 'ssh:///srv'],
    ['port too high', 'ssh://host:65536/srv'],
    ['port zero', 'ssh://host:0/srv'],
    ['port not a number', 'ssh://host:22x/srv'],
    ['password', 'ssh://user:secret@host/srv'],
    ['shell in host', 'ssh://$(id)/srv'],
    ['blank in host', 'ssh://a b/srv'],
    ['line break', '/srv/a\nb'],
    ['NUL', '/srv/a\0b'],
    ['escape', '/srv/\u001b[2J'],
    ['too long', `/${'x'.repeat(1_024)}`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseBorgLocation(text)).toThrow(EngineInputError);
    expect(() => parseBorgLocation(text)).toThrow(expect.objectContaining({ field: 'location' }));
  });

  it('gives one text for all spellings of a place', () => {
    const same = (a: string, b: string) =>
      canonicalLocation(parseBorgLocation(a)) === canonicalLocation(parseBorgLocation(b));
    expect(same('/srv/borg', '/srv/x/../borg//')).toBe(true);
    expect(same('ssh://NAS/srv', 'ssh://nas:22/srv/')).toBe(true);
    expect(same('ssh://a@nas/srv', 'ssh://b@nas/srv')).toBe(false);
    expect(same('/nas/srv', 'ssh://nas/srv')).toBe(false);
  });

  it('sees control characters of both ranges', () => {
    expect(['a\tb', 'a\u0085', '\u007f'].every(hasControlCharacter)).toBe(true);
    expect(hasControlCharacter('Ünï 漢 😀')).toBe(false);
  });
});
