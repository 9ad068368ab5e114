import path from 'node:path';
import { config, environmentForJobs } from '@/lib/core/config';
import { db } from '@/lib/db/client';
import { processIdentity } from '@/lib/engines/identity';
import { spawnDetached } from '@/lib/engines/process';
import type { Owner } from '@/lib/jobs/heartbeat';
import { claim } from '@/lib/jobs/queue';

// A job waits for its tool most of the time: small young generation, and the database client's WebAssembly without
// its second, larger compilation. A quarter less memory, and it starts no slower.
const FRUGAL = ['--max-semi-space-size=1', '--optimize-for-size', '--liftoff-only'];

/** argv of a job process. With the embedded database it holds the lease that keeps that database running. */
function jobCommand(id: string, fence: number): { file: string; args: string[] } {
  const { database, env, paths } = config();
  const bundle = path.join(env.HOLDFAST_HOME, 'build', 'holdfast.mjs');
  const node = [process.execPath, ...FRUGAL, bundle, 'job', id, '--fence', String(fence)];
  // --no-fork: flock becomes the job process, so the pid is the job's own.
  const argv = database.embedded ? ['flock', '--shared', '--no-fork', paths.databaseLease, ...node] : node;
  const [file = process.execPath, ...args] = argv;
  return { file, args };
}

/**
 * Claims a queued job and starts its own process, which outlives this one. → false when the job was taken or its
 * lock is held. The pid is recorded at once: recovery can tell a process that died before its first heartbeat.
 */
export async function claimAndSpawn(id: string): Promise<boolean> {
  const fence = await claim(id);
  if (fence === null) return false;
  const { pid } = spawnDetached({
    ...jobCommand(id, fence),
    env: environmentForJobs(),
    cwd: config().env.HOLDFAST_HOME,
    logFile: path.join(config().paths.logs, 'jobs.log'),
  });
  const owner = await db().backupJob.findUnique({ where: { id }, select: { owner: true } });
  const known = owner?.owner as unknown as Owner | null;
  if (known && !known.process) {
    const data = {
      owner: JSON.parse(JSON.stringify({ ...known, process: processIdentity(pid), tools: [] })),
    };
    await db().backupJob.updateMany({ where: { id, fence, status: 'running' }, data });
  }
  return true;
}
