import { isAlive, type ProcessIdentity } from '@/lib/engines/identity';

const POLITE_MS = 10_000;
const LOOK_MS = 100;

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}

/** SIGTERM to a tool, SIGKILL to its whole process group when it has not ended after ten seconds. */
export async function endProcessGroup(tool: ProcessIdentity): Promise<void> {
  signal(tool.pid, 'SIGTERM');
  for (let waited = 0; waited < POLITE_MS && isAlive(tool); waited += LOOK_MS)
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  if (isAlive(tool)) signal(-tool.pid, 'SIGKILL');
}
