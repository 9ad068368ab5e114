import { cliCall } from '@/lib/cli/call';
import { runToEnd } from '@/lib/cli/follow';
import { passphraseFrom } from '@/lib/cli/input';
import { EXIT, printLine } from '@/lib/cli/output';
import { config } from '@/lib/core/config';
import { db } from '@/lib/db/client';
import { breakRepositoryLock, checkRepository, initRepository } from '@/lib/features/repositories/operations';
import { openByPath } from '@/lib/features/repositories/queries';
import { execute } from '@/lib/operation/execute';

interface RepoOptions {
  encryption?: string;
  appendOnly?: boolean;
  quota?: string;
  passphraseFile?: string;
  verifyData?: boolean;
  confirm?: string;
  json?: boolean;
}

const location = (given: string | undefined): string => given ?? config().defaultBorg.location;

export async function init(given: string | undefined, options: RepoOptions): Promise<number> {
  const { defaultBorg } = config();
  const own = location(given) === defaultBorg.location;
  const passphrase =
    (await passphraseFrom(options.passphraseFile)) ?? (own ? defaultBorg.passphrase : undefined);
  const { jobId } = await execute(initRepository, cliCall(), {
    repository_path: location(given),
    passphrase,
    encryption_mode: options.encryption,
    append_only: options.appendOnly,
    storage_quota: options.quota,
  });
  return runToEnd(jobId, options.json ?? false);
}

export async function check(given: string | undefined, options: RepoOptions): Promise<number> {
  const { jobId } = await execute(checkRepository, cliCall(), {
    repository_path: location(given),
    passphrase: await passphraseFrom(options.passphraseFile),
    verify_data: options.verifyData,
  });
  const code = await runToEnd(jobId, options.json ?? false);
  if (code !== EXIT.success) return code;
  const { result } = await db().backupJob.findUniqueOrThrow({ where: { id: jobId } });
  const { integrity_ok, output } = result as { integrity_ok: boolean; output: string[] };
  if (!options.json) printLine(integrity_ok ? 'no problems found' : output.join('\n'));
  return integrity_ok ? EXIT.success : EXIT.failed;
}

export async function breakLock(given: string | undefined, options: RepoOptions): Promise<number> {
  const { row } = await openByPath(db(), location(given));
  const { jobId } = await execute(breakRepositoryLock, cliCall(), {
    repository_id: row?.id,
    confirm: options.confirm,
  });
  return runToEnd(jobId, options.json ?? false);
}
