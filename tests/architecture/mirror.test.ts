import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, root, sources } from '@/tests/architecture/tree';

const OPERATIONS = 'tests/integration/operation-writes.test.ts';
const V1 = 'tests/integration/api/borg-v1.test.ts';
const BACKUPS = 'tests/integration/api/backups.test.ts';
const ERRORS = 'tests/integration/api/errors.test.ts';
const SESSION = 'tests/integration/api/session.test.ts';
const EVENTS = 'tests/integration/api/events.test.ts';
const HYGIENE = 'tests/integration/api/hygiene.test.ts';
const CLI = 'tests/integration/cli.test.ts';
const FAULTS = 'tests/integration/faults';

/** Files whose logic needs a database, a process or a server: where it is tested instead of tests/unit. */
const ELSEWHERE: Record<string, string> = {
  'lib/boot.ts': OPERATIONS,
  'lib/cli/follow.ts': CLI,
  'lib/cli/input.ts': CLI,
  'lib/cli/main.ts': CLI,
  'lib/db/migrate.ts': 'tests/integration/migrate.test.ts',
  'lib/db/transaction.ts': `${FAULTS}/database.test.ts`,
  'lib/jobs/channel.ts': `${FAULTS}/database.test.ts`,
  'lib/jobs/dispatcher.ts': `${FAULTS}/concurrency.test.ts`,
  'lib/jobs/end-tools.ts': `${FAULTS}/crash.test.ts`,
  'lib/jobs/heartbeat.ts': `${FAULTS}/crash.test.ts`,
  'lib/jobs/queue.ts': `${FAULTS}/concurrency.test.ts`,
  'lib/jobs/run-job.ts': `${FAULTS}/crash.test.ts`,
  'lib/jobs/spawn.ts': CLI,
  'lib/jobs/start.ts': OPERATIONS,
  'lib/jobs/watch.ts': EVENTS,
  'lib/jobs/worker.ts': CLI,
  'lib/operation/audit-chain.ts': 'tests/integration/audit-chain.test.ts',
  'lib/transport/auth.ts': SESSION,
  'lib/transport/http.ts': ERRORS,
  'lib/transport/job-route.ts': V1,
  'lib/transport/openapi.ts': HYGIENE,
  'lib/transport/server.ts': ERRORS,
  'lib/transport/session.ts': SESSION,
  'lib/transport/sse.ts': EVENTS,
  'lib/transport/streams.ts': EVENTS,
};

/** Whole groups, by the beginning or the end of the path. */
const GROUPS: [pattern: RegExp, test: string][] = [
  [/^lib\/engines\//, 'tests/contract/borg.test.ts'],
  [/^lib\/cli\/commands\//, CLI],
  [/^lib\/features\/\w+\/operations\.ts$/, OPERATIONS],
  [/^lib\/features\/(archives|backups|repositories|restores)\/jobs\.ts$/, V1],
  [/^lib\/features\/\w+\/(presenter|queries|schema)\.ts$/, BACKUPS],
];

/** No logic of their own, or none that a test could tell apart from the library it calls. */
const EXEMPT: Record<string, string> = {
  'lib/core/result.ts': 'a type',
  'lib/core/singleton.ts': 'every test of the configuration and the database goes through it',
  'lib/db/client.ts': 'settings of the driver; every integration test goes through it',
  'lib/job-kinds.ts': 'a list, compared with the files in tests/architecture/registry.test.ts',
  'lib/registry.ts': 'a list, compared with the files in tests/architecture/registry.test.ts',
  'lib/transport/api-calls.ts': 'a list, compared with the files in tests/architecture/registry.test.ts',
  'lib/jobs/progress.ts': 'a schema',
  'lib/jobs/tidy.ts': 'three DELETE statements on rows of a month ago',
  'lib/operation/actor.ts': 'types and two constants',
  'lib/operation/define.ts': 'types and the identity',
  'lib/cli/call.ts': 'a constant of the operating system user, seen in every test of the command line',
  'lib/transport/action.ts': 'ten lines, driven by the browser tests',
  'lib/transport/load.ts': 'ten lines, driven by the browser tests',
  'lib/transport/services.ts': 'starts what other files define; every test with a server goes through it',
};

const unitTest = (file: string): string => file.replace(/^lib\//, 'tests/unit/').replace(/\.ts$/, '.test.ts');
const testOf = (file: string): string | undefined =>
  ELSEWHERE[file] ?? GROUPS.find(([pattern]) => pattern.test(file))?.[1];
const libFiles = sources.map(({ file }) => file).filter((file) => /^lib\/(?!actions\/)/.test(file));

describe('every file of lib', () => {
  it('has its test: in tests/unit under its own name, or where this list says', () => {
    expect(libFiles.length).toBeGreaterThan(100);
    const without = libFiles.filter(
      (file) => !(file in EXEMPT) && !existsSync(path.join(root, unitTest(file))) && !testOf(file),
    );
    expect(without).toEqual([]);
  });

  it('is listed only while it exists, and its test does', () => {
    for (const file of [...Object.keys(ELSEWHERE), ...Object.keys(EXEMPT)])
      expect(libFiles, file).toContain(file);
    for (const test of [...Object.values(ELSEWHERE), ...GROUPS.map(([, one]) => one)])
      expect(existsSync(path.join(root, test)), test).toBe(true);
  });

  it('of tests/unit stands for a file of lib', () => {
    const orphans = filesIn('tests/unit')
      .filter((file) => file.endsWith('.test.ts') && !file.startsWith('tests/unit/engines/'))
      .filter((file) => /^tests\/unit\/(cli|core|db|features|jobs|operation|transport)\//.test(file))
      .map((file) => file.replace('tests/unit/', 'lib/').replace('.test.ts', '.ts'))
      .filter((file) => !existsSync(path.join(root, file)))
      // A file may have a second test for one side of it: config-process beside config.
      .filter((file) => !existsSync(path.join(root, file.replace(/-[a-z]+\.ts$/, '.ts'))));
    expect(orphans).toEqual([]);
  });

  it('keeps its tests awake: nothing is skipped or run alone', () => {
    const own = 'tests/architecture/mirror.test.ts';
    const asleep = filesIn('tests')
      .filter((file) => file.endsWith('.test.ts') && file !== own)
      .filter((file) =>
        /\b(it|test|describe)\.(skip|only|todo|fails)\b/.test(readFileSync(path.join(root, file), 'utf8')),
      );
    expect(asleep).toEqual([]);
  });
});
