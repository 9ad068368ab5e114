import { z } from 'zod';
import { notFound } from '@/lib/core/errors';
import { presentArtifact, presentJob, presentLog } from '@/lib/features/jobs/presenter';
import { jobPage } from '@/lib/features/jobs/queries';
import { jobDetail, jobIdInput, jobOnly, listJobsInput, listJobsOutput } from '@/lib/features/jobs/schema';
import { requestCancel } from '@/lib/jobs/queue';
import { defineOperation } from '@/lib/operation/define';

const LOG_LINES = 200;

export const listJobs = defineOperation({
  name: 'jobs.list',
  summary: 'The job history, newest first, page by page',
  role: 'super_admin',
  effect: 'read',
  input: listJobsInput,
  output: listJobsOutput,
  async run({ db }, input) {
    const { rows, nextCursor } = await jobPage(db, input);
    return { jobs: rows.map(presentJob), next_cursor: nextCursor };
  },
});

export const getJob = defineOperation({
  name: 'jobs.get',
  summary: 'One job with its artifacts and the last lines of its log',
  role: 'super_admin',
  effect: 'read',
  input: jobIdInput,
  output: jobDetail,
  async run({ db }, { id }) {
    const row = await db.backupJob.findUnique({ where: { id }, include: { artifacts: true } });
    if (!row) throw notFound(`job ${id}`);
    const log = await db.jobEvent.findMany({
      where: { jobId: id, type: 'log' },
      orderBy: { id: 'desc' },
      take: LOG_LINES,
    });
    return {
      job: presentJob(row),
      artifacts: row.artifacts.map(presentArtifact),
      log: log.reverse().map(presentLog),
      result: row.result as Record<string, unknown> | null,
    };
  },
});

/** Who may follow the event stream of a job; the stream itself is made by the transport. */
export const watchJobEvents = defineOperation({
  name: 'jobs.events',
  summary: 'Server-sent events of one job: state, progress, log',
  role: 'super_admin',
  effect: 'read',
  input: jobIdInput,
  output: z.object({ id: z.string() }),
  async run({ db }, { id }) {
    const row = await db.backupJob.findUnique({ where: { id }, select: { id: true } });
    if (!row) throw notFound(`job ${id}`);
    return row;
  },
});

export const cancelJob = defineOperation({
  name: 'jobs.cancel',
  summary: 'Cancel a job; its tool is interrupted and leaves the repository unlocked',
  role: 'super_admin',
  effect: 'write',
  keyless: true,
  input: jobIdInput,
  output: jobOnly,
  audit: ({ id }) => ({ target: `job ${id}` }),
  async run({ db, now }, { id }) {
    const before = await db.backupJob.findUnique({ where: { id } });
    if (!before) throw notFound(`job ${id}`);
    await requestCancel(db, id, now);
    const after = await db.backupJob.findUniqueOrThrow({ where: { id } });
    return { job: presentJob(after) };
  },
});
