import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '@/lib/core/logger';
import { rememberSecret } from '@/lib/core/redact';

afterEach(() => vi.restoreAllMocks());

describe('logger', () => {
  it('writes JSON lines without secrets, whatever field they hide in', () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    rememberSecret('the "hidden" one');
    logger.error({ err: new Error('bad: the "hidden" one'), job: 'j1' }, 'failed with the "hidden" one');
    expect(lines.join('')).not.toContain('hidden');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      job: 'j1',
      msg: 'failed with [redacted]',
      err: { message: 'bad: [redacted]' },
    });
  });
});
