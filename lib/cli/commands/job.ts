import { EXIT } from '@/lib/cli/output';
import { JOB_KINDS } from '@/lib/job-kinds';
import { runJob } from '@/lib/jobs/run-job';

/** The body of a job's own process: started by the dispatcher with the number of its claim. */
export async function runClaimed(id: string, { fence }: { fence: string }): Promise<number> {
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort());
  const outcome = await runJob(id, Number(fence), { catalog: JOB_KINDS, signal: stop.signal });
  return outcome.status === 'success' ? EXIT.success : EXIT.failed;
}
