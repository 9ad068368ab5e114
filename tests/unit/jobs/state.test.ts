import { describe, expect, it } from 'vitest';
import { JobStatus } from '@/lib/db/generated/enums';
import { isTerminal, released, TERMINAL } from '@/lib/jobs/state';

describe('job states', () => {
  it('end in success, failed or cancelled; every other one goes on', () => {
    expect(Object.values(JobStatus).filter(isTerminal).sort()).toEqual(['cancelled', 'failed', 'success']);
    expect(Object.values(JobStatus).filter((status) => !isTerminal(status))).toEqual(['queued', 'running']);
    expect(TERMINAL).toHaveLength(3);
  });

  it('give back the lock, the passphrase and the wish to cancel when they end', () => {
    expect(released).toEqual({ lockKey: null, secret: null, cancelRequestedAt: null });
  });
});
