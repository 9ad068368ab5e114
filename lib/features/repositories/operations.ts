import { statfs } from 'node:fs/promises';
import { z } from 'zod';
import { config } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { idField } from '@/lib/core/fields';
import { borg } from '@/lib/engines/borg';
import { startedJob } from '@/lib/features/jobs/schema';
import { borgBreakLockJob, borgCheckJob, borgInitJob, inPayload } from '@/lib/features/repositories/jobs';
import { presentRepository } from '@/lib/features/repositories/presenter';
import {
  forBorg,
  type OpenRepository,
  openById,
  openByPath,
  refuseWhileHeld,
} from '@/lib/features/repositories/queries';
import { ratio } from '@/lib/features/repositories/rules';
import {
  ENCRYPTION_MODES,
  repositoryInfo,
  repositoryList,
  repositoryReference,
  storageInfo,
} from '@/lib/features/repositories/schema';
import { defaultRepositoryId } from '@/lib/features/settings/queries';
import { startJob } from '@/lib/jobs/start';
import { defineOperation } from '@/lib/operation/define';

export const listRepositories = defineOperation({
  name: 'repositories.list',
  summary: 'The registered repositories',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: repositoryList,
  async run({ db }) {
    const rows = await db.repository.findMany({ orderBy: { createdAt: 'asc' }, take: 500 });
    return { repositories: rows.map(presentRepository) };
  },
});

export const getStorage = defineOperation({
  name: 'repositories.storage',
  summary: 'The disk that holds the backups and what the default repository takes of it',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: storageInfo,
  async run({ db }) {
    const id = await defaultRepositoryId(db);
    const row = id === null ? null : await db.repository.findUnique({ where: { id } });
    const path = config().dataDir;
    const disk = await statfs(path);
    return {
      path,
      total_space: disk.blocks * disk.bsize,
      used_space: (disk.blocks - disk.bfree) * disk.bsize,
      free_space: disk.bavail * disk.bsize,
      repository: row ? presentRepository(row) : null,
      archive_count: row ? await db.archive.count({ where: { repositoryId: row.id } }) : 0,
    };
  },
});

async function readInfo(repository: OpenRepository): Promise<z.input<typeof repositoryInfo>> {
  const facts = await borg.info(await forBorg(repository), {});
  const { cacheStats: sizes } = facts;
  return {
    repository_id: facts.repositoryId,
    location: facts.location,
    encryption_mode: facts.encryption,
    unique_chunks: sizes.uniqueChunks,
    total_chunks: sizes.totalChunks,
    total_size: sizes.totalSize,
    unique_size: sizes.uniqueCompressedSize,
    deduplication_ratio: ratio(sizes.totalSize, sizes.uniqueSize),
    compression_ratio: ratio(sizes.uniqueSize, sizes.uniqueCompressedSize),
    last_modified: facts.lastModified || null,
  };
}

export const getDefaultInfo = defineOperation({
  name: 'repositories.defaultInfo',
  summary: 'Facts and sizes of the default Borg repository',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: repositoryInfo,
  async run({ db }) {
    const id = await defaultRepositoryId(db);
    if (id === null) throw new AppError('NOT_CONFIGURED', 'The default plan has no repository yet.');
    const repository = await openById(db, id);
    await refuseWhileHeld(db, repository.key);
    return readInfo(repository);
  },
});

export const getInfo = defineOperation({
  name: 'repositories.info',
  summary: 'Facts and sizes of a Borg repository',
  role: 'moderator',
  effect: 'read',
  input: z.strictObject(repositoryReference),
  output: repositoryInfo,
  async run({ db }, { repository_path, passphrase }) {
    const repository = await openByPath(db, repository_path, passphrase);
    await refuseWhileHeld(db, repository.key);
    return readInfo(repository);
  },
});

export const initRepository = defineOperation({
  name: 'repositories.init',
  summary: 'Make a Borg repository and register it',
  role: 'admin',
  effect: 'write',
  input: z.strictObject({
    ...repositoryReference,
    passphrase: z.string().min(1, 'must not be empty').max(1024).optional(),
    encryption_mode: z.enum(ENCRYPTION_MODES).default('repokey-blake2'),
    append_only: z.boolean().default(false),
    storage_quota: z
      .string()
      .regex(/^\d+(\.\d+)?[KMGT]?$/, 'must be a number with K, M, G or T, such as 1.5T')
      .optional(),
  }),
  output: startedJob,
  audit: ({ repository_path, encryption_mode }, { jobId }) => ({
    target: `repository ${repository_path}`,
    details: { encryption_mode, job_id: jobId },
  }),
  async run(context, { repository_path, passphrase, encryption_mode, append_only, storage_quota }) {
    const repository = await openByPath(context.db, repository_path, passphrase);
    if (encryption_mode !== 'none' && repository.passphrase === undefined)
      throw new AppError('PASSPHRASE_MISSING', 'Give a passphrase, or choose the encryption mode none.', {
        errors: [{ path: 'passphrase', message: 'is needed for this encryption mode' }],
      });
    return startJob(context, borgInitJob, {
      payload: {
        type: 'borg.init',
        repository: inPayload(repository, repository_path),
        encryption_mode,
        append_only,
        storage_quota: storage_quota ?? null,
      },
      lockTarget: repository.key,
      secret: passphrase,
    });
  },
});

export const checkRepository = defineOperation({
  name: 'repositories.check',
  summary: 'Check the integrity of a Borg repository',
  role: 'moderator',
  effect: 'write',
  input: z.strictObject({
    ...repositoryReference,
    verify_data: z.boolean().default(false),
    archives_only: z.boolean().default(false),
    repository_only: z.boolean().default(false),
  }),
  output: startedJob,
  audit: ({ repository_path }, { jobId }) => ({
    target: `repository ${repository_path}`,
    details: { job_id: jobId },
  }),
  async run(context, { repository_path, passphrase, ...options }) {
    const repository = await openByPath(context.db, repository_path, passphrase);
    return startJob(context, borgCheckJob, {
      payload: { type: 'borg.check', repository: inPayload(repository, repository_path), ...options },
      lockTarget: repository.key,
      secret: passphrase,
      ...(repository.row ? { repositoryId: repository.row.id } : {}),
    });
  },
});

export const breakRepositoryLock = defineOperation({
  name: 'repositories.breakLock',
  summary: 'Remove the locks of a Borg repository; only after a look that nothing works on it',
  role: 'admin',
  effect: 'write',
  input: z.strictObject({ repository_id: idField, confirm: z.literal('break-lock') }),
  output: startedJob,
  audit: ({ repository_id }, { jobId }) => ({
    target: `repository ${repository_id}`,
    details: { job_id: jobId },
  }),
  async run(context, { repository_id }) {
    const repository = await openById(context.db, repository_id);
    return startJob(context, borgBreakLockJob, {
      payload: { type: 'borg.break-lock', repository: inPayload(repository, '') },
      lockTarget: repository.key,
      repositoryId: repository_id,
    });
  },
});
