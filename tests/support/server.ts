import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { type Installation, root } from '@/tests/support/installation';

export interface Server {
  url: string;
  pid: number;
  /** JSON lines the server has logged so far */
  output(): string;
  /** SIGTERM; resolves with the exit code */
  stop(): Promise<number | undefined>;
  /** SIGKILL, as a crash */
  kill(): Promise<void>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The real server (build/server.mjs) on a free port of the loopback address, ready when this resolves. */
export async function startServer(
  installation: Installation,
  extra: Record<string, string> = {},
  port?: number,
): Promise<Server> {
  const chosen = port ?? (await freePort());
  const env = { ...installation.env, HOST: '127.0.0.1', PORT: String(chosen), ...extra };
  const child = execa(process.execPath, [path.join(root, 'build/server.mjs')], {
    cwd: root,
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    all: true,
    cleanup: true,
  });
  let output = '';
  child.all.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-200_000);
  });
  const url = `http://127.0.0.1:${chosen}`;
  const until = Date.now() + 60_000;
  while (
    !(await fetch(`${url}/api/health`).then(
      (r) => r.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`the server did not start:\n${output}`);
    }
    await sleep(100);
  }
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      return (await child).exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await child;
    },
  };
}
