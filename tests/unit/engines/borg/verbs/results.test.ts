import { describe, expect, it } from 'vitest';
import { breakLock } from '@/lib/engines/borg/verbs/break-lock';
import { check } from '@/lib/engines/borg/verbs/check';
import { create } from '@/lib/engines/borg/verbs/create';
import { deleteArchives } from '@/lib/engines/borg/verbs/delete';
import { extract } from '@/lib/engines/borg/verbs/extract';
import { archiveInfo, info } from '@/lib/engines/borg/verbs/info';
import { init } from '@/lib/engines/borg/verbs/init';
import { listArchives } from '@/lib/engines/borg/verbs/list-archives';
import { recording, replay, replayError } from '../../recording';

const input = { archive: 'x', sources: ['/srv'] };

describe.each(['1.2.4', '1.4.5'])('borg %s', (version) => {
  const play = (name: string) => recording(`borg/${version}`, name);

  it('create: reads the final object', () => {
    const { result } = replay(create, input, play('create-json'));
    expect(result).toMatchObject({
      archive: 'first',
      stats: { nfiles: 4 },
      warnings: { count: 0, items: [] },
    });
    expect(result.archiveId).toMatch(/^[0-9a-f]{64}$/);
    expect(result.start).toMatch(/^2026-11-20T\d\d:\d\d:\d\d\.000Z$/);
    expect(result.cacheStats.totalChunks).toBeGreaterThan(0);
    expect(Number.isInteger(result.durationMs)).toBe(true);
  });

  it('create: tells progress and files of a listed run', () => {
    const { events, result } = replay(create, input, play('create-json-progress-list'));
    expect(result).toMatchObject({ archive: 'second', stats: { nfiles: 10 } });
    const kinds = new Set(events.map(({ type }) => type));
    expect([...kinds].sort()).toEqual(['file', 'progress']);
    expect(events.at(-1)).not.toHaveProperty('nfiles', 0);
  });

  it('create: progress merged over the run never falls back to nothing', () => {
    const state = create.start();
    const events = play('create-progress-large')
      .stderr.split('\n')
      .flatMap((line) => [...create.read(state, line, 'stderr')]);
    const sizes = events.flatMap((event) =>
      event.type === 'progress' && event.originalSize !== undefined ? [event.originalSize] : [],
    );
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    const merged = Object.assign({}, ...events.filter(({ type }) => type === 'progress'));
    expect(merged.originalSize).toBe(sizes.at(-1));
  });

  it.each([
    [
      'create-unreadable-file',
      [
        ['unreadable', 'perm/closed'],
        ['unreadable', 'perm/secret.txt'],
      ],
    ],
    ['create-file-changed', [['changed', 'big/random.bin']]],
    ['create-missing-source', [['vanished', '/srv/demo/src/nope']]],
    [
      'create-source-vanishes',
      [
        ['vanished', 'vanish/4'],
        ['vanished', 'vanish/5'],
        ['vanished', 'vanish/6'],
      ],
    ],
  ])('create: %s is an archive with warnings', (name, expected) => {
    const { result } = replay(create, input, play(name));
    expect(result.archiveId).toMatch(/^[0-9a-f]{64}$/);
    expect(result.warnings.items.map(({ kind, path }) => [kind, path])).toEqual(expected);
    expect(result.warnings.count).toBe(expected.length);
  });

  it('create: warnings about locks are no warnings about files', () => {
    const { result, events } = replay(create, input, play('create-after-sigKILL'));
    expect(result.warnings.count).toBe(0);
    expect(events).toEqual(replay(create, input, play('create-after-sigKILL')).events);
  });

  it.each([
    ['create-pattern-bad', 'TOOL_FAILED'],
    ['create-missing-source-only', 'INCOMPLETE'],
    ['create-name-collision', 'ARCHIVE_EXISTS'],
    ['enospc-create', 'DISK_FULL'],
  ])('create: %s is no backup: %s', (name, code) => {
    expect(replayError(create, input, play(name))).toMatchObject({ code });
  });

  it('create: a final object that was cut is no backup', () => {
    const whole = play('create-json');
    const cut = { ...whole, stdout: whole.stdout.slice(0, -40) };
    expect(replayError(create, input, cut)).toMatchObject({ code: 'INCOMPLETE' });
  });

  it('list: reads archives, also with details, also none', () => {
    const { result } = replay(listArchives, {}, play('list-repo-json'));
    expect(result.archives.slice(0, 2).map(({ name }) => name)).toEqual(['first', 'second']);
    expect(result.archives[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'first',
      start: expect.stringMatching(/Z$/),
    });
    expect(result.encryption).toBe('repokey');
    const detailed = replay(listArchives, { details: true }, play('list-repo-json-format')).result;
    expect(detailed.archives[0]).toMatchObject({ comment: '', hostname: 'web01', username: 'root' });
    expect(replay(listArchives, {}, play('list-repo-glob-nomatch')).result.archives).toEqual([]);
    expect(
      replayError(listArchives, {}, { ...play('list-repo-json'), stdout: '{"archives": [' }),
    ).toMatchObject({ code: 'INCOMPLETE' });
    expect(replay(listArchives, {}, play('list-after-sigKILL')).result.repositoryId).toHaveLength(64);
  });

  it('info: reads repository and archive', () => {
    expect(replay(info, {}, play('info-repo-json')).result).toMatchObject({
      encryption: 'repokey',
      repositoryId: expect.any(String),
    });
    expect(replay(archiveInfo, { archive: 'second' }, play('info-archive-json')).result).toMatchObject({
      ...{ name: 'second', comment: 'a comment', hostname: 'web01', stats: { nfiles: 10 } },
    });
    expect(replayError(archiveInfo, { archive: 'nosuch' }, play('info-archive-missing'))).toMatchObject({
      code: 'ARCHIVE_MISSING',
    });
  });

  it('init: its warnings are normal', () => {
    expect(replay(init, { encryption: 'repokey' }, play('init-repokey')).result).toBeUndefined();
    expect(replayError(init, { encryption: 'repokey' }, play('init-repokey-again'))).toMatchObject({
      code: 'REPOSITORY_EXISTS',
    });
  });

  it('extract: shows how far it is', () => {
    const { events, result } = replay(extract, input, play('extract-progress-list'));
    expect(result.warnings.count).toBe(0);
    const percent = events.filter((event) => event.type === 'progress' && event.total !== undefined);
    expect(percent.length).toBeGreaterThan(0);
    for (const event of percent)
      expect(event).toMatchObject({
        phase: 'extract',
        total: expect.any(Number),
        current: expect.any(Number),
      });
  });

  it.each([
    ['extract-path-nomatch', 'MEMBER_MISSING'],
    ['extract-pattern-nomatch', 'MEMBER_MISSING'],
    ['extract-corrupt', 'REPOSITORY_DAMAGED'],
    ['extract-enospc', 'DISK_FULL'],
  ])('extract: %s → %s', (name, code) => {
    expect(replayError(extract, input, play(name))).toMatchObject({ code });
  });

  it('extract: tells which disk is full, and which files came out damaged', () => {
    expect(replayError(extract, input, play('extract-enospc'))).toMatchObject({
      detail: expect.stringContaining('receives the files'),
    });
    const { result } = replay(extract, input, play('extract-after-repair'));
    expect(result.warnings.items).toMatchObject([{ path: 'src/site/uploads/video.bin' }]);
    expect(replay(extract, input, play('extract-file-over-directory')).result.warnings.count).toBe(1);
  });

  it('delete: a missing archive is an error whatever the exit code', () => {
    expect(replayError(deleteArchives, { archives: ['cfc'] }, play('delete-archive-twice'))).toMatchObject({
      code: 'ARCHIVE_MISSING',
    });
    const several = replayError(
      deleteArchives,
      { archives: ['pfs', 'pat', 'nosuch'] },
      play('delete-several'),
    );
    expect(several).toMatchObject({
      code: 'ARCHIVE_MISSING',
      detail: expect.stringContaining('archive nosuch in'),
    });
    expect(several).toMatchObject({ detail: expect.stringContaining('Deleted all the same: 2.') });
  });

  it('delete: silence is no proof', () => {
    expect(replayError(deleteArchives, { archives: ['x'] }, play('delete-glob-nomatch'))).toMatchObject({
      code: 'INCOMPLETE',
    });
  });

  it('check: a sound repository and a finished check', () => {
    const { result } = replay(check, { verifyData: false }, play('check-ok'));
    expect(result.ok).toBe(true);
    expect(result.output.at(-1)).toContain('no problems found');
    for (const name of ['check-verify-data', 'check-repository-only', 'check-archives-only']) {
      expect(replay(check, { verifyData: true }, play(name)).result.ok).toBe(true);
    }
    expect(replayError(check, { verifyData: false }, play('check-ok-quiet'))).toMatchObject({
      code: 'INCOMPLETE',
    });
  });

  it.each(['check-corrupt-repository', 'check-corrupt-repository-only', 'check-corrupt-verify-data'])(
    'check: %s is a finding',
    (name) => {
      const { result } = replay(check, { verifyData: false }, play(name));
      expect(result.ok).toBe(false);
      expect(result.output.join('\n')).toMatch(/errors found|problems found/);
    },
  );

  it('check: a crash with the exit code of damage is no finding', () => {
    const crash = { ...play('create-pattern-bad'), exit: { exitCode: 1, aborted: false, tail: [] } };
    expect(replayError(check, { verifyData: false }, crash)).toMatchObject({ code: 'TOOL_FAILED' });
  });

  it('break-lock: says nothing when it worked', () => {
    expect(replay(breakLock, {}, play('break-lock')).result).toBeUndefined();
  });
});
