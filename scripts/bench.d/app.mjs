// The application under measurement: the built server, its API and its command line.
import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { memory } from './measure.mjs';

const home = process.env.HOLDFAST_HOME;
const bundle = join(home, 'build/holdfast.mjs');

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

export const cli = (...args) =>
  execFileSync(process.execPath, [bundle, ...args], { encoding: 'utf8' }).trim();

/** Starts the server; `readyAfter` is the seconds until /api/ready says ok. */
export async function startApp() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' };
  const started = performance.now();
  const flags = ['--max-semi-space-size=4', '--liftoff-only']; // as scripts/lib/app.sh starts it
  const child = spawn(process.execPath, [...flags, join(home, 'build/server.mjs')], {
    cwd: home,
    env,
    stdio: 'ignore',
  });
  while (
    !(await fetch(`${url}/api/ready`).then(
      (r) => r.ok,
      () => false,
    ))
  )
    await pause(25);
  const readyAfter = (performance.now() - started) / 1000;
  const token = cli('token', 'create', '--name', 'bench', '--role', 'super_admin');
  const call = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return { pid: child.pid, readyAfter, call, stop: () => child.kill('SIGTERM') };
}

function peakOf(pid, known) {
  try {
    return Math.max(known, memory(pid, 'VmHWM'));
  } catch {
    return known; // it has ended
  }
}

const jobPid = (id) => {
  try {
    return Number(
      execFileSync('pgrep', ['-f', `holdfast.mjs job ${id}`], { encoding: 'utf8' }).split('\n')[0],
    );
  } catch {
    return 0;
  }
};

/** Seconds from the request to the job's end as the API tells it, and the job process's peak memory in MB. */
export async function backUpThroughApi(app) {
  const started = performance.now();
  const { data } = await app.call('POST', '/api/backups/borg/run');
  let [pid, peak] = [0, 0];
  for (;;) {
    const { job } = (await app.call('GET', `/api/backups/jobs/${data.jobId}`)).data;
    if (job.status === 'success') break;
    if (job.status !== 'queued' && job.status !== 'running') throw new Error(job.error);
    pid ||= jobPid(data.jobId);
    peak = pid ? peakOf(pid, peak) : 0;
    await pause(50);
  }
  return { seconds: (performance.now() - started) / 1000, peak };
}
