import { describe, expect, it } from 'vitest';
import { reached, type Source, sources } from '@/tests/architecture/tree';

/** Which part of the tree a file belongs to: a folder of lib, or app, components, boot … */
const ringOf = (file: string): string => {
  const [top = '', second = ''] = file.split('/');
  return top === 'lib' ? second.replace(/\.ts$/, '') : top.replace(/\.tsx?$/, '');
};

/** What each ring may import besides itself, and why not more. */
const RINGS: Record<string, { may: string[]; because: string }> = {
  core: { may: [], because: 'core is what everything stands on, so it may know nothing above it' },
  engines: { may: [], because: 'engines are shared instruments that know neither database, jobs nor pages' },
  db: { may: ['core'], because: 'the database ring knows no noun' },
  operation: { may: ['core', 'db'], because: 'the gate knows no noun and no door' },
  jobs: {
    may: ['core', 'db', 'engines', 'operation'],
    because: 'jobs run what features define, not the reverse',
  },
  features: {
    may: ['core', 'db', 'engines', 'operation', 'jobs'],
    because: 'a feature must work behind every door, so it knows none of them',
  },
  'job-kinds': { may: ['features', 'jobs'], because: 'it is a list' },
  registry: { may: ['features', 'operation', 'job-kinds'], because: 'it is a list' },
  boot: {
    may: ['core', 'db', 'features', 'operation'],
    because: 'it prepares an installation for any process',
  },
  transport: {
    may: ['core', 'db', 'operation', 'jobs', 'features', 'boot', 'job-kinds'],
    because: 'a door adds nothing of its own and never runs a tool',
  },
  actions: { may: ['features', 'transport'], because: 'each line of an actions file is action(operation)' },
  cli: {
    may: ['core', 'db', 'operation', 'jobs', 'features', 'boot', 'job-kinds', 'registry'],
    because: 'the command line is a door of its own and must run without Next',
  },
  components: {
    may: ['core', 'features', 'actions'],
    because: 'components run in the browser: they know forms of data and actions, nothing behind them',
  },
  app: { may: ['components', 'transport', 'features'], because: 'pages and routes hold no logic' },
  instrumentation: { may: ['transport'], because: 'it only starts the services' },
};

const isData = (file: string): boolean => file === 'package.json' || file.endsWith('.css');

function violations(source: Source): string[] {
  const own = ringOf(source.file);
  const rule = RINGS[own];
  if (!rule) return [`${source.file}: no rule for lib/${own}; the folders of lib are a closed list`];
  return source.imports.flatMap(({ file }) => {
    if (file === null || isData(file)) return [];
    const ring = ringOf(file);
    if (ring === own || rule.may.includes(ring)) return [];
    return [`${source.file} imports ${file}: ${rule.because}`];
  });
}

const CORE_FOR_BROWSER = /^lib\/core\/(format|errors|result|roles|fields|password-rules)\.ts$/;

describe('imports', () => {
  it('go in one direction', () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  it('of components reach schemas, a few files of core, and actions: the rest is not for browsers', () => {
    const wrong = sources
      .filter(({ file }) => file.startsWith('components/'))
      .flatMap(({ file, imports }) =>
        imports
          .filter((one) => one.file?.startsWith('lib/'))
          .filter(
            (one) =>
              !CORE_FOR_BROWSER.test(one.file ?? '') &&
              !/^lib\/features\/\w+\/schema\.ts$/.test(one.file ?? '') &&
              !/^lib\/actions\/\w+\.ts$/.test(one.file ?? ''),
          )
          .map((one) => `${file} imports ${one.file}`),
      );
    expect(wrong).toEqual([]);
  });

  it('of schemas and of what components use never reach Node, the database or the configuration', () => {
    const entries = sources.filter(
      ({ file, text }) => /^lib\/features\/\w+\/schema\.ts$/.test(file) || /^['"]use client['"]/.test(text),
    );
    expect(entries.length).toBeGreaterThan(20);
    const bad =
      /^node:|^@prisma\/|^(mariadb|pino|execa|next-auth|next-auth\/jwt|node-cron)$|^lib\/(db|engines|operation|transport)\/|config/;
    const wrong = entries.flatMap(({ file }) =>
      [...reached(file)]
        .filter(([key]) => bad.test(key))
        .map(([key, by]) => `${file} reaches ${key} through ${by}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of Next are in transport, app and components alone: the command line and the jobs run without it', () => {
    const wrong = sources
      .filter(({ file }) => file.startsWith('lib/') && !file.startsWith('lib/transport/'))
      .flatMap(({ file, imports }) =>
        imports
          .filter(({ specifier }) => /^(next|next-auth|react|react-dom)(\/|$)/.test(specifier))
          .map((i) => `${file}: ${i.specifier}`),
      );
    expect(wrong).toEqual([]);
    const cli = [...reached('lib/cli/main.ts').keys()].filter((key) =>
      /^next(-auth)?(\/|$)|^lib\/transport\//.test(key),
    );
    expect(cli).toEqual([]);
  });

  it('of the Prisma client stay where rows are read and written', () => {
    const client =
      /^lib\/(boot\.ts|db\/|jobs\/|operation\/|features\/\w+\/(queries|operations|jobs)\.ts|cli\/(main|follow)\.ts|cli\/commands\/|transport\/(session|job-route)\.ts)/;
    const types =
      /^lib\/(db\/|jobs\/|operation\/|features\/\w+\/(queries|operations|jobs|presenter|rules)\.ts|transport\/job-route\.ts)/;
    const wrong = sources.flatMap(({ file, imports }) =>
      imports.flatMap((one) => {
        const generated = one.file?.startsWith('lib/db/generated/') ?? false;
        if (generated && !one.typeOnly && !file.startsWith('lib/db/')) return [`${file} uses Prisma itself`];
        if (generated && !types.test(file)) return [`${file} knows rows of the database`];
        return one.file === 'lib/db/client.ts' && !client.test(file) ? [`${file} asks the database`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('of child processes are in the one file that spawns', () => {
    const wrong = sources.flatMap(({ file, imports }) =>
      imports
        .filter(({ specifier }) =>
          /^(execa|(node:)?child_process|(node:)?cluster|(node:)?worker_threads)$/.test(specifier),
        )
        .filter(() => !/^lib\/engines\/process(\.ts|\/)/.test(file))
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have no circle within a ring below features', () => {
    const circles: string[] = [];
    for (const { file } of sources.filter((one) => /^lib\/(core|db|operation|engines)\//.test(one.file)))
      if (reached(file).has(file)) circles.push(file);
    expect(circles).toEqual([]);
  });
});
