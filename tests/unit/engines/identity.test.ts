import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isAlive, parseStat, processIdentity } from '@/lib/engines/identity';

describe('processIdentity', () => {
  it('names this process, always the same', () => {
    const identity = processIdentity(process.pid);
    expect(identity).toMatchObject({ pid: process.pid, startTime: expect.stringMatching(/^\d+$/) });
    expect(identity && isAlive(identity)).toBe(true);
    expect(processIdentity(process.pid)).toEqual(identity);
  });

  it('knows another process under the same number, and another boot', () => {
    const identity = processIdentity(process.pid);
    if (!identity) throw new Error('no identity');
    expect(isAlive({ ...identity, startTime: '1' })).toBe(false);
    expect(isAlive({ ...identity, bootId: 'another' })).toBe(false);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 40, 4_194_305])('has none for %d', (pid) => {
    expect(processIdentity(pid)).toBeNull();
  });

  it('takes a zombie for dead', async () => {
    // bash replaced by sleep never waits for its child, so the child stays a zombie.
    const parent = spawn('bash', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (data) => resolve(Number(data))),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(processIdentity(pid)).toBeNull();
    parent.kill('SIGKILL');
  });
});

describe('parseStat', () => {
  const rest = `S ${Array.from({ length: 18 }, (_, i) => i).join(' ')} 4711 0`;
  it('counts from the last bracket, for names hold what they like', () => {
    expect(parseStat(`12 (a) b) (c) ${rest}`)).toEqual({ state: 'S', startTime: '4711' });
    for (const text of ['', '12 sh S', '12 (sh) S 1 2']) expect(parseStat(text)).toBeNull();
  });
});
