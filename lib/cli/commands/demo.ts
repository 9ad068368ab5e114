import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cliCall } from '@/lib/cli/call';
import { runToEnd } from '@/lib/cli/follow';
import { EXIT, printLine } from '@/lib/cli/output';
import { config } from '@/lib/core/config';
import { db } from '@/lib/db/client';
import { runBorgBackup } from '@/lib/features/backups/operations';
import { updateSettings } from '@/lib/features/settings/operations';
import { execute } from '@/lib/operation/execute';

const PAGES = 60;

/** Text that is the same on every run. */
const page = (n: number): string =>
  Array.from(
    { length: 40 },
    (_, line) => `Page ${n}, line ${line}: ${(n * 7919 + line * 104_729) % 1_000_003}`,
  ).join('\n');

async function writeSite(folder: string): Promise<void> {
  for (let n = 0; n < PAGES; n++) {
    const section = path.join(folder, 'site', `section-${n % 6}`);
    await mkdir(section, { recursive: true });
    await writeFile(path.join(section, `page-${n}.md`), page(n));
  }
  await writeFile(
    path.join(folder, 'README.txt'),
    'A small data set to look around with. Delete it whenever you like.\n',
  );
}

/** A small data set and a first backup of it; nothing when there is a backup already. */
export async function demo(): Promise<number> {
  if ((await db().backupJob.count({ where: { operation: 'backup' } })) > 0) return EXIT.success;
  // Beside the data folder: what lies in the data folder is never backed up.
  const folder = `${config().dataDir}-demo`;
  await writeSite(folder);
  await execute(updateSettings, cliCall(), { include_paths: [folder], name: 'Demo' });
  const { jobId } = await execute(runBorgBackup, cliCall(), {});
  printLine(`The demo data lies in ${folder}; its first backup runs.`);
  return runToEnd(jobId, false);
}
