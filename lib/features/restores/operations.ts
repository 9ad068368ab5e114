import path from 'node:path';
import { config } from '@/lib/core/config';
import { archiveStamp } from '@/lib/core/format';
import { startedJob } from '@/lib/features/jobs/schema';
import { inPayload } from '@/lib/features/repositories/jobs';
import { openById, openByPath } from '@/lib/features/repositories/queries';
import { borgRestoreJob } from '@/lib/features/restores/jobs';
import { extractArchiveInput, startRestoreInput } from '@/lib/features/restores/schema';
import { startJob } from '@/lib/jobs/start';
import { defineOperation } from '@/lib/operation/define';

export const startRestore = defineOperation({
  name: 'restores.start',
  summary: 'Restore an archive, or chosen paths of it, into a fresh folder',
  role: 'super_admin',
  effect: 'write',
  input: startRestoreInput,
  output: startedJob,
  audit: ({ archive, paths, target_path }, { jobId }) => ({
    target: `archive ${archive}`,
    details: { paths: paths.slice(0, 20), target_path, job_id: jobId },
  }),
  async run(context, { repository_id, archive, paths, target_path }) {
    const repository = await openById(context.db, repository_id);
    // Names of archives made elsewhere may hold anything; the folder's name is for people and has to fit.
    const name = `${archiveStamp(context.now)}-${archive.replace(/[^\w.-]+/g, '_')}`.slice(0, 200);
    const fresh = path.join(config().paths.restores, name);
    return startJob(context, borgRestoreJob, {
      payload: {
        type: 'borg.restore',
        repository: inPayload(repository, ''),
        archive,
        paths,
        target_path: target_path ?? fresh,
        strip_components: 0,
        dry_run: false,
      },
      lockTarget: repository.key,
      repositoryId: repository_id,
    });
  },
});

export const extractArchive = defineOperation({
  name: 'restores.extract',
  summary: 'Extract an archive of the Borg repository at a path into a new or empty folder',
  role: 'admin',
  effect: 'write',
  input: extractArchiveInput,
  output: startedJob,
  audit: ({ archive_name, repository_path, target_path, dry_run }, { jobId }) => ({
    target: `archive ${repository_path}::${archive_name}`,
    details: { target_path, dry_run, job_id: jobId },
  }),
  async run(context, { repository_path, passphrase, archive_name, ...options }) {
    const repository = await openByPath(context.db, repository_path, passphrase);
    return startJob(context, borgRestoreJob, {
      payload: {
        type: 'borg.restore',
        repository: inPayload(repository, repository_path),
        archive: archive_name,
        ...options,
      },
      lockTarget: repository.key,
      secret: passphrase,
      ...(repository.row ? { repositoryId: repository.row.id } : {}),
    });
  },
});
