import type { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { existingArchiveName, idField, isoTime } from '@/lib/core/fields';
import { borg, type Member } from '@/lib/engines/borg';
import { borgDeleteJob } from '@/lib/features/archives/jobs';
import { presentArchive } from '@/lib/features/archives/presenter';
import { cachedArchives, refreshArchives } from '@/lib/features/archives/queries';
import { byKindAndName, FOLDER_LIMIT, toEntry } from '@/lib/features/archives/rules';
import {
  browseInput,
  browseOutput,
  downloadInput,
  listArchivesInput,
  listArchivesOutput,
} from '@/lib/features/archives/schema';
import { startedJob } from '@/lib/features/jobs/schema';
import { inPayload } from '@/lib/features/repositories/jobs';
import { forBorg, openById, openByPath, refuseWhileHeld } from '@/lib/features/repositories/queries';
import { repositoryReference } from '@/lib/features/repositories/schema';
import { defaultRepositoryId } from '@/lib/features/settings/queries';
import { startJob } from '@/lib/jobs/start';
import { defineOperation } from '@/lib/operation/define';

export const listArchives = defineOperation({
  name: 'archives.list',
  summary: 'Archives of a repository (the default one when none is named), whoever made them',
  role: 'super_admin',
  effect: 'read',
  input: listArchivesInput,
  output: listArchivesOutput,
  async run({ db }, { repository_id }) {
    const id = repository_id ?? (await defaultRepositoryId(db));
    if (id === null) return { archives: [], repository: null, as_of: null, notice: null };
    const repository = await openById(db, id);
    const notice = repository.row ? await refreshArchives(repository, repository.row) : null;
    const row = await db.repository.findUniqueOrThrow({ where: { id } });
    return {
      archives: (await cachedArchives(db, id)).map(presentArchive),
      repository: { id, name: row.name, location: row.location },
      as_of: row.archivesAt?.toISOString() ?? null,
      notice,
    };
  },
});

export const listArchivesAt = defineOperation({
  name: 'archives.listAt',
  summary: 'Archives of the Borg repository at a path, newest first',
  role: 'moderator',
  effect: 'read',
  input: z.strictObject({
    ...repositoryReference,
    prefix: existingArchiveName.optional(),
    limit: z.coerce.number().int().min(1).max(10_000).optional(),
  }),
  output: z.array(
    z.object({
      name: z.string(),
      archive: z.string(),
      time: isoTime,
      hostname: z.string(),
      username: z.string(),
      id: z.string(),
    }),
  ),
  async run({ db }, { repository_path, passphrase, prefix, limit }) {
    const repository = await openByPath(db, repository_path, passphrase);
    await refuseWhileHeld(db, repository.key);
    const request = { details: true, ...(prefix ? { prefix } : {}), ...(limit ? { last: limit } : {}) };
    const { archives } = await borg.listArchives(await forBorg(repository), request);
    return archives.reverse().map(({ id, name, start, hostname, username }) => ({
      ...{ id, name, archive: name, time: start },
      hostname: hostname ?? '',
      username: username ?? '',
    }));
  },
});

export const browseArchive = defineOperation({
  name: 'archives.browse',
  summary: 'One folder of an archive',
  role: 'super_admin',
  effect: 'read',
  input: browseInput,
  output: browseOutput,
  async run({ db }, { repository_id, archive, path }) {
    const repository = await openById(db, repository_id);
    await refuseWhileHeld(db, repository.key);
    const members: Member[] = [];
    const request = { archive, childrenOnly: true, ...(path === '' ? {} : { path }) };
    const count = await borg.eachMember(await forBorg(repository), request, (member) => {
      if (members.length < FOLDER_LIMIT) members.push(member);
    });
    if (count === 0 && path !== '')
      throw new AppError('MEMBER_MISSING', `There is no folder ${path} in ${archive}.`);
    return { path, entries: members.map(toEntry).sort(byKindAndName), truncated: count > FOLDER_LIMIT };
  },
});

const content = z.custom<Readable>((value) => value !== null && typeof value === 'object');

export const downloadFile = defineOperation({
  name: 'archives.download',
  summary: 'One regular file out of an archive, as a stream',
  role: 'super_admin',
  effect: 'read',
  input: downloadInput,
  output: z.object({ filename: z.string(), size: z.number(), content }),
  async run({ db }, { repository_id, archive, path }) {
    const repository = await openById(db, repository_id);
    await refuseWhileHeld(db, repository.key);
    const {
      member,
      size,
      content: stream,
    } = await borg.downloadFile(await forBorg(repository), { archive, path });
    return { filename: member.path.split('/').at(-1) ?? 'file', size, content: stream };
  },
});

export const deleteArchive = defineOperation({
  name: 'archives.delete',
  summary: 'Delete one archive of a registered repository',
  role: 'super_admin',
  effect: 'write',
  input: z.strictObject({ repository_id: idField, archive: existingArchiveName }),
  output: startedJob,
  audit: ({ archive }, { jobId }) => ({ target: `archive ${archive}`, details: { job_id: jobId } }),
  async run(context, { repository_id, archive }) {
    const repository = await openById(context.db, repository_id);
    return startJob(context, borgDeleteJob, {
      payload: { type: 'borg.delete', repository: inPayload(repository, ''), archive },
      lockTarget: repository.key,
      repositoryId: repository_id,
    });
  },
});

export const deleteArchiveAt = defineOperation({
  name: 'archives.deleteAt',
  summary: 'Delete one archive of the Borg repository at a path',
  role: 'admin',
  effect: 'write',
  input: z.strictObject({ ...repositoryReference, archive_name: existingArchiveName }),
  output: startedJob,
  audit: ({ archive_name, repository_path }, { jobId }) => ({
    target: `archive ${repository_path}::${archive_name}`,
    details: { job_id: jobId },
  }),
  async run(context, { repository_path, passphrase, archive_name }) {
    const repository = await openByPath(context.db, repository_path, passphrase);
    return startJob(context, borgDeleteJob, {
      payload: {
        type: 'borg.delete',
        repository: inPayload(repository, repository_path),
        archive: archive_name,
      },
      lockTarget: repository.key,
      secret: passphrase,
      ...(repository.row ? { repositoryId: repository.row.id } : {}),
    });
  },
});
