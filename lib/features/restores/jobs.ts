import { lstat, mkdir, readdir, readFile, realpath, rename, rmdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { config } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { formatBytes } from '@/lib/core/format';
import { measureTree, removeTree } from '@/lib/core/tree';
import { db } from '@/lib/db/client';
import { type BorgRepository, borg } from '@/lib/engines/borg';
import { sandboxAvailable } from '@/lib/engines/process/sandbox';
import { openForJob, repositoryInPayload } from '@/lib/features/repositories/jobs';
import { forBorg, type OpenRepository } from '@/lib/features/repositories/queries';
import { isWithin, targetRefusal } from '@/lib/features/restores/rules';
import { defineJob, type JobRun } from '@/lib/jobs/define';
import { toolHooks } from '@/lib/jobs/tool-hooks';

const payload = z.object({
  type: z.literal('borg.restore'),
  repository: repositoryInPayload,
  archive: z.string().min(1),
  paths: z.array(z.string()),
  target_path: z.string(),
  strip_components: z.number().int(),
  dry_run: z.boolean(),
});
type Payload = z.output<typeof payload>;

const missing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The real path a folder that may not exist yet will have: links in its existing part are followed. */
async function futureRealPath(target: string): Promise<string> {
  try {
    return await realpath(target);
  } catch (error) {
    if (!missing(error))
      throw new AppError('TARGET_REFUSED', `The target ${target} cannot be read. Choose another folder.`, {
        cause: error,
      });
    return path.join(
      /*turbopackIgnore: true*/ await futureRealPath(path.dirname(target)),
      path.basename(target),
    );
  }
}

/** A mount cannot be replaced by the finished restore, and what is gathered beside it lies on another disk. */
async function isMountPoint(folder: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const decode = (text: string) =>
    text.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
  return mounts.split('\n').some((line) => decode(line.split(' ')[4] ?? '') === folder);
}

/** Real paths of every local repository: the one of this job and the registered ones. */
async function repositoryPaths({ location }: OpenRepository): Promise<string[]> {
  const rows = await db().repository.findMany({ where: { engine: 'borg' }, select: { location: true } });
  const all = [location, ...rows.map((row) => borg.parseLocation(row.location))];
  return Promise.all(
    all.flatMap((each) => (each.kind === 'local' ? [futureRealPath(each.path).catch(() => each.path)] : [])),
  );
}

/** Where the files are gathered: beside the target, so that the last step is one rename. */
const stagingFor = (target: string, jobId: string): string =>
  path.join(path.dirname(target), `.holdfast-restore-${jobId}`);

const scratchFor = (jobId: string): string => path.join(config().paths.tmp, jobId);

/** Checks the target and its parent. → its real path. Throws TARGET_REFUSED or TARGET_NOT_EMPTY. */
async function checkTarget(target: string, repository: OpenRepository): Promise<string> {
  const real = await futureRealPath(target);
  const surroundings = {
    dataDir: await futureRealPath(config().dataDir),
    restores: await futureRealPath(config().paths.restores),
    repositories: await repositoryPaths(repository),
  };
  const refusal = targetRefusal(real, surroundings);
  if (refusal)
    throw new AppError('TARGET_REFUSED', `The target ${target} ${refusal}. Choose another folder.`);
  if (await isMountPoint(real))
    throw new AppError('TARGET_REFUSED', `The target ${target} is a mount. Choose a new folder below it.`);
  const entries = await readdir(/*turbopackIgnore: true*/ real).catch((error: unknown) => {
    if (missing(error)) return [];
    throw new AppError('TARGET_REFUSED', `The target ${target} is not a folder. Choose another one.`, {
      cause: error,
    });
  });
  if (entries.length > 0)
    throw new AppError(
      'TARGET_NOT_EMPTY',
      `The target ${target} is not empty. Choose a new or empty folder.`,
    );
  return real;
}

/** Refuses before anything is written when what is known of the archive's size does not fit. */
async function checkSpace(
  folder: string,
  { row }: OpenRepository,
  { archive, paths }: Payload,
): Promise<void> {
  if (!row || paths.length > 0) return;
  const known = await db().archive.findFirst({ where: { repositoryId: row.id, name: archive } });
  if (!known?.originalSize) return;
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  if (Number(known.originalSize) <= free) return;
  throw new AppError(
    'DISK_FULL',
    `The archive holds ${formatBytes(Number(known.originalSize))}, the disk of the target has ${formatBytes(free)} free.`,
  );
}

const NO_SPACE = /\[Errno (?:28|122)\]|No space left on device|Disk quota exceeded/;

/** Borg goes on with a warning when a file cannot be written whole; such a restore is not a restore. */
function refuseCutFiles(warnings: readonly { message: string }[], target: string): void {
  if (!warnings.some(({ message }) => NO_SPACE.test(message))) return;
  throw new AppError(
    'DISK_FULL',
    `The disk of the target ${target} is full. Free some space or choose another target; nothing was left there.`,
  );
}

/** An archive that somebody else made may be crafted: without a sandbox only our own are restored. */
async function chooseSandbox(run: JobRun<Payload>, { row }: OpenRepository): Promise<boolean> {
  if (sandboxAvailable()) return true;
  const { archive } = run.payload;
  const own = row ? await db().archive.findFirst({ where: { repositoryId: row.id, name: archive } }) : null;
  if (!own?.jobId)
    throw new AppError(
      'TOOL_MISSING',
      'bubblewrap is not installed, and this archive was not made here. Install bubblewrap, then restore again.',
    );
  run.log('warning', 'bubblewrap is not installed: this archive of our own is restored without a sandbox.');
  return false;
}

async function extractThere(run: JobRun<Payload>, repository: OpenRepository, target: string) {
  const { archive, paths, strip_components } = run.payload;
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  await checkSpace(parent, repository, run.payload);
  const [staging, scratch] = [stagingFor(target, run.job.id), scratchFor(run.job.id)];
  try {
    for (const folder of [staging, scratch]) await mkdir(folder, { mode: 0o700 });
    const sandbox = await chooseSandbox(run, repository);
    const selection = paths.length > 0 ? { paths } : {};
    const where = { target: staging, sandbox, scratch };
    const request = { archive, ...where, stripComponents: strip_components, ...selection };
    const { warnings } = await borg.extract(await forBorg(repository), request, toolHooks(run));
    refuseCutFiles(warnings.items, target);
    const { files, bytes } = await measureTree(staging);
    if (await lstat(target).catch(() => null)) await rmdir(target);
    await rename(staging, target);
    return { files, bytes, warnings: warnings.count };
  } finally {
    for (const folder of [staging, scratch]) await removeTree(folder);
  }
}

async function countMatching(target: BorgRepository, { archive, paths }: Payload, signal: AbortSignal) {
  let [files, bytes] = [0, 0];
  await borg.eachMember(
    target,
    { archive },
    (member) => {
      if (member.type === 'directory') return;
      if (paths.length > 0 && !paths.some((wanted) => isWithin(`/${wanted}`, `/${member.path}`))) return;
      files += 1;
      bytes += member.size;
    },
    { signal },
  );
  return { files, bytes, warnings: 0 };
}

export const borgRestoreJob = defineJob({
  type: 'borg.restore',
  kind: 'borg',
  operation: 'restore',
  payload,
  result: z.object({
    archive: z.string(),
    target_path: z.string(),
    files_count: z.number(),
    bytes: z.number(),
    dry_run: z.boolean(),
  }),
  async run(run) {
    const { repository: reference, archive, target_path, dry_run } = run.payload;
    const repository = await openForJob(run, reference);
    const target = await checkTarget(target_path, repository);
    run.progress({ phase: dry_run ? 'dry run' : 'restore' });
    const { files, bytes, warnings } = dry_run
      ? await countMatching(await forBorg(repository), run.payload, run.signal)
      : await extractThere(run, repository, target);
    run.log(
      'info',
      `${dry_run ? 'Would restore' : 'Restored'} ${files} files, ${formatBytes(bytes)}, to ${target}.`,
    );
    const result = { archive, target_path: target, files_count: files, bytes, dry_run };
    return { result, size: bytes, warnings };
  },
  async tidy(job) {
    const { target_path } = payload.parse(job.payload);
    await removeTree(stagingFor(await futureRealPath(target_path), job.id));
    await removeTree(scratchFor(job.id));
  },
});
