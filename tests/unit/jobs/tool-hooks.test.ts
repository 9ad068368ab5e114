import { describe, expect, it } from 'vitest';
import type { ToolEvent } from '@/lib/engines/events';
import type { JobRun } from '@/lib/jobs/define';
import { toolHooks } from '@/lib/jobs/tool-hooks';
import { jobRow } from '@/tests/unit/jobs/rows';

function recorded() {
  const told: unknown[] = [];
  const abort = new AbortController();
  const run: JobRun<null> = {
    ...{ job: jobRow(), payload: null, secret: null, signal: abort.signal },
    progress: (progress) => void told.push(progress),
    log: (level, message) => void told.push([level, message]),
    own: (pid) => void told.push(pid),
  };
  const hooks = toolHooks(run);
  return { told, abort, hooks, tell: (event: ToolEvent) => hooks.onEvent?.(event) };
}

describe('toolHooks', () => {
  it('tells progress under the names of the API, and only what the tool told', () => {
    const { told, tell } = recorded();
    tell({ type: 'progress', phase: 'create', nfiles: 0, originalSize: 10, compressedSize: 5, path: '' });
    tell({ type: 'progress', phase: 'check', current: 1, total: 4, deduplicatedSize: 2, path: 'a/b' });
    expect(told).toEqual([
      { phase: 'create', nfiles: 0, original_size: 10, compressed_size: 5 },
      { phase: 'check', current: 1, total: 4, deduplicated_size: 2, path: 'a/b' },
    ]);
  });

  it('tells log lines with their level and nothing about single files', () => {
    const { told, tell } = recorded();
    tell({ type: 'log', level: 'warning', message: 'file changed', code: 'X' });
    tell({ type: 'file', status: 'A', path: 'a' });
    expect(told).toEqual([['warning', 'file changed']]);
  });

  it('records the process, ends it with the job and lets others go first', () => {
    const { told, abort, hooks } = recorded();
    hooks.onSpawn?.(4711);
    expect(told).toEqual([4711]);
    expect(hooks.lowPriority).toBe(true);
    abort.abort();
    expect(hooks.signal?.aborted).toBe(true);
  });
});
