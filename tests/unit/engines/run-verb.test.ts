import { describe, expect, it } from 'vitest';
import type { Tool, Verb } from '@/lib/engines/engine';
import { compareVersions } from '@/lib/engines/engine';
import { runVerb, settle } from '@/lib/engines/run-verb';

const tool: Tool = { name: 'tar', binary: '/bin/sh', version: [1, 0, 0], text: '1.0.0' };
const run = { tool, repository: '/r', env: { PATH: '/bin:/usr/bin' } };

/** Counts lines; two events for a line that says so. */
const counter: Verb<string, { lines: string[] }, string[], string> = {
  id: 'test.counter',
  command: (script, { repository }) => ({
    args: ['-c', script, 'sh', repository],
    cancel: [
      ['SIGTERM', 100],
      ['SIGKILL', 0],
    ],
  }),
  start: () => ({ lines: [] }),
  read(state, line, stream) {
    state.lines.push(`${stream} ${line}`);
    return line === 'twice' ? [line, line] : line === 'once' ? [line] : [];
  },
  finish: (state) => state.lines,
};

describe('runVerb', () => {
  it('feeds every line of both streams and tells the events in order', async () => {
    const events: string[] = [];
    const result = await runVerb(counter, 'echo once; echo nothing; echo twice; echo "$1" >&2', {
      ...run,
      onEvent: async (event) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        events.push(event);
      },
    });
    expect(result.sort()).toEqual(['stderr /r', 'stdout nothing', 'stdout once', 'stdout twice']);
    expect(events).toEqual(['once', 'twice', 'twice']);
  });

  it('calls a stopped run cancelled', async () => {
    const controller = new AbortController();
    const work = runVerb(counter, 'echo once; exec sleep 60', {
      ...run,
      signal: controller.signal,
      onEvent: () => controller.abort(),
    });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED', tool: 'tar' });
  });
});

describe('settle', () => {
  const exit = { aborted: false, tail: [] };
  it('believes in the order: finished, cancelled, missing, verb', () => {
    expect(settle(tool, { ...exit, aborted: true, exitCode: 0 }, () => 'done')).toBe('done');
    const code = (more: object) => {
      try {
        return settle(tool, { ...exit, ...more }, () => 'finished');
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code({ aborted: true, exitCode: 2 })).toBe('CANCELLED');
    expect(code({ aborted: true, signal: 'SIGKILL' })).toBe('CANCELLED');
    expect(code({ exitCode: 127 })).toBe('TOOL_MISSING');
    expect(code({ exitCode: 1 })).toBe('finished');
  });
});

it('compareVersions compares numbers, not text', () => {
  expect(compareVersions([1, 10, 0], [1, 9, 9])).toBeGreaterThan(0);
  expect(compareVersions([1, 2], [1, 2, 0])).toBe(0);
  expect(compareVersions([1, 2, 4], [1, 4, 5])).toBeLessThan(0);
});
