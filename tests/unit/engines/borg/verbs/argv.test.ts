import { describe, expect, it } from 'vitest';
import { breakLock } from '@/lib/engines/borg/verbs/break-lock';
import { check } from '@/lib/engines/borg/verbs/check';
import { create } from '@/lib/engines/borg/verbs/create';
import { deleteArchives } from '@/lib/engines/borg/verbs/delete';
import { extract } from '@/lib/engines/borg/verbs/extract';
import { extractFile } from '@/lib/engines/borg/verbs/extract-file';
import { archiveInfo, info } from '@/lib/engines/borg/verbs/info';
import { init } from '@/lib/engines/borg/verbs/init';
import { listArchives } from '@/lib/engines/borg/verbs/list-archives';
import { listMembers } from '@/lib/engines/borg/verbs/list-members';
import type { Verb } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';

const context = {
  tool: { name: 'borg', binary: '/usr/bin/borg', version: [1, 2, 4], text: '1.2.4' },
  repository: '/srv/r',
} as const;

function argv<Input, State, Result, Event>(verb: Verb<Input, State, Result, Event>, input: Input): string {
  return verb
    .command(input, context)
    .args.map((word) => (/\s/.test(word) ? `'${word}'` : word))
    .join(' ');
}

const FORMAT = '{mode}{NUL}{user}{NUL}{group}{NUL}{size}{NUL}{isomtime}{NUL}{linktarget}{NUL}{path}{NUL}';

describe('command lines', () => {
  const rows: [string, string, string][] = [
    [
      'init',
      argv(init, { encryption: 'repokey-blake2' }),
      'init --log-json --lock-wait 5 --encryption repokey-blake2 -- /srv/r',
    ],
    [
      'init with everything',
      argv(init, { encryption: 'keyfile', appendOnly: true, storageQuota: '1.5T', makeParentDirs: true }),
      'init --log-json --lock-wait 5 --encryption keyfile --append-only --storage-quota=1.5T --make-parent-dirs -- /srv/r',
    ],
    [
      'create',
      argv(create, { archive: 'a', sources: ['/srv/www'] }),
      'create --log-json --lock-wait 5 --json --progress --compression lz4 /srv/r::a -- /srv/www',
    ],
    [
      'create with everything',
      argv(create, {
        ...{
          archive: 'a_1',
          sources: ['/srv/./www/', '/-dash'],
          excludes: ['-x', 'sh:**/c'],
          compression: 'zstd,3',
        },
        ...{ comment: '-by {user}', oneFileSystem: true, checkpointInterval: 900 },
      }),
      "create --log-json --lock-wait 5 --json --progress --compression zstd,3 --one-file-system --checkpoint-interval 900 '--comment=-by {{user}}' --exclude=-x --exclude=sh:**/c /srv/r::a_1 -- /srv/www /-dash",
    ],
    ['list archives', argv(listArchives, {}), 'list --log-json --lock-wait 5 --json -- /srv/r'],
    [
      'list some archives with details',
      argv(listArchives, { last: 5, prefix: 'web[1]', details: true, checkpoints: true }),
      'list --log-json --lock-wait 5 --json --format {archive}{id}{start}{comment}{hostname}{username} --consider-checkpoints --last 5 --glob-archives=web[[]1]* -- /srv/r',
    ],
    [
      'list one archive',
      argv(listArchives, { name: '-x*' }),
      'list --log-json --lock-wait 5 --json --glob-archives=-x[*] -- /srv/r',
    ],
    [
      'list members',
      argv(listMembers, { archive: 'a' }),
      `list --log-json --lock-wait 5 --format ${FORMAT} /srv/r::a`,
    ],
    [
      'list members below',
      argv(listMembers, { archive: '-a', path: '/srv/re:x/' }),
      `list --log-json --lock-wait 5 --format ${FORMAT} /srv/r::-a -- pp:srv/re:x`,
    ],
    [
      'list one member',
      argv(listMembers, { archive: 'a', path: '--help', exact: true }),
      `list --log-json --lock-wait 5 --format ${FORMAT} /srv/r::a -- pf:--help`,
    ],
    ['info', argv(info, {}), 'info --log-json --lock-wait 5 --json -- /srv/r'],
    [
      'info of an archive',
      argv(archiveInfo, { archive: 'a::b' }),
      'info --log-json --lock-wait 5 --json /srv/r::a::b',
    ],
    ['extract', argv(extract, { archive: 'a' }), 'extract --log-json --lock-wait 5 --progress /srv/r::a'],
    [
      'extract with everything',
      argv(extract, {
        archive: 'a',
        paths: ['/b/c', 'b', 'bc', 'b'],
        stripComponents: 2,
        dryRun: true,
        progress: false,
      }),
      'extract --log-json --lock-wait 5 --dry-run --strip-components 2 /srv/r::a -- pp:b pp:bc',
    ],
    [
      'extract a file',
      argv(extractFile, { archive: 'a', path: '-x' }),
      'extract --log-json --lock-wait 5 --stdout /srv/r::a -- pp:-x',
    ],
    ['delete', argv(deleteArchives, { archives: ['a'] }), 'delete --log-json --lock-wait 5 --list /srv/r::a'],
    [
      'delete several',
      argv(deleteArchives, { archives: ['a', '-b', 'a'] }),
      'delete --log-json --lock-wait 5 --list /srv/r::a -- -b',
    ],
    ['break-lock', argv(breakLock, {}), 'break-lock --log-json -- /srv/r'],
    [
      'check',
      argv(check, { verifyData: false }),
      'check --log-json --lock-wait 5 --verbose --progress -- /srv/r',
    ],
    [
      'check archives and data',
      argv(check, { verifyData: true, archivesOnly: true }),
      'check --log-json --lock-wait 5 --verbose --progress --verify-data --archives-only -- /srv/r',
    ],
  ];
  it.each(rows)('%s', (_name, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('input that must not reach a command line', () => {
  const ok = { archive: 'a', sources: ['/srv'] };
  const rows: [string, () => unknown][] = [
    ['an option as archive', () => argv(create, { ...ok, archive: '--help' })],
    ['a placeholder as archive', () => argv(create, { ...ok, archive: '{now}' })],
    ['no source', () => argv(create, { ...ok, sources: [] })],
    ['a relative source', () => argv(create, { ...ok, sources: ['srv'] })],
    ['an option as source', () => argv(create, { ...ok, sources: ['--exclude-from=/etc/passwd'] })],
    ['NUL in a source', () => argv(create, { ...ok, sources: ['/srv\0/x'] })],
    ['a regular expression', () => argv(create, { ...ok, excludes: ['re:('] })],
    ['an option as compression', () => argv(create, { ...ok, compression: '--help' })],
    ['a long comment', () => argv(create, { ...ok, comment: 'x'.repeat(1_001) })],
    ['a checkpoint each second', () => argv(create, { ...ok, checkpointInterval: 1 })],
    ['an unknown encryption', () => argv(init, { encryption: '--help' as 'none' })],
    ['a quota with an option', () => argv(init, { encryption: 'none', storageQuota: '1 --help' })],
    ['no archive to delete', () => argv(deleteArchives, { archives: [] as unknown as [string] })],
    ['an empty archive to delete', () => argv(deleteArchives, { archives: [''] })],
    ['a second empty archive to delete', () => argv(deleteArchives, { archives: ['a', ''] })],
    ['a placeholder as second archive', () => argv(deleteArchives, { archives: ['a', '{now}'] })],
    ['a slash in an archive', () => argv(extract, { archive: '../a' })],
    ['no paths', () => argv(extract, { archive: 'a', paths: [] })],
    ['an empty path', () => argv(extract, { archive: 'a', paths: ['/'] })],
    ['a path that climbs', () => argv(extract, { archive: 'a', paths: ['a/../../b'] })],
    ['NUL in a path', () => argv(extractFile, { archive: 'a', path: 'a\0b' })],
    ['half a component', () => argv(extract, { archive: 'a', stripComponents: 0.5 })],
    ['a negative count', () => argv(listArchives, { last: -1 })],
    ['data of the repository alone', () => argv(check, { verifyData: true, repositoryOnly: true })],
  ];
  it.each(rows)('%s', (_name, build) => {
    expect(build).toThrow(EngineInputError);
  });

  it('no command line of delete names the repository alone', () => {
    const { args } = deleteArchives.command({ archives: ['a', 'b'] }, context);
    expect(args).not.toContain(context.repository);
  });
});
