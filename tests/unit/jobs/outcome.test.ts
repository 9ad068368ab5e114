import { describe, expect, it } from 'vitest';
import { outcomeSchema } from '@/lib/jobs/outcome';
import { jobProgress } from '@/lib/jobs/progress';
import { jobRow } from '@/tests/unit/jobs/rows';

const outcome = {
  job_id: jobRow().id,
  fence: 2,
  status: 'success',
  finished_at: '2026-11-20T12:00:00.000Z',
  error: null,
  error_code: null,
  warnings: 0,
  size: 1_000,
  progress: { phase: 'create', nfiles: 3 },
  result: { archive: 'x' },
};

describe('outcomeSchema', () => {
  it('gives back what it was written as', () => {
    expect(outcomeSchema.parse(JSON.parse(JSON.stringify(outcome)))).toEqual(outcome);
    const failed = { ...outcome, status: 'failed', error: 'x', error_code: 'DISK_FULL', result: null };
    expect(outcomeSchema.parse(failed)).toEqual(failed);
  });

  it.each([
    ['an end that is none', { status: 'running' }],
    ['a code nobody knows', { error_code: 'OOPS' }],
    ['a name instead of an id', { job_id: '../../etc/passwd' }],
    ['a half claim', { fence: 1.5 }],
    ['a time without a zone', { finished_at: '2026-11-20 12:00' }],
  ])('refuses %s', (_what, changed) => {
    expect(outcomeSchema.safeParse({ ...outcome, ...changed }).success).toBe(false);
  });
});

describe('jobProgress', () => {
  it('needs the phase alone and keeps counters it knows', () => {
    expect(jobProgress.parse({ phase: 'check' })).toEqual({ phase: 'check' });
    expect(jobProgress.parse({ phase: 'x', total: 2, secret: 'y' })).toEqual({ phase: 'x', total: 2 });
    expect(jobProgress.safeParse({ nfiles: 1 }).success).toBe(false);
    expect(jobProgress.safeParse({ phase: 'x', nfiles: '1' }).success).toBe(false);
  });
});
