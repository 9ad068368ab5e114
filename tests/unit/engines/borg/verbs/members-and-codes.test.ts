import { describe, expect, it } from 'vitest';
import { check } from '@/lib/engines/borg/verbs/check';
import { create } from '@/lib/engines/borg/verbs/create';
import { extract } from '@/lib/engines/borg/verbs/extract';
import { listMembers } from '@/lib/engines/borg/verbs/list-members';
import { recording, replay, replayError } from '../../recording';

const input = { archive: 'x', sources: ['/srv'] };

describe('borg 1.4 with its own exit codes', () => {
  const play = (name: string) => recording('borg/1.4.5', name);

  it.each(['modern-unreadable-file', 'modern-create-missing-source'])(
    '%s is an archive with warnings',
    (name) => {
      expect(replay(create, input, play(name)).result.warnings.count).toBeGreaterThan(0);
    },
  );

  it('101 is a missing member, 1 of a check is damage', () => {
    expect(replayError(extract, input, play('modern-extract-nomatch'))).toMatchObject({
      code: 'MEMBER_MISSING',
      exitCode: 101,
    });
    expect(replay(check, { verifyData: false }, play('modern-check-corrupt')).result.ok).toBe(false);
    expect(replay(check, { verifyData: false }, play('tam-check')).result.ok).toBe(false);
  });
});

describe('members', () => {
  const play = () => recording('borg/1.2.4', 'list-members-nul');

  it('are read whatever their names hold', () => {
    const { events, result } = replay(listMembers, { archive: 'odd' }, play(), '\0');
    const members = events.flatMap((event) => (event.type === 'member' ? [event.member] : []));
    expect(result).toBe(members.length);
    const by = Object.fromEntries(members.map((member) => [member.path.replace('src/odd/', ''), member]));
    expect(Object.keys(by)).toEqual(
      expect.arrayContaining([
        'plain',
        'with space',
        'new\nline',
        'tab\t"quote"',
        '-dash',
        'latin1-?',
        'Ünï-漢😀',
      ]),
    );
    expect(by['Ünï-漢😀']).toEqual({
      ...{ path: 'src/odd/Ünï-漢😀', type: 'file', size: 3, mode: '-rw-r--r--', user: 'root', group: 'root' },
      mtime: '2026-01-02T03:00:00.000Z',
    });
    expect(by.link).toMatchObject({ type: 'symlink', linkTarget: 'plain' });
    expect(by.fifo).toMatchObject({ type: 'other' });
    expect(by.src).toMatchObject({ type: 'directory' });
    expect(members.filter(({ hardLinkTo }) => hardLinkTo)).toMatchObject([
      { type: 'file', size: 0, hardLinkTo: expect.stringMatching(/odd\/(plain|twin)$/) },
    ]);
  });

  it('a list that was cut is an error', () => {
    const whole = play();
    const cut = { ...whole, stdout: whole.stdout.slice(0, -20) };
    const state = listMembers.start();
    for (const field of cut.stdout.split('\0').slice(0, -1)) listMembers.read(state, field, 'stdout');
    expect(() => listMembers.finish(state, cut.exit)).toThrow(
      expect.objectContaining({ code: 'INCOMPLETE' }),
    );
  });
});
