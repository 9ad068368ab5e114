import { z } from 'zod';
import { encryptionKey } from '@/lib/core/config';
import { newId } from '@/lib/core/ids';
import { open } from '@/lib/core/secret-box';
import { db, type Tx } from '@/lib/db/client';
import { borg } from '@/lib/engines/borg';
import {
  forBorg,
  type OpenRepository,
  openById,
  openByPath,
  sealPassphrase,
} from '@/lib/features/repositories/queries';
import { borgKey } from '@/lib/features/repositories/rules';
import { ENCRYPTION_MODES } from '@/lib/features/repositories/schema';
import { defineJob, type JobRow, type JobRun } from '@/lib/jobs/define';
import { jobSecretPlace } from '@/lib/jobs/queue';
import { toolHooks } from '@/lib/jobs/tool-hooks';

/** How a job's payload names its repository; the passphrase of an unregistered one is the job's secret. */
export const repositoryInPayload = z.object({ id: z.uuid().nullable(), location: z.string() });

export const inPayload = (
  { row }: OpenRepository,
  location: string,
): z.input<typeof repositoryInPayload> => ({
  id: row?.id ?? null,
  location: row?.location ?? location,
});

/** The repository of a running job. */
export const openForJob = (
  { secret }: JobRun<unknown>,
  { id, location }: z.output<typeof repositoryInPayload>,
): Promise<OpenRepository> =>
  id !== null && secret === null ? openById(db(), id) : openByPath(db(), location, secret ?? undefined);

const initPayload = z.object({
  type: z.literal('borg.init'),
  repository: repositoryInPayload,
  encryption_mode: z.enum(ENCRYPTION_MODES),
  append_only: z.boolean(),
  storage_quota: z.string().nullable(),
});
const initResult = z.object({ repository_id: z.string(), encryption_mode: z.string(), location: z.string() });

/** The new repository becomes a registered one, with the passphrase it was made with. */
async function register(tx: Tx, job: JobRow, result: z.output<typeof initResult>): Promise<void> {
  const canonical = borgKey(borg.parseLocation(result.location));
  const passphrase = job.secret === null ? null : open(encryptionKey(), jobSecretPlace(job.id), job.secret);
  const existing = await tx.repository.findUnique({ where: { canonical } });
  const id = existing?.id ?? newId();
  const facts = {
    encryptionMode: result.encryption_mode,
    engineId: result.repository_id,
    initializedAt: new Date(),
    ...(passphrase === null ? {} : { passphrase: sealPassphrase(id, passphrase) }),
  };
  const name = result.location.split('/').at(-1) || 'borg';
  if (existing) await tx.repository.update({ where: { id }, data: facts });
  else
    await tx.repository.create({
      data: { id, engine: 'borg', name, location: result.location, canonical, ...facts },
    });
  await tx.backupJob.update({ where: { id: job.id }, data: { repositoryId: id } });
}

export const borgInitJob = defineJob({
  type: 'borg.init',
  kind: 'borg',
  operation: 'init',
  payload: initPayload,
  result: initResult,
  async run(run) {
    const { repository, encryption_mode, append_only, storage_quota } = run.payload;
    const opened = await openForJob(run, repository);
    const input = {
      encryption: encryption_mode,
      appendOnly: append_only,
      ...(storage_quota === null ? {} : { storageQuota: storage_quota }),
      makeParentDirs: true,
    };
    const { repositoryId } = await borg.init(await forBorg(opened), input, toolHooks(run));
    return { result: { repository_id: repositoryId, encryption_mode, location: repository.location } };
  },
  settle: register,
});

const checkPayload = z.object({
  type: z.literal('borg.check'),
  repository: repositoryInPayload,
  verify_data: z.boolean(),
  archives_only: z.boolean(),
  repository_only: z.boolean(),
});

export const borgCheckJob = defineJob({
  type: 'borg.check',
  kind: 'borg',
  operation: 'check',
  payload: checkPayload,
  result: z.object({ integrity_ok: z.boolean(), output: z.array(z.string()) }),
  async run(run) {
    const { repository, verify_data, archives_only, repository_only } = run.payload;
    const opened = await openForJob(run, repository);
    const input = { verifyData: verify_data, archivesOnly: archives_only, repositoryOnly: repository_only };
    const { ok, output } = await borg.check(await forBorg(opened), input, toolHooks(run));
    return { result: { integrity_ok: ok, output } };
  },
});

export const borgBreakLockJob = defineJob({
  type: 'borg.break-lock',
  kind: 'borg',
  operation: 'break-lock',
  payload: z.object({ type: z.literal('borg.break-lock'), repository: repositoryInPayload }),
  result: z.object({}),
  async run(run) {
    const opened = await openForJob(run, run.payload.repository);
    await borg.breakLock(await forBorg(opened), {}, toolHooks(run));
    return { result: {} };
  },
});
