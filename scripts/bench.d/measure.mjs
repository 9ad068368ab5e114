// Runs things and measures them. Pairs run A B A B, so that a slow minute of the machine hits both.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Seconds a command takes; throws when it fails. */
export function timed(command, args, env = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve((performance.now() - started) / 1000);
      else reject(new Error(`${command} ${args[0]} ended with ${code}: ${errors}`));
    });
  });
}

/** Alternates the two and gives the medians in seconds. */
export async function pairs(rounds, bare, ours) {
  const [a, b] = [[], []];
  for (let round = 0; round < rounds; round++) {
    a.push(await bare(round));
    b.push(await ours(round));
    process.stderr.write(
      `  pair ${round + 1}: bare ${a.at(-1).toFixed(2)} s, ours ${b.at(-1).toFixed(2)} s\n`,
    );
  }
  return { bare: median(a), ours: median(b) };
}

/** Resident memory of a process in MB: `VmRSS` now, `VmHWM` at its peak. */
export function memory(pid, field = 'VmRSS') {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1000;
}
