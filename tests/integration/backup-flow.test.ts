import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, type Client, client } from '@/tests/support/client';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

describe('a Borg backup through the API', () => {
  let installation: Installation;
  let server: Server;
  let api: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    const source = path.join(installation.workDir, 'src');
    mkdirSync(source);
    for (let n = 0; n < 20; n++)
      writeFileSync(path.join(source, `file-${n}.txt`), `content ${n}\n`.repeat(100));
    server = await startServer(installation);
    api = client(server.url, await bearer(installation));
    await api.send('PUT', '/api/backups/settings', { include_paths: [source] });
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it('starts, ends as success and is proven by its artifact', async () => {
    const started = await api.post('/api/backups/borg/run');
    expect(started.status).toBe(200);
    expect(started.body).toMatchObject({
      success: true,
      message: 'Borg backup started',
      data: { status: 'queued' },
    });
    const job = await api.ended(started.body.data.jobId);
    expect(job).toMatchObject({ status: 'success', kind: 'borg', operation: 'backup', trigger: 'api' });
    const { body } = await api.get(`/api/backups/jobs/${started.body.data.jobId}`);
    expect(body.data.artifacts).toHaveLength(1);
    expect(body.data.artifacts[0].facts).toMatchObject({ nfiles: 20 });
  });
});
