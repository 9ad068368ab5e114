import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { processIdentity } from '@/lib/engines/identity';
import { findHelpers, launchCommand } from '@/lib/engines/process/launch';

const helpers = { setpriv: '/b/setpriv', nice: '/b/nice', ionice: '/b/ionice', bwrap: '/b/bwrap' };
const none = { setpriv: null, nice: null, ionice: null, bwrap: null };
const request = { tool: 'sh', file: '/bin/sh', args: ['-c', 'x y'], cwd: '/work' };
const sandbox = { readable: ['/h'], writable: ['/r', '/t'], sealed: ['/r/data'], network: false };

describe('launchCommand', () => {
  it('ties the tool to our life and lowers its priority', () => {
    expect(launchCommand({ ...request, lowPriority: true }, helpers, true).join(' ')).toBe(
      '/b/setpriv --pdeathsig TERM -- /b/nice -n 10 /b/ionice -t -c2 -n7 /bin/sh -c x y',
    );
    expect(launchCommand(request, none, true)).toEqual(['/bin/sh', '-c', 'x y']);
  });

  it('puts the sandbox around the tool and ties the tool inside again', () => {
    expect(launchCommand({ ...request, sandbox }, helpers, false).join(' ')).toBe(
      '/b/setpriv --pdeathsig TERM -- /b/bwrap --ro-bind / / --dev /dev --proc /proc --tmpfs /tmp --ro-bind-try /h /h ' +
        '--bind-try /r /r --bind-try /t /t --ro-bind-try /r/data /r/data --unshare-net --chdir /work -- ' +
        '/b/setpriv --pdeathsig TERM -- /bin/sh -c x y',
    );
    const asRoot = launchCommand({ ...request, sandbox: { ...sandbox, network: true } }, helpers, true).join(
      ' ',
    );
    expect(asRoot).toContain('--cap-drop ALL --cap-add CAP_CHOWN');
    expect(asRoot).not.toMatch(/unshare-net|CAP_SYS_/);
  });

  it('never runs without a sandbox that was asked for', () => {
    expect(() => launchCommand({ ...request, sandbox }, none, true)).toThrow(
      expect.objectContaining({ code: 'TOOL_MISSING' }),
    );
  });

  it('says when the tool is missing', () => {
    expect(() => launchCommand({ ...request, file: 'no-such-tool' }, helpers, true)).toThrow(
      expect.objectContaining({ code: 'TOOL_MISSING', tool: 'sh' }),
    );
  });

  it('the tool really ends when its parent is killed', async (context) => {
    const real = findHelpers();
    if (!real.setpriv) return context.skip('setpriv is not installed');
    const command = launchCommand({ ...request, file: 'sleep', args: ['60'], lowPriority: true }, real, true);
    const parent = spawn('bash', ['-c', '"$@" & echo $!; wait', 'bash', ...command], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (data) => resolve(Number(data))),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(processIdentity(pid)).not.toBeNull();
    parent.kill('SIGKILL');
    const end = Date.now() + 5_000;
    while (processIdentity(pid) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(processIdentity(pid)).toBeNull();
  });
});
