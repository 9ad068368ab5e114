import { NextResponse } from 'next/server';
import type { z } from 'zod';
import { AppError, isErrorCode } from '@/lib/core/errors';
import { db } from '@/lib/db/client';
import type { BackupJob } from '@/lib/db/generated/client';
import type { StartedJob } from '@/lib/features/jobs/schema';
import { isTerminal } from '@/lib/jobs/state';
import type { Operation } from '@/lib/operation/define';
import { type Handler, handle } from '@/lib/transport/http';

const LOOK_EVERY_MS = 150;

async function waitForEnd(id: string, signal: AbortSignal): Promise<BackupJob> {
  for (;;) {
    const row = await db().backupJob.findUnique({ where: { id } });
    if (!row) throw new AppError('NOT_FOUND', `Job ${id} is gone.`);
    if (isTerminal(row.status)) return row;
    if (signal.aborted) throw new AppError('CANCELLED', 'The client went away; the job goes on.');
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
}

function failureOf(row: BackupJob): AppError {
  const code = isErrorCode(row.errorCode) ? row.errorCode : 'INTERNAL';
  return new AppError(code, row.error ?? 'The job failed.', { extensions: { job_id: row.id } });
}

/**
 * `/api/v1/*` calls that are jobs: waits for the end and answers with the result as `present` shapes it.
 * `Prefer: respond-async` answers 202 with the job's address instead.
 */
export const jobRoute = <I extends z.ZodType, O extends z.ZodType<StartedJob>>(
  operation: Operation<I, O>,
  present: (result: Record<string, unknown>, job: BackupJob) => Record<string, unknown>,
): Handler =>
  handle(operation, async ({ jobId, status }, request) => {
    const location = `/api/backups/jobs/${jobId}`;
    if (/\brespond-async\b/.test(request.headers.get('prefer') ?? ''))
      return NextResponse.json(
        { success: true, jobId, status },
        { status: 202, headers: { Location: location, 'Preference-Applied': 'respond-async' } },
      );
    const row = await waitForEnd(jobId, request.signal);
    if (row.status !== 'success') throw failureOf(row);
    return NextResponse.json({ success: true, ...present(row.result as Record<string, unknown>, row) });
  });
