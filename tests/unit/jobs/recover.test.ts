import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isAlive, type ProcessIdentity, processIdentity } from '@/lib/engines/identity';
import { endProcessGroup } from '@/lib/jobs/end-tools';
import type { Owner } from '@/lib/jobs/heartbeat';
import { isLost } from '@/lib/jobs/recover';
import { jobRow } from '@/tests/unit/jobs/rows';

const NOW = new Date('2026-11-20T12:00:00Z');
const HERE = 'this-host';
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

const me = (): ProcessIdentity => {
  const identity = processIdentity(process.pid);
  if (!identity) throw new Error('no identity');
  return identity;
};

function lost(owner: Partial<Owner> | null, silentSeconds: number | null): boolean {
  const heartbeatAt = silentSeconds === null ? null : ago(silentSeconds);
  const full = owner && JSON.parse(JSON.stringify({ host: 'h', tools: [], process: null, ...owner }));
  return isLost(jobRow({ owner: full, heartbeatAt, startedAt: ago(3600) }), NOW, HERE);
}

describe('isLost', () => {
  it('leaves a process that lives alone, however long it has been silent', () => {
    expect(lost({ host_id: HERE, process: me() }, 86_400)).toBe(false);
    expect(lost({ host_id: HERE, process: me() }, null)).toBe(false);
  });

  it('takes a process for gone when its number belongs to another one now', () => {
    expect(lost({ host_id: HERE, process: { ...me(), startTime: '1' } }, 1)).toBe(true);
    expect(lost({ host_id: HERE, process: { ...me(), bootId: 'before-the-reboot' } }, 1)).toBe(true);
  });

  it('gives a process that is not recorded yet a minute to start', () => {
    expect(lost({ host_id: HERE }, 59)).toBe(false);
    expect(lost({ host_id: HERE }, 61)).toBe(true);
  });

  it('judges another host by its silence alone', () => {
    const owner = { host_id: 'another-host', process: { ...me(), startTime: '1' } };
    expect(lost(owner, 599)).toBe(false);
    expect(lost({ ...owner, process: me() }, 601)).toBe(true);
    expect(lost(null, 599)).toBe(false);
    expect(lost(null, 601)).toBe(true);
  });

  it('counts from the start, or from when it was queued, without a heartbeat', () => {
    expect(isLost(jobRow({ startedAt: ago(599) }), NOW, HERE)).toBe(false);
    expect(isLost(jobRow({ startedAt: null, createdAt: ago(601) }), NOW, HERE)).toBe(true);
  });
});

describe('endProcessGroup', () => {
  it('asks a tool to end and returns when it has', async () => {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const identity = processIdentity(child.pid ?? 0);
    if (!identity) throw new Error('sleep did not start');
    await endProcessGroup(identity);
    expect(isAlive(identity)).toBe(false);
    expect(await ended).toEqual([null, 'SIGTERM']);
  });
});
