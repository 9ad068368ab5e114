import { z } from 'zod';
import { AppError, invalid } from '@/lib/core/errors';
import type { BackupSettings } from '@/lib/db/generated/client';
import { borg } from '@/lib/engines/borg';
import { EngineInputError } from '@/lib/engines/failure';
import { borgBackupJob, borgCreateJob } from '@/lib/features/backups/jobs';
import { readStatistics } from '@/lib/features/backups/queries';
import { createArchiveInput, runBorgInput, startInput, statistics } from '@/lib/features/backups/schema';
import { startedJob } from '@/lib/features/jobs/schema';
import { inPayload } from '@/lib/features/repositories/jobs';
import { openById, openByPath } from '@/lib/features/repositories/queries';
import { DEFAULT_PLAN, planById } from '@/lib/features/settings/queries';
import { enqueue } from '@/lib/jobs/queue';
import type { FirePlan } from '@/lib/jobs/schedule';
import { startJob } from '@/lib/jobs/start';
import { scheduleCall } from '@/lib/operation/actor';
import { appendAudit } from '@/lib/operation/audit-chain';
import { defineOperation } from '@/lib/operation/define';

function repositoryOf(plan: BackupSettings): string {
  if (plan.repositoryId !== null) return plan.repositoryId;
  throw new AppError(
    'NOT_CONFIGURED',
    `The plan ${plan.name} has no repository. Choose one in Backup Settings.`,
  );
}

export const runBorgBackup = defineOperation({
  name: 'backups.runBorg',
  summary: 'Start the Borg backup of a plan (the default plan when none is named)',
  role: 'super_admin',
  effect: 'write',
  input: runBorgInput,
  output: startedJob,
  audit: ({ planId = DEFAULT_PLAN }, { jobId }) => ({ target: `plan ${planId}`, details: { job_id: jobId } }),
  async run(context, { planId = DEFAULT_PLAN }) {
    const plan = await planById(context.db, planId);
    const repository = await openById(context.db, repositoryOf(plan));
    return startJob(context, borgBackupJob, {
      payload: { type: 'borg.backup', plan_id: plan.id },
      planId: plan.id,
      repositoryId: repositoryOf(plan),
      lockTarget: repository.key,
    });
  },
});

/** What a due schedule does: one job for the slot. It waits in the queue when the repository is busy. */
export const firePlan: FirePlan = async (tx, plan, slot, dedupeKey) => {
  const call = scheduleCall();
  // The passphrase is opened by the job: one that cannot be read must show in the history, not stop the schedule.
  const repository = await tx.repository.findUniqueOrThrow({ where: { id: repositoryOf(plan) } });
  const job = await enqueue(tx, borgBackupJob, {
    payload: { type: 'borg.backup', plan_id: plan.id },
    actor: { type: 'schedule', id: 'schedule', name: 'schedule', role: 'super_admin' },
    door: 'schedule',
    planId: plan.id,
    repositoryId: repository.id,
    lockTarget: repository.canonical,
    exclusive: false,
    dedupeKey,
  });
  if (!job) return;
  const details = { slot: slot.toISOString(), job_id: job.id };
  await appendAudit(tx, {
    action: 'backups.runBorg',
    call,
    target: `plan ${plan.id}`,
    outcome: 'ok',
    details,
    at: new Date(),
  });
};

export const startBackup = defineOperation({
  name: 'backups.start',
  summary: 'Start a legacy backup (tar archive, database dump or both)',
  role: 'super_admin',
  effect: 'write',
  input: startInput,
  output: startedJob,
  audit: ({ kind }) => ({ target: kind }),
  run({ db: _db }, { kind }) {
    throw new AppError(
      'UNSUPPORTED_KIND',
      `Backups of the kind ${kind} are not available in this version. The kind that works: borg (POST /api/backups/borg/run).`,
      {
        errors: [{ path: 'kind', message: 'works in this version: borg' }],
        extensions: { supported_kinds: ['borg'] },
      },
    );
  },
});

function checkCompression(text: string): void {
  try {
    borg.parseCompression(text);
  } catch (error) {
    throw error instanceof EngineInputError ? invalid('compression', error.message) : error;
  }
}

export const createArchive = defineOperation({
  name: 'backups.createArchive',
  summary: 'Make one Borg archive of any folders in the repository at a path',
  role: 'admin',
  effect: 'write',
  input: createArchiveInput,
  output: startedJob,
  audit: ({ archive_name, repository_path, source_paths }, { jobId }) => ({
    target: `archive ${repository_path}::${archive_name}`,
    details: { source_paths: source_paths.slice(0, 20), job_id: jobId },
  }),
  async run(context, { repository_path, passphrase, comment, ...order }) {
    checkCompression(order.compression);
    const repository = await openByPath(context.db, repository_path, passphrase);
    return startJob(context, borgCreateJob, {
      payload: {
        type: 'borg.create',
        repository: inPayload(repository, repository_path),
        comment: comment ?? null,
        ...order,
      },
      lockTarget: repository.key,
      secret: passphrase,
      ...(repository.row ? { repositoryId: repository.row.id } : {}),
    });
  },
});

export const getStatistics = defineOperation({
  name: 'backups.statistics',
  summary: 'Totals, success rates, last success, durations and next runs',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: statistics,
  run: ({ db, now }) => readStatistics(db, now),
});
