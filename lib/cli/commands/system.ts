import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bootInstallation } from '@/lib/boot';
import { cliCall } from '@/lib/cli/call';
import { EXIT, type OutputOptions, print, printError, printLine } from '@/lib/cli/output';
import { config } from '@/lib/core/config';
import { toAppError } from '@/lib/core/errors';
import { db } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { verifyAudit } from '@/lib/features/audit/operations';
import { firePlan } from '@/lib/features/backups/operations';
import { doctor } from '@/lib/features/system/operations';
import { createSetupLink } from '@/lib/features/users/operations';
import { JOB_KINDS } from '@/lib/job-kinds';
import { startWorker } from '@/lib/jobs/worker';
import { execute } from '@/lib/operation/execute';

const TRIES = 15;
const BETWEEN_TRIES_MS = 2_000;

/** Applies pending migrations; a database that is still starting is waited for. */
export async function applyMigrations(): Promise<number> {
  const folder = path.join(config().env.HOLDFAST_HOME, 'prisma', 'migrations');
  for (let attempt = 1; ; attempt++) {
    try {
      const applied = await migrate(config().database, folder);
      printLine(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
      break;
    } catch (error) {
      const { code, detail } = toAppError(error);
      if (code !== 'DATABASE_UNAVAILABLE' || attempt === TRIES) throw error;
      printError(`${detail} Trying again (${attempt} of ${TRIES}) …`);
      await new Promise((resume) => setTimeout(resume, BETWEEN_TRIES_MS));
    }
  }
  await bootInstallation();
  return EXIT.success;
}

/** Prints the one-time link for the first user, and keeps it in a 0600 file; nothing once there is a user. */
export async function setupLink(): Promise<number> {
  if ((await db().user.count()) > 0) return EXIT.success;
  const { url } = await execute(createSetupLink, cliCall(), {});
  if (url === null) return EXIT.success;
  await writeFile(path.join(config().paths.run, 'setup-link'), `${url}\n`, { mode: 0o600 });
  printLine(url);
  return EXIT.success;
}

export async function examine(options: OutputOptions): Promise<number> {
  const report = await execute(doctor, cliCall(), {});
  print(options, report, ({ findings }) =>
    findings.map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'BAD '} ${name}: ${detail}`).join('\n'),
  );
  return report.ok ? EXIT.success : EXIT.failed;
}

export async function auditVerify(options: OutputOptions): Promise<number> {
  const report = await execute(verifyAudit, cliCall(), {});
  print(options, report, ({ valid, rows, broken_at }) =>
    valid ? `${rows} rows, unbroken` : `the chain is broken at row ${broken_at}`,
  );
  return report.valid ? EXIT.success : EXIT.failed;
}

/** Schedules and jobs without pages. Ends on SIGTERM; running jobs have processes of their own and go on. */
export async function work(): Promise<number> {
  await bootInstallation();
  startWorker(JOB_KINDS, firePlan);
  printLine('The worker runs.');
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  return EXIT.success;
}
