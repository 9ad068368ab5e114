import path from 'node:path';
import { cliCall } from '@/lib/cli/call';
import { runToEnd } from '@/lib/cli/follow';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/db/client';
import { startRestore } from '@/lib/features/restores/operations';
import { defaultRepositoryId } from '@/lib/features/settings/queries';
import { execute } from '@/lib/operation/execute';

interface RestoreOptions {
  target?: string;
  json?: boolean;
}

/** `holdfast restore ARCHIVE [PATH…]`: into a fresh folder, or with --target into a new or empty one. */
export async function restore(archive: string, paths: string[], { target, json = false }: RestoreOptions) {
  const repository = await defaultRepositoryId(db());
  if (repository === null) throw new AppError('NOT_CONFIGURED', 'The default plan has no repository yet.');
  const { jobId } = await execute(startRestore, cliCall(), {
    repository_id: repository,
    archive,
    paths: paths.map((member) => member.replace(/^\/+/, '')),
    ...(target === undefined ? {} : { target_path: path.resolve(target) }),
  });
  return runToEnd(jobId, json);
}
