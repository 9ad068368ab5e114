import { cliCall } from '@/lib/cli/call';
import { runDetached, runToEnd } from '@/lib/cli/follow';
import { invalid, notFound } from '@/lib/core/errors';
import { db } from '@/lib/db/client';
import { runBorgBackup, startBackup } from '@/lib/features/backups/operations';
import { execute } from '@/lib/operation/execute';

interface BackupOptions {
  plan?: string;
  kind: string;
  wait?: boolean;
  json?: boolean;
}

async function planId(name: string | undefined): Promise<number | undefined> {
  if (name === undefined) return undefined;
  const row = await db().backupSettings.findFirst({
    where: /^\d+$/.test(name) ? { OR: [{ id: Number(name) }, { name }] } : { name },
  });
  if (!row) throw notFound(`plan ${name}`);
  return row.id;
}

/** `holdfast backup`: queues the backup of a plan and runs it, here with --wait, else in a process of its own. */
export async function backup({ plan, kind, wait, json = false }: BackupOptions): Promise<number> {
  if (kind === 'restic')
    throw invalid('kind', 'restic is not available in this version; the kind that works: borg');
  const { jobId } =
    kind === 'borg'
      ? await execute(runBorgBackup, cliCall(), { planId: await planId(plan) })
      : await execute(startBackup, cliCall(), { kind });
  return wait ? runToEnd(jobId, json) : runDetached(jobId, json);
}
