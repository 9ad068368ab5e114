import { hostname, userInfo } from 'node:os';
import { z } from 'zod';
import { config } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { db, type Tx } from '@/lib/db/client';
import { type BorgRepository, borg, type CreateInput, type CreateResult } from '@/lib/engines/borg';
import { EngineFailure } from '@/lib/engines/failure';
import { checkSources, type SourceProblem } from '@/lib/engines/sources';
import { archiveName, planSlug } from '@/lib/features/backups/rules';
import { openForJob, repositoryInPayload } from '@/lib/features/repositories/jobs';
import { forBorg, type OpenRepository, openById } from '@/lib/features/repositories/queries';
import { DEFAULT_MODE } from '@/lib/features/repositories/rules';
import { planById } from '@/lib/features/settings/queries';
import { defineJob, type JobRow, type JobRun } from '@/lib/jobs/define';
import { toolHooks } from '@/lib/jobs/tool-hooks';

const backupResult = z.object({
  archive: z.string(),
  archive_id: z.string(),
  repository: z.string(),
  repository_id: z.string().nullable(),
  engine_repository_id: z.string(),
  encryption_mode: z.string(),
  start: z.string(),
  hostname: z.string(),
  username: z.string(),
  nfiles: z.number(),
  original_size: z.number(),
  compressed_size: z.number(),
  deduplicated_size: z.number(),
  duration_ms: z.number(),
  repository_total_size: z.number(),
  repository_unique_size: z.number(),
  warning_count: z.number(),
  warnings: z.array(z.object({ kind: z.string(), path: z.string().optional(), message: z.string() })),
});
type BackupResult = z.output<typeof backupResult>;

const PROBLEMS: Record<SourceProblem, string> = {
  'not-absolute': 'is not an absolute path',
  missing: 'is missing',
  unreadable: 'cannot be read',
  'symbolic-link': 'is a symbolic link; name the folder it points to',
  'not-responding': 'does not answer (a dead network mount?)',
  'inside-repository': 'lies inside the repository',
  'holds-repository': 'holds the repository itself; exclude it or choose another folder',
};

/** Every source must be there before anything is written: borg would make an archive without it and say "warning". */
async function requireSources(
  paths: readonly string[],
  excludes: readonly string[],
  repository: OpenRepository,
) {
  const { location } = repository;
  const local = location.kind === 'local' ? { repository: location.path } : {};
  const isExcluded = (path: string): boolean => borg.excludesPath(excludes, path);
  const findings = await checkSources(paths, { ...local, excludes: isExcluded });
  if (findings.length === 0) return;
  const messages = findings.map(({ path, problem }) => `${path} ${PROBLEMS[problem]}`);
  const good = paths.length - findings.length;
  throw new AppError(
    'SOURCE_MISSING',
    `Sources: ${good} of ${paths.length} usable. ${messages.join('; ')}. Nothing was backed up.`,
    { errors: messages.map((message) => ({ path: 'include_paths', message })) },
  );
}

/** Our own repository is made by its first backup. Later a missing one is a failure, never a reason to begin anew. */
async function ensureRepository(run: JobRun<unknown>, { row }: OpenRepository, target: BorgRepository) {
  if (!row || row.initializedAt) return;
  run.progress({ phase: 'init' });
  try {
    await borg.init(target, { encryption: DEFAULT_MODE, makeParentDirs: true }, toolHooks(run));
    run.log('info', `Made the repository ${row.location} (${DEFAULT_MODE}).`);
  } catch (error) {
    if (!(error instanceof EngineFailure) || error.code !== 'REPOSITORY_EXISTS') throw error;
    run.log('info', 'The repository exists already and is used as it is.');
  }
}

/** Proof: the repository itself lists the archive under the id that create reported. */
async function prove(made: CreateResult, target: BorgRepository, signal: AbortSignal) {
  const listed = await borg.listArchives(target, { name: made.archive }, { signal });
  if (listed.archives.some((archive) => archive.id === made.archiveId)) return listed;
  throw new AppError(
    'INCOMPLETE',
    `Borg reported success but the repository does not list ${made.archive}. Check the repository, then run it again.`,
  );
}

type Order = Omit<CreateInput, 'archive'> & { name: string };

async function backUp(run: JobRun<unknown>, repository: OpenRepository, order: Order) {
  // Our own data folder holds a live database, caches and perhaps this very repository: never a part of a backup.
  const excludes = [...(order.excludes ?? []), `pp:${config().dataDir}`];
  const { name, ...input } = { ...order, excludes };
  run.progress({ phase: 'checking sources' });
  await requireSources(input.sources, excludes, repository);
  const target = await forBorg(repository);
  await ensureRepository(run, repository, target);
  const archive = archiveName(name, new Date());
  run.progress({ phase: 'create' });
  run.log('info', `borg ${target.tool.text}: ${archive} from ${input.sources.join(', ')}`);
  const made = await borg.create(target, { archive, ...input }, toolHooks(run));
  const { nfiles, originalSize, compressedSize, deduplicatedSize } = made.stats;
  run.progress({
    phase: 'verify',
    nfiles,
    original_size: originalSize,
    compressed_size: compressedSize,
    deduplicated_size: deduplicatedSize,
  });
  const listed = await prove(made, target, run.signal);
  const result = toResult(made, repository, { id: listed.repositoryId, mode: listed.encryption });
  return { result, size: result.original_size, warnings: made.warnings.count };
}

function toResult(
  made: CreateResult,
  repository: OpenRepository,
  engine: { id: string; mode: string },
): BackupResult {
  const { stats, cacheStats, warnings } = made;
  return {
    archive: made.archive,
    archive_id: made.archiveId,
    repository: borg.locationText(repository.location),
    repository_id: repository.row?.id ?? null,
    engine_repository_id: engine.id,
    encryption_mode: engine.mode,
    start: made.start,
    hostname: hostname(),
    username: userInfo().username,
    nfiles: stats.nfiles,
    original_size: stats.originalSize,
    compressed_size: stats.compressedSize,
    deduplicated_size: stats.deduplicatedSize,
    duration_ms: made.durationMs,
    repository_total_size: cacheStats.totalSize,
    repository_unique_size: cacheStats.uniqueCompressedSize,
    warning_count: warnings.count,
    warnings: warnings.items,
  };
}

/** Rows a finished backup means: the artifact with its proof, the archive, what is known of the repository. */
async function settleBackup(tx: Tx, job: JobRow, result: BackupResult): Promise<void> {
  const { repository_id: repositoryId, warnings: _files, ...facts } = result;
  await tx.backupArtifact.create({
    data: {
      id: newId(),
      jobId: job.id,
      artifactType: 'borg',
      filePath: `${result.repository}::${result.archive}`.slice(0, 512),
      fileSize: BigInt(result.original_size),
      facts,
    },
  });
  await tx.backupJob.update({ where: { id: job.id }, data: { artifactCount: 1 } });
  if (repositoryId === null) return;
  const { count } = await tx.repository.updateMany({
    where: { id: repositoryId },
    data: {
      engineId: result.engine_repository_id,
      encryptionMode: result.encryption_mode,
      totalSize: BigInt(result.repository_total_size),
      uniqueSize: BigInt(result.repository_unique_size),
    },
  });
  if (count === 0) return;
  await tx.repository.updateMany({
    where: { id: repositoryId, initializedAt: null },
    data: { initializedAt: new Date() },
  });
  const archive = {
    name: result.archive,
    startedAt: new Date(result.start),
    hostname: result.hostname,
    username: result.username,
    jobId: job.id,
    nfiles: BigInt(result.nfiles),
    originalSize: BigInt(result.original_size),
    deduplicatedSize: BigInt(result.deduplicated_size),
  };
  await tx.archive.upsert({
    where: { repositoryId_engineId: { repositoryId, engineId: result.archive_id } },
    create: { id: newId(), repositoryId, engineId: result.archive_id, ...archive },
    update: archive,
  });
}

/** The backup of a plan, as the plan stands when the job starts. */
export const borgBackupJob = defineJob({
  type: 'borg.backup',
  kind: 'borg',
  operation: 'backup',
  payload: z.object({ type: z.literal('borg.backup'), plan_id: z.number().int() }),
  result: backupResult,
  async run(run) {
    const plan = await planById(db(), run.payload.plan_id);
    if (plan.repositoryId === null)
      throw new AppError(
        'NOT_CONFIGURED',
        `The plan ${plan.name} has no repository. Choose one in its settings.`,
      );
    const repository = await openById(db(), plan.repositoryId);
    return backUp(run, repository, {
      name: planSlug(plan.name),
      sources: plan.includePaths as string[],
      excludes: plan.excludePatterns as string[],
      compression: `zstd,${plan.compressionLevel}`,
    });
  },
  settle: settleBackup,
});

/** One archive of any folders into any repository, as /api/v1 asks for it. */
export const borgCreateJob = defineJob({
  type: 'borg.create',
  kind: 'borg',
  operation: 'backup',
  payload: z.object({
    type: z.literal('borg.create'),
    repository: repositoryInPayload,
    archive_name: z.string(),
    source_paths: z.array(z.string()),
    exclude_patterns: z.array(z.string()),
    compression: z.string(),
    comment: z.string().nullable(),
  }),
  result: backupResult,
  async run(run) {
    const { repository, archive_name, source_paths, exclude_patterns, compression, comment } = run.payload;
    return backUp(run, await openForJob(run, repository), {
      name: archive_name,
      sources: source_paths,
      excludes: exclude_patterns,
      compression,
      ...(comment === null ? {} : { comment }),
    });
  },
  settle: settleBackup,
});
