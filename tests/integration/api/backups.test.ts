import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { borgByHand, makeSource } from '@/tests/support/borg';
import { bearer, type Client, client } from '@/tests/support/client';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const ID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);

describe('/api/backups', () => {
  let installation: Installation;
  let server: Server;
  let api: Client;
  let source: string;
  let jobId: string;

  const data = async (address: string) => {
    const { status, body } = await api.get(address);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.success).toBe(true);
    return body.data;
  };

  beforeAll(async () => {
    installation = await createInstallation();
    source = makeSource(installation);
    server = await startServer(installation);
    api = client(server.url, await bearer(installation));
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  it('settings: the columns of the contract, any subset by PUT', async () => {
    const before = await data('/api/backups/settings');
    expect(before).toMatchObject({
      id: 1,
      enabled: true,
      schedule: '0 2 * * *',
      keep_hourly: 48,
      keep_daily: 30,
      keep_weekly: 12,
      keep_monthly: 6,
      compression_level: 3,
      borg_repo_path: path.join(installation.dataDir, 'borg'),
      include_database: true,
      include_files: true,
      include_uploads: true,
      email_notifications: false,
      notification_email: null,
      verify_after_backup: true,
      updated_at: TIME,
    });
    const { status, body } = await api.send('PUT', '/api/backups/settings', {
      include_paths: [source, `${source}//sub/`, source],
      schedule: '15 4 * * 0',
      timezone: 'Europe/Berlin',
      compression_level: 5,
    });
    expect({ status, success: body.success }).toEqual({ status: 200, success: true });
    expect(body.message).toEqual(expect.any(String));
    expect(body.data.include_paths).toEqual([source, `${source}/sub`]);
    const { updated_at, next_run_at, ...rest } = await data('/api/backups/settings');
    expect(rest).toMatchObject({ schedule: '15 4 * * 0', compression_level: 5, keep_daily: 30 });
    expect(new Date(next_run_at).getTime()).toBeGreaterThan(Date.now());
    expect(updated_at >= before.updated_at).toBe(true);
    const off = (await api.send('PUT', '/api/backups/settings', { enabled: false })).body.data;
    expect(off).toMatchObject({ enabled: false, next_run_at: null });
    const empty = await api.send('PUT', '/api/backups/settings', {});
    expect(empty.status).toBe(200);
    await api.send('PUT', '/api/backups/settings', { include_paths: [source] });
  });

  it('borg/run: a job at once, and 409 with its id while it is not done', async () => {
    const started = await api.post('/api/backups/borg/run', { planId: 1 });
    expect(started).toMatchObject({
      status: 200,
      body: { success: true, message: 'Borg backup started', data: { jobId: ID, status: 'queued' } },
    });
    jobId = started.body.data.jobId;
    const second = await api.post('/api/backups/borg/run');
    expect(second).toMatchObject({ status: 409, body: { code: 'ALREADY_RUNNING', job_id: jobId } });
    const running = await api.get('/api/backups/borg/info');
    expect([409, 200]).toContain(running.status);
    expect(await api.ended(jobId)).toMatchObject({ status: 'success' });
  });

  it('jobs/{id}: the job of the contract, its artifact, its log', async () => {
    const { job, artifacts, log } = await data(`/api/backups/jobs/${jobId}`);
    expect(job).toEqual({
      id: jobId,
      kind: 'borg',
      operation: 'backup',
      status: 'success',
      trigger: 'api',
      plan_id: 1,
      repository_id: ID,
      requested_by: 'token test super_admin',
      started_at: TIME,
      finished_at: TIME,
      duration_ms: expect.any(Number),
      error: null,
      error_code: null,
      warnings: 0,
      artifact_count: 1,
      size: expect.any(Number),
      progress: expect.objectContaining({ phase: expect.any(String) }),
      cancel_requested: false,
      created_at: TIME,
    });
    expect(artifacts).toEqual([
      {
        id: ID,
        job_id: jobId,
        artifact_type: 'borg',
        file_path: expect.stringMatching(/::default-plan_\d{8}_\d{6}$/),
        file_size: job.size,
        sha256: null,
        manifest_path: null,
        facts: expect.objectContaining({ nfiles: 20 }),
        created_at: TIME,
      },
    ]);
    expect(log[0]).toEqual({
      id: expect.any(Number),
      at: TIME,
      level: expect.stringMatching(/^(info|warning)$/),
      message: expect.any(String),
    });
  });

  it('jobs/{id}/cancel: 409 to a job that has ended', async () => {
    expect(await api.post(`/api/backups/jobs/${jobId}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT' },
    });
  });

  it('borg/list: archives made here and elsewhere', async () => {
    const passphrase = readFileSync(
      path.join(installation.dataDir, 'secrets/borg.passphrase'),
      'utf8',
    ).trim();
    const repository = path.join(installation.dataDir, 'borg');
    await borgByHand(installation, ['create', `${repository}::by hand`, 'source'], passphrase);
    await installation.sql('UPDATE repositories SET archives_at = NULL');
    const { archives, notice } = await data('/api/backups/borg/list');
    expect(notice).toBeNull();
    expect(archives).toHaveLength(2);
    const [foreign, ours] = archives;
    expect(foreign).toMatchObject({
      name: 'by hand',
      job_id: null,
      hostname: expect.any(String),
      time: TIME,
    });
    expect(ours).toMatchObject({ job_id: jobId, nfiles: 20, original_size: expect.any(Number) });
  });

  it('borg/info, storage, repositories', async () => {
    expect(await data('/api/backups/borg/info')).toMatchObject({ encryption_mode: 'repokey-blake2' });
    const storage = await data('/api/backups/storage');
    expect(storage.total_space).toBeGreaterThan(storage.free_space);
    expect(storage).toMatchObject({ archive_count: 2, repository: { engine: 'borg' } });
    expect((await data('/api/backups/repositories')).repositories).toHaveLength(1);
  });

  it('restores: into a fresh folder of the data folder, or one that is named', async () => {
    const [{ repository_id, name }] = (await data('/api/backups/borg/list')).archives;
    const restore = async (more: Record<string, unknown>) => {
      const started = await api.post('/api/backups/restores', { repository_id, archive: name, ...more });
      expect(started, JSON.stringify(started.body)).toMatchObject({ status: 200 });
      return api.ended(started.body.data.jobId);
    };
    const fresh = await restore({});
    expect(fresh, String(fresh.error)).toMatchObject({ status: 'success', operation: 'restore' });
    const { result } = await data(`/api/backups/jobs/${fresh.id}`);
    expect(result.target_path).toContain(path.join(installation.dataDir, 'restores/'));
    expect(readFileSync(path.join(result.target_path, 'source/file-0.txt'))).toEqual(
      readFileSync(path.join(source, 'file-0.txt')),
    );
    const target_path = path.join(installation.workDir, 'chosen');
    expect(await restore({ target_path, paths: ['source/sub'] })).toMatchObject({ status: 'success' });
    expect(readFileSync(path.join(target_path, 'source/sub/file-1.txt'), 'utf8')).toContain('content 1');
  });

  it('restores: an archive whose name is long and not ASCII gets a folder that fits', async () => {
    const passphrase = readFileSync(
      path.join(installation.dataDir, 'secrets/borg.passphrase'),
      'utf8',
    ).trim();
    const name = 'Ü'.repeat(100);
    await borgByHand(
      installation,
      ['create', `${path.join(installation.dataDir, 'borg')}::${name}`, 'source/sub'],
      passphrase,
    );
    const [{ repository_id }] = (await data('/api/backups/borg/list')).archives;
    const started = await api.post('/api/backups/restores', { repository_id, archive: name });
    expect(await api.ended(started.body.data.jobId)).toMatchObject({ status: 'success' });
  });

  it('archives/delete: a job that removes one archive and no other', async () => {
    const { archives } = await data('/api/backups/borg/list');
    const started = await api.post('/api/backups/archives/delete', {
      repository_id: archives[0].repository_id,
      archive: 'by hand',
    });
    expect(await api.ended(started.body.data.jobId)).toMatchObject({
      status: 'success',
      operation: 'delete',
    });
    await installation.sql('UPDATE repositories SET archives_at = NULL');
    const left = (await data('/api/backups/borg/list')).archives.map(
      (archive: { name: string }) => archive.name,
    );
    expect(left).not.toContain('by hand');
    expect(left.length).toBeGreaterThan(0);
  });

  it('a run that fails says why and what to do, in the job and in the statistics', async () => {
    await api.send('PUT', '/api/backups/settings', {
      include_paths: [path.join(installation.workDir, 'gone')],
    });
    const { jobId: failing } = (await api.post('/api/backups/borg/run')).body.data;
    const job = await api.ended(failing);
    expect(job).toMatchObject({
      status: 'failed',
      error_code: 'SOURCE_MISSING',
      artifact_count: 0,
      size: null,
    });
    expect(job.error).toContain(path.join(installation.workDir, 'gone'));
    const statistics = await data('/api/backups/statistics');
    expect(statistics).toMatchObject({
      total_jobs: expect.any(Number),
      running_jobs: 0,
      total_backups: 1,
      success_rate_24h: { total: 2, success: 1, failed: 1, rate: 0.5 },
      success_rate_7d: { total: 2 },
      success_rate_30d: { total: 2 },
      last_success: { job_id: jobId, finished_at: TIME, age_ms: expect.any(Number) },
      bytes_by_kind: { borg: expect.any(Number) },
      mean_duration_ms: expect.any(Number),
      p95_duration_ms: expect.any(Number),
      next_runs: [],
    });
  });

  it('a schedule that is on shows its next run', async () => {
    await api.send('PUT', '/api/backups/settings', { enabled: true, schedule: '0 3 * * *', timezone: 'UTC' });
    const { next_runs } = await data('/api/backups/statistics');
    expect(next_runs).toEqual([
      { plan_id: 1, plan: 'Default plan', at: expect.stringMatching(/T03:00:00\.000Z$/) },
    ]);
  });

  it('a file whose name is no Unicode is backed up, shown, and restored with its folder', async () => {
    const odd = path.join(installation.workDir, 'odd');
    mkdirSync(odd);
    // Not Unicode: the name reaches us as half a surrogate pair, which a JSON column refuses.
    writeFileSync(
      Buffer.concat([Buffer.from(`${odd}/name-`), Buffer.from([0xff]), Buffer.from('.txt')]),
      'x',
    );
    await api.send('PUT', '/api/backups/settings', { include_paths: [odd] });
    const { jobId: id } = (await api.post('/api/backups/borg/run')).body.data;
    expect(await api.ended(id)).toMatchObject({ status: 'success', warnings: 0 });
    const [{ repository_id, name }] = (await data('/api/backups/borg/list')).archives;
    const folder = `repository_id=${repository_id}&archive=${name}&path=${encodeURIComponent(odd.slice(1))}`;
    const { entries } = await data(`/api/backups/archives/browse?${folder}`);
    expect(entries).toHaveLength(1);
    expect(entries[0].name).toBe('name-?.txt');
    const restored = async (target: string, paths: string[]) => {
      const target_path = path.join(installation.workDir, target);
      const body = { repository_id, archive: name, target_path, paths };
      return api.ended((await api.post('/api/backups/restores', body)).body.data.jobId);
    };
    expect(await restored('by-name', [entries[0].path])).toMatchObject({ error_code: 'MEMBER_MISSING' });
    expect(await restored('by-folder', [odd.slice(1)])).toMatchObject({ status: 'success' });
    const [back] = readdirSync(path.join(installation.workDir, 'by-folder', odd), { encoding: 'buffer' });
    expect(back).toEqual(Buffer.concat([Buffer.from('name-'), Buffer.from([0xff]), Buffer.from('.txt')]));
  });
});
