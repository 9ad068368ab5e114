import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { processIdentity } from '@/lib/engines/identity';
import { type LineProcessSpec, runProcess } from '@/lib/engines/process';

vi.setConfig({ testTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), 'holdfast-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = { tool: 'sh', file: '/bin/sh', cwd: '/', env: { PATH: '/usr/bin:/bin' } } as const;

async function sh(script: string, more: Partial<LineProcessSpec> = {}) {
  const lines: string[] = [];
  const onLine = (line: string, stream: string) =>
    void lines.push(`${stream === 'stdout' ? 'o' : 'e'}:${line}`);
  const exit = await runProcess({ ...base, args: ['-c', script], stdout: 'lines', onLine, ...more });
  return { exit, lines };
}

async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 250 && processIdentity(pid); i += 1) await sleep(20);
  return processIdentity(pid) === null;
}

describe('runProcess', () => {
  it('gives exit code, lines of both streams and the end of stderr', async () => {
    const { exit, lines } = await sh('echo one; echo two >&2; printf three; exit 7');
    expect(exit).toMatchObject({ exitCode: 7, aborted: false, tail: ['two'], truncated: false });
    expect(lines.sort()).toEqual(['e:two', 'o:one', 'o:three']);
  });

  it('tells an end by a signal', async () => {
    const { exit } = await sh('kill -KILL $$');
    expect(exit).toMatchObject({ signal: 'SIGKILL', aborted: false });
    expect(exit.exitCode).toBeUndefined();
  });

  it('inherits nothing: environment, terminal, input', async () => {
    process.env.HOLDFAST_TEST_LEAK = 'leaked';
    const { lines } = await sh('env; cat; (: < /dev/tty) 2>/dev/null && echo terminal; pwd', {
      env: { PATH: '/bin', A: 'b' },
    });
    delete process.env.HOLDFAST_TEST_LEAK;
    expect(lines.filter((line) => !/^o:(PWD|OLDPWD|SHLVL|_)=/.test(line)).sort()).toEqual([
      'o:/',
      'o:A=b',
      'o:PATH=/bin',
    ]);
  });

  it('keeps stdout whole up to a limit', async () => {
    const whole = await sh('printf "a\\000b"', { stdout: 'buffer' });
    expect(whole.exit.stdout).toEqual(Buffer.from('a\0b'));
    const { exit } = await sh('head -c 300000 /dev/zero; echo done >&2', {
      stdout: 'buffer',
      bufferLimit: 100_000,
    });
    expect(exit).toMatchObject({ exitCode: 0, truncated: true, tail: ['done'] });
    expect(exit.stdout.length).toBeLessThanOrEqual(100_000);
  });

  it.each(['pipe', 'file'] as const)('hands a secret over by %s and by nothing else', async (via) => {
    const before = readdirSync('/dev/shm');
    const secret = { bytes: new TextEncoder().encode('s3cret-Ünï'), via };
    const { exit, lines } = await sh(
      'cat <&3; echo; tr "\\0" "\\n" < /proc/$$/cmdline; tr "\\0" "\\n" < /proc/$$/environ',
      { secret },
    );
    expect(exit.exitCode).toBe(0);
    expect(lines.filter((line) => line.includes('s3cret'))).toEqual(['o:s3cret-Ünï']);
    expect(readdirSync('/dev/shm')).toEqual(before);
  });

  it('a secret by file can be opened by name', async () => {
    const secret = { bytes: new TextEncoder().encode('again'), via: 'file' as const };
    const { lines } = await sh('cat /dev/fd/3; cat /dev/fd/3', { secret });
    expect(lines).toEqual(['o:againagain']);
  });

  it('does not mind a tool that never reads its secret', async () => {
    const secret = { bytes: new Uint8Array(1_000_000), via: 'pipe' as const };
    expect((await sh('exit 3', { secret })).exit.exitCode).toBe(3);
  });

  it('walks down the ladder, and takes the grandchildren along', async () => {
    const controller = new AbortController();
    let grandchild = 0;
    const started = Date.now();
    const { exit, lines } = await sh(
      'trap "echo int" INT; trap "echo term" TERM; sleep 60 & echo $!; while :; do wait; done',
      {
        signal: controller.signal,
        cancel: [
          ['SIGINT', 300],
          ['SIGTERM', 300],
          ['SIGKILL', 0],
        ],
        onLine: (line) => {
          if (/^\d+$/.test(line)) grandchild = Number(line);
          if (grandchild) controller.abort();
        },
      },
    );
    expect(exit).toMatchObject({ aborted: true, signal: 'SIGKILL' });
    expect(Date.now() - started).toBeGreaterThan(550);
    expect(lines).toEqual([]);
    expect(await gone(grandchild)).toBe(true);
  });

  it('lets a tool end gently and reports its own exit code', async () => {
    const controller = new AbortController();
    const { exit, lines } = await sh(
      'trap "echo bye; exit 143" TERM; echo up; while :; do sleep 0.05; done',
      {
        signal: controller.signal,
        onLine: undefined,
        ...{ onSpawn: () => void setTimeout(() => controller.abort(), 300) },
      },
    );
    expect(exit).toMatchObject({ aborted: true, exitCode: 143 });
    expect(lines).toEqual([]);
  });

  it('does not start what is cancelled, and says so', async () => {
    const mark = join(folder, 'started');
    await expect(sh(`touch ${mark}`, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(existsSync(mark)).toBe(false);
  });

  it('ends what a tool left behind holding its output', async () => {
    const started = Date.now();
    let stray = 0;
    const { exit } = await sh('sleep 60 & echo $!', {
      onLine: (line) => {
        stray = Number(line);
      },
    });
    expect(exit.exitCode).toBe(0);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await gone(stray)).toBe(true);
  });

  it('ends the tool when the listener fails, then passes the error on', async () => {
    let pid = 0;
    const run = sh('while :; do echo x; sleep 0.01; done', {
      onSpawn: (spawned) => {
        pid = spawned;
      },
      onLine: () => {
        throw new Error('listener broke');
      },
    });
    await expect(run).rejects.toThrow('listener broke');
    expect(await gone(pid)).toBe(true);
  });

  it('ends a tool whose pid could not be recorded', async () => {
    let pid = 0;
    const run = sh('sleep 60', {
      onSpawn: (spawned) => {
        pid = spawned;
        throw new Error('no database');
      },
    });
    await expect(run).rejects.toThrow('no database');
    expect(await gone(pid)).toBe(true);
  });

  it.each([
    ['a missing tool', { file: 'no-such-tool' }, 'TOOL_MISSING', 'no-such-tool'],
    ['a missing folder', { cwd: '/no/such' }, 'TOOL_FAILED', '/no/such'],
    ['NUL in an argument', { args: ['a\0b'] }, 'TOOL_FAILED', 'could not be started'],
    [
      'too many arguments',
      { args: Array.from({ length: 200_000 }, () => 'x'.repeat(20)) },
      'TOOL_FAILED',
      'could not be started',
    ],
  ])('says so at %s', async (_what, more, code, text) => {
    const run = sh('true', more);
    await expect(run).rejects.toMatchObject({ code, detail: expect.stringContaining(text) });
  });

  it('says nothing of arguments and environment in its errors', async () => {
    const run = sh('true', { args: ['topsecret\0'], env: { X: 'topsecret' } });
    const error = await run.catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + String(error)).not.toContain('topsecret');
  });

  it('runs at low priority when asked', async () => {
    expect((await sh('nice', { lowPriority: true })).lines).toEqual(['o:10']);
    expect((await sh('nice')).lines).toEqual(['o:0']);
  });
});
