import { describe, expect, it } from 'vitest';
import { JobKind, JobStatus } from '@/lib/db/generated/enums';
import { presentArtifact, presentJob, presentLog } from '@/lib/features/jobs/presenter';
import { artifact, JOB_KINDS, JOB_STATUSES, job, logLine } from '@/lib/features/jobs/schema';
import { jobRow } from '@/tests/unit/jobs/rows';

const AT = new Date('2026-11-20T12:00:00Z');

describe('presentJob', () => {
  it('answers what the API promises', () => {
    const row = jobRow({ status: 'success', finishedAt: AT, durationMs: 7_200_000n, size: 5_000_000_000n });
    const shown = presentJob(row);
    expect(shown).toMatchObject({
      ...{ duration_ms: 7_200_000, size: 5_000_000_000, finished_at: '2026-11-20T12:00:00.000Z' },
    });
    expect(job.parse(shown)).toEqual(shown);
  });

  it('keeps payload, passphrase, owner and lock on the server', () => {
    const hidden = {
      payload: { type: 'x', location: 'hidden-payload' },
      secret: 'hidden-secret',
      owner: { host: 'hidden-owner' },
      lockKey: 'hidden-lock',
      result: { x: 'hidden-result' },
    };
    expect(JSON.stringify(presentJob(jobRow(hidden)))).not.toContain('hidden');
  });

  it('shows progress it knows, and none it does not', () => {
    expect(presentJob(jobRow({ progress: { phase: 'create', nfiles: 3 } })).progress).toEqual({
      phase: 'create',
      nfiles: 3,
    });
    expect(presentJob(jobRow({ progress: { percent: 3 } })).progress).toBeNull();
  });

  it('tells that somebody asked to cancel', () => {
    expect(presentJob(jobRow()).cancel_requested).toBe(false);
    expect(presentJob(jobRow({ cancelRequestedAt: AT })).cancel_requested).toBe(true);
  });
});

describe('the other rows of a job', () => {
  it('answer what the API promises', () => {
    const shown = presentArtifact({
      ...{ id: jobRow().id, jobId: jobRow().id, artifactType: 'borg', filePath: '/r::a' },
      ...{ fileSize: 7n, sha256: null, manifestPath: null, facts: { nfiles: 1 }, createdAt: AT },
    });
    expect(shown).toMatchObject({ file_size: 7, facts: { nfiles: 1 } });
    expect(artifact.parse(shown)).toEqual(shown);
  });

  it('are log lines, also from an event that says less than it should', () => {
    const event = { id: 9n, jobId: 'j', type: 'log' as const, createdAt: AT };
    const shown = presentLog({ ...event, data: { level: 'warning', message: 'file changed' } });
    expect(shown).toEqual({ id: 9, at: AT.toISOString(), level: 'warning', message: 'file changed' });
    expect(logLine.parse(shown)).toEqual(shown);
    expect(presentLog({ ...event, data: {} })).toMatchObject({ level: 'info', message: '' });
  });
});

describe('the lists of the API', () => {
  it('are those of the database', () => {
    expect([...JOB_STATUSES].sort()).toEqual(Object.values(JobStatus).sort());
    expect([...JOB_KINDS].sort()).toEqual(Object.values(JobKind).sort());
  });
});
