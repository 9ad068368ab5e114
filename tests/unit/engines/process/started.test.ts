import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { processIdentity } from '@/lib/engines/identity';
import { spawnDetached, streamProcess } from '@/lib/engines/process';

vi.setConfig({ testTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), 'holdfast-started-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = { tool: 'sh', file: '/bin/sh', cwd: '/', env: { PATH: '/usr/bin:/bin' } } as const;

async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 250 && processIdentity(pid); i += 1) await sleep(20);
  return processIdentity(pid) === null;
}

describe('streamProcess', () => {
  it('hands out raw bytes and the exit', async () => {
    const errors: string[] = [];
    const run = streamProcess({
      ...base,
      args: ['-c', 'printf "\\377\\000x"; echo oops >&2; exit 3'],
      onError: (line) => void errors.push(line),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of run.stdout) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(Buffer.from([0xff, 0, 0x78]));
    expect(await run.exit).toMatchObject({ exitCode: 3, aborted: false, tail: ['oops'] });
    expect(errors).toEqual(['oops']);
  });

  it('ends a tool whose reader goes away, even one that blocks on the pipe', async () => {
    const run = streamProcess({
      ...base,
      args: ['-c', 'trap "" TERM; exec cat /dev/zero'],
      cancel: [
        ['SIGTERM', 200],
        ['SIGKILL', 0],
      ],
    });
    await new Promise((resolve) => run.stdout.once('data', resolve));
    run.stdout.pause();
    await sleep(100);
    run.stdout.destroy();
    expect(await run.exit).toMatchObject({ aborted: true });
    expect(await gone(run.pid)).toBe(true);
  });

  it('ends by the signal', async () => {
    const controller = new AbortController();
    const run = streamProcess({ ...base, args: ['-c', 'exec sleep 60'], signal: controller.signal });
    controller.abort();
    expect(await run.exit).toMatchObject({ aborted: true, signal: 'SIGTERM' });
  });
});

describe('spawnDetached', () => {
  it('starts a session of its own that writes a private log', async () => {
    const logFile = join(folder, 'job.log');
    const { pid } = spawnDetached({
      file: '/bin/sh',
      args: ['-c', 'echo out; echo err >&2; env; sleep 60'],
      env: { A: 'b' },
      cwd: folder,
      logFile,
    });
    await expect.poll(() => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')).toContain('A=b');
    expect(readFileSync(logFile, 'utf8')).toMatch(/^out\nerr\n/);
    expect(readFileSync(logFile, 'utf8')).not.toContain('HOME=');
    expect(statSync(logFile).mode & 0o777).toBe(0o600);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    expect([stat[2], stat[3]]).toEqual([String(pid), String(pid)]);
    process.kill(-pid, 'SIGKILL');
    expect(await gone(pid)).toBe(true);
  });

  it('says when it cannot', () => {
    const spec = { args: [], env: {}, cwd: folder, logFile: join(folder, 'x.log') };
    expect(() => spawnDetached({ ...spec, file: 'no-such-tool' })).toThrow(
      expect.objectContaining({ code: 'TOOL_MISSING' }),
    );
    expect(() => spawnDetached({ ...spec, file: '/bin/sh', cwd: '/no/such' })).toThrow(
      expect.objectContaining({ code: 'TOOL_FAILED' }),
    );
  });
});
