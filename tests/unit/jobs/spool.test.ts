import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '@/lib/jobs/outcome';
import { adoptDataFolder } from '@/tests/unit/data-folder';
import { jobRow } from '@/tests/unit/jobs/rows';

const folder = adoptDataFolder();
const { dropSpooled, importSpool, spoolOutcome } = await import('@/lib/jobs/spool');
const { outcomeSchema } = await import('@/lib/jobs/outcome');
const spool = path.join(folder.dir, 'spool');
afterAll(() => folder.remove());

const outcome: Outcome = {
  ...{ job_id: jobRow().id, fence: 1, status: 'failed', finished_at: '2026-11-20T12:00:00.000Z' },
  ...{ error: 'Größe', error_code: 'DISK_FULL', warnings: 0, size: null, progress: null, result: null },
};
const file = path.join(spool, `${outcome.job_id}.json`);

describe('the spool folder', () => {
  it('keeps an outcome whole, in a file for the owner alone, and no half file beside it', async () => {
    await spoolOutcome(outcome);
    expect(readdirSync(spool)).toEqual([path.basename(file)]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(outcomeSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(outcome);
  });

  it('keeps the last outcome of a job', async () => {
    await spoolOutcome({ ...outcome, fence: 2 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ fence: 2 });
    expect(readdirSync(spool)).toHaveLength(1);
  });

  it('forgets an outcome that was written, and does not mind one that never was', async () => {
    await dropSpooled(outcome.job_id);
    expect(readdirSync(spool)).toEqual([]);
    await expect(dropSpooled(outcome.job_id)).resolves.toBeUndefined();
  });
});

describe('importSpool', () => {
  const lines: string[] = [];
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  });
  afterEach(() => vi.restoreAllMocks());

  it('sets a file aside that it cannot read, and leaves half ones and others alone', async () => {
    writeFileSync(path.join(spool, 'cut.json'), '{"job_id": "0b5');
    writeFileSync(path.join(spool, 'other.json'), '{"status": "running"}');
    writeFileSync(path.join(spool, 'half.json.tmp'), '{');
    await importSpool([]);
    expect(readdirSync(spool).sort()).toEqual(['cut.json.bad', 'half.json.tmp', 'other.json.bad']);
    expect(readFileSync(path.join(spool, 'cut.json.bad'), 'utf8')).toBe('{"job_id": "0b5');
    expect(lines.join('')).toContain('cut.json');
  });
});
