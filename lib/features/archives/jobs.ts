import { z } from 'zod';
import type { Tx } from '@/lib/db/client';
import { borg } from '@/lib/engines/borg';
import { openForJob, repositoryInPayload } from '@/lib/features/repositories/jobs';
import { forBorg } from '@/lib/features/repositories/queries';
import { defineJob, type JobRow } from '@/lib/jobs/define';
import { toolHooks } from '@/lib/jobs/tool-hooks';

const result = z.object({ archive: z.string(), repository_id: z.string().nullable() });

export const borgDeleteJob = defineJob({
  type: 'borg.delete',
  kind: 'borg',
  operation: 'delete',
  payload: z.object({
    type: z.literal('borg.delete'),
    repository: repositoryInPayload,
    archive: z.string().min(1),
  }),
  result,
  async run(run) {
    const { repository, archive } = run.payload;
    const opened = await openForJob(run, repository);
    await borg.delete(await forBorg(opened), { archives: [archive] }, toolHooks(run));
    run.log('info', `Deleted ${archive}. Its space comes back with the next compact.`);
    return { result: { archive, repository_id: opened.row?.id ?? null } };
  },
  async settle(tx: Tx, _job: JobRow, { archive, repository_id }) {
    if (repository_id) await tx.archive.deleteMany({ where: { repositoryId: repository_id, name: archive } });
  },
});
