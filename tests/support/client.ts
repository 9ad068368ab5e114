import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '@/tests/support/installation';

type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  /** what came over the wire, unchecked: the test's expectations are the check */
  body: any;
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: Json, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: Json, headers?: Record<string, string>): Promise<Answer>;
  /** polls the job until it has ended */
  ended(jobId: string, withinMs?: number): Promise<Json & { status: string }>;
}

/** A client of the JSON API with fixed headers (bearer token, cookie …). */
export function client(url: string, headers: Record<string, string> = {}): Client {
  const send: Client['send'] = async (method, path, body, more = {}) => {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url + path, {
      method,
      headers: { ...json, ...headers, ...more },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const get: Client['get'] = (path, more) => send('GET', path, undefined, more);
  return {
    get,
    send,
    post: (path, body, more) => send('POST', path, body, more),
    async ended(jobId, withinMs = 60_000) {
      const until = Date.now() + withinMs;
      for (;;) {
        const { body } = await get(`/api/backups/jobs/${jobId}`);
        const job = body?.data?.job;
        if (job && !['queued', 'running'].includes(job.status)) return job;
        if (Date.now() > until) throw new Error(`job ${jobId} has not ended: ${JSON.stringify(body)}`);
        await sleep(100);
      }
    },
  };
}

/** A bearer token made by the command line. */
export async function bearer(
  installation: Installation,
  role = 'super_admin',
): Promise<Record<string, string>> {
  const { stdout, stderr } = await installation.cli([
    'token',
    'create',
    '--name',
    `test ${role}`,
    '--role',
    role,
  ]);
  if (!stdout.startsWith('hf_')) throw new Error(`no token: ${stderr}`);
  return { authorization: `Bearer ${stdout.trim()}` };
}
