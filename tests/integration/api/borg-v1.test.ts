import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { borgByHand, makeSource } from '@/tests/support/borg';
import { bearer, type Client, client } from '@/tests/support/client';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

const PASSPHRASE = 'correct horse "battery" ü';
const BASE = '/api/v1/backups/borg';
const problem = (status: number, code: string) => ({
  status,
  body: { type: expect.stringMatching(/^urn:/), title: expect.any(String), status, code, success: false },
});

describe('/api/v1/backups/borg', () => {
  let installation: Installation;
  let server: Server;
  let api: Client;
  let source: string;
  /** made by our init, so registered */
  let registered: string;
  /** made by borg by hand, never registered */
  let stranger: string;
  const made: string[] = [];
  const at = (repository: string): string => `repository_path=${encodeURIComponent(repository)}`;
  const folder = (name: string): string => path.join(installation.workDir, name);
  const create = (more: Record<string, unknown> = {}) =>
    api.post(`${BASE}/create`, {
      archive_name: 'web',
      source_paths: [source],
      repository_path: registered,
      ...more,
    });

  beforeAll(async () => {
    installation = await createInstallation();
    source = makeSource(installation);
    registered = folder('registered');
    stranger = folder('stranger');
    server = await startServer(installation);
    api = client(server.url, await bearer(installation, 'admin'));
    await borgByHand(installation, ['init', '-e', 'repokey', stranger], PASSPHRASE);
    for (const name of ['mit Leerzeichen ü', '100%', 'plain'])
      await borgByHand(installation, ['create', `${stranger}::${name}`, 'source'], PASSPHRASE);
  });
  afterAll(async () => {
    await server.stop();
    await installation.remove();
  });

  describe('POST /init', () => {
    it('makes and registers a repository', async () => {
      const { status, body } = await api.post(`${BASE}/init`, {
        repository_path: registered,
        passphrase: PASSPHRASE,
      });
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { success: true, repository_path: registered, encryption_mode: 'repokey-blake2' },
      });
      expect(body.repository_id).toMatch(/^[0-9a-f]{64}$/);
      expect(body.message).toEqual(expect.any(String));
      expect(readFileSync(path.join(registered, 'config'), 'utf8')).toContain(body.repository_id);
    });

    it.each([
      ['the same path', (p: string) => p],
      ['another spelling of it', (p: string) => `${path.dirname(p)}//./${path.basename(p)}/`],
    ])('answers 409 to %s', async (_name, spell) => {
      const answer = await api.post(`${BASE}/init`, {
        repository_path: spell(registered),
        passphrase: PASSPHRASE,
      });
      expect(answer).toMatchObject(problem(409, 'REPOSITORY_EXISTS'));
    });

    it.each(['none', 'authenticated-blake2', 'keyfile'])('knows the mode %s', async (encryption_mode) => {
      const { status, body } = await api.post(`${BASE}/init`, {
        repository_path: folder(`mode-${encryption_mode}`),
        encryption_mode,
        ...(encryption_mode === 'none' ? {} : { passphrase: PASSPHRASE }),
      });
      expect({ status, mode: body.encryption_mode }).toEqual({ status: 200, mode: encryption_mode });
      const info = await api.get(`${BASE}/info?${at(folder(`mode-${encryption_mode}`))}`);
      expect(info).toMatchObject({ status: 200, body: { encryption_mode } });
    });

    it('takes append_only and storage_quota', async () => {
      const repository = folder('quota');
      const answer = await api.post(`${BASE}/init`, {
        repository_path: repository,
        passphrase: PASSPHRASE,
        append_only: true,
        storage_quota: '1.5G',
      });
      expect(answer.status).toBe(200);
      const config = readFileSync(path.join(repository, 'config'), 'utf8');
      expect(config).toMatch(/append_only = 1/);
      expect(config).toMatch(/storage_quota = 1500000000/);
    });

    it('wants a passphrase for every mode but none', async () => {
      const answer = await api.post(`${BASE}/init`, { repository_path: folder('bare') });
      expect(answer).toMatchObject(problem(422, 'PASSPHRASE_MISSING'));
      expect(answer.body.errors).toEqual([{ path: 'passphrase', message: expect.any(String) }]);
    });

    it('names an unknown mode and an unknown field', async () => {
      const answer = await api.post(`${BASE}/init`, {
        repository_path: folder('bad'),
        passphrase: PASSPHRASE,
        encryption_mode: 'rot13',
        args: ['--debug'],
      });
      expect(answer).toMatchObject(problem(422, 'VALIDATION'));
      expect(answer.body.errors.map((e: { path: string }) => e.path).sort()).toEqual([
        'args',
        'encryption_mode',
      ]);
    });

    it.each([
      '-oProxyCommand=touch /tmp/owned:repo',
      'relative/path',
      'ssh://-oProxyCommand=x/repo',
      'ssh://user@host;id/repo',
      '/with\nnewline',
      'rclone:remote:path',
    ])('refuses the location %j', async (repository_path) => {
      const answer = await api.post(`${BASE}/init`, { repository_path, passphrase: PASSPHRASE });
      expect(answer).toMatchObject(problem(422, 'VALIDATION'));
      expect(answer.body.errors[0].path).toBe('repository_path');
    });
  });

  describe('POST /create', () => {
    it('answers with the archive and its sizes', async () => {
      const { status, body } = await create({ comment: 'first "one"', exclude_patterns: ['*/sub'] });
      expect(status).toBe(200);
      expect(body).toMatchObject({ success: true, nfiles: 10 });
      expect(body.archive_name).toMatch(/^web_\d{8}_\d{6}$/);
      expect(body.duration).toMatch(/^\d+:\d\d:\d\d$/);
      for (const field of [
        'original_size',
        'compressed_size',
        'deduplicated_size',
        'compression_ratio',
        'deduplication_ratio',
      ])
        expect(body[field], field).toBeGreaterThan(0);
      made.push(body.archive_name);
      const job = (
        await installation.sql<{ trigger: string; requested_by: string }>(
          'SELECT `trigger`, requested_by FROM backup_jobs ORDER BY created_at DESC LIMIT 1',
        )
      )[0];
      expect(job).toEqual({ trigger: 'api', requested_by: 'token test admin' });
    });

    it.each(['none', 'zstd,9', 'auto,lzma,0'])('takes the compression %s', async (compression) => {
      const { status, body } = await create({
        archive_name: `c-${compression.replaceAll(',', '.')}`,
        compression,
      });
      expect({ status, success: body.success }).toEqual({ status: 200, success: true });
    });

    it.each(['zip', 'zstd,99', '--help', 'zstd,3 --debug', ''])(
      'refuses the compression %j',
      async (compression) => {
        const answer = await create({ compression });
        expect(answer).toMatchObject(problem(422, 'VALIDATION'));
        expect(answer.body.errors[0].path).toBe('compression');
      },
    );

    it.each(['--help', 'a::b', '{hostname}', 'a/b', 'a b', '', 'x'.repeat(81), 'x.checkpoint'])(
      'refuses the archive name %j',
      async (archive_name) => {
        const answer = await create({ archive_name });
        expect(answer).toMatchObject(problem(422, 'VALIDATION'));
        expect(answer.body.errors[0].path).toBe('archive_name');
      },
    );

    it('names every bad source', async () => {
      const answer = await create({ source_paths: [source, 'relative', '/ok/../no', 7] });
      expect(answer).toMatchObject(problem(422, 'VALIDATION'));
      const paths = answer.body.errors.map((e: { path: string }) => e.path);
      expect(new Set(paths)).toEqual(new Set(['source_paths.1', 'source_paths.2', 'source_paths.3']));
    });

    it('refuses a source that is not there and backs nothing up', async () => {
      const answer = await create({ source_paths: [source, folder('gone')] });
      expect(answer).toMatchObject(problem(422, 'SOURCE_MISSING'));
      expect(answer.body.detail).toContain(folder('gone'));
      expect(answer.body.job_id).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('works on an unregistered repository with its passphrase, and does not register it', async () => {
      const { status, body } = await create({ repository_path: stranger, passphrase: PASSPHRASE });
      expect({ status, body }).toMatchObject({ status: 200, body: { success: true, nfiles: 20 } });
      const listed = await borgByHand(installation, ['list', '--short', stranger], PASSPHRASE);
      expect(listed.split('\n')).toContain(body.archive_name);
      const rows = await installation.sql('SELECT id FROM repositories WHERE location = ?', [stranger]);
      expect(rows).toHaveLength(0);
    });

    it('takes the passphrase from the header', async () => {
      const answer = await api.post(
        `${BASE}/create`,
        { archive_name: 'head', source_paths: [source], repository_path: stranger },
        { 'x-repository-passphrase': 'wrong' },
      );
      expect(answer).toMatchObject(problem(422, 'WRONG_PASSPHRASE'));
    });

    it.each([
      ['a wrong passphrase', { passphrase: 'wrong passphrase' }, 422, 'WRONG_PASSPHRASE'],
      ['no passphrase', {}, 422, 'PASSPHRASE_MISSING'],
    ])('answers to %s', async (_name, more, status, code) => {
      const answer = await create({ repository_path: stranger, ...more });
      expect(answer).toMatchObject(problem(status, code));
      expect(answer.body.detail.length).toBeGreaterThan(10);
    });

    it('answers 404 to a missing repository and makes none', async () => {
      const answer = await create({ repository_path: folder('nowhere'), passphrase: PASSPHRASE });
      expect(answer).toMatchObject(problem(404, 'REPOSITORY_MISSING'));
      expect(existsSync(folder('nowhere'))).toBe(false);
    });

    it('answers 202 with the job when asked to with Prefer: respond-async', async () => {
      const answer = await api.post(
        `${BASE}/create`,
        { archive_name: 'async', source_paths: [source], repository_path: registered },
        { prefer: 'respond-async, wait=1' },
      );
      expect(answer.status).toBe(202);
      expect(answer.headers.get('preference-applied')).toBe('respond-async');
      const location = answer.headers.get('location') ?? '';
      expect(location).toBe(`/api/backups/jobs/${answer.body.jobId}`);
      const owner = client(server.url, await bearer(installation));
      expect(await owner.ended(answer.body.jobId)).toMatchObject({ status: 'success' });
      expect((await owner.get(location)).status).toBe(200);
    });

    it('answers 409 with the running job when the repository is busy', async () => {
      const [first, second] = await Promise.all([
        create({ archive_name: 'a' }),
        create({ archive_name: 'b' }),
      ]);
      const [won, lost] = first.status === 200 ? [first, second] : [second, first];
      expect(won.status).toBe(200);
      expect(lost).toMatchObject(problem(409, 'ALREADY_RUNNING'));
      expect(lost.body.job_id).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe('GET /archives', () => {
    it('lists a registered repository without a passphrase, newest first', async () => {
      const { status, body } = await api.get(`${BASE}/archives?${at(registered)}`);
      expect(status).toBe(200);
      const web = body.find((archive: { name: string }) => archive.name === made[0]);
      expect(web).toEqual({
        name: made[0],
        archive: made[0],
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        hostname: expect.any(String),
        username: expect.any(String),
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const times = body.map((archive: { time: string }) => archive.time);
      expect(times).toEqual([...times].sort().reverse());
    });

    it('filters by prefix and keeps to the limit', async () => {
      const { body } = await api.get(`${BASE}/archives?${at(registered)}&prefix=c-&limit=2`);
      expect(body).toHaveLength(2);
      for (const { name } of body) expect(name).toMatch(/^c-/);
    });

    it('shows names of another style, made by somebody else', async () => {
      const { status, body } = await api.get(`${BASE}/archives?${at(stranger)}`, {
        'x-repository-passphrase': 'another one',
      });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'WRONG_PASSPHRASE' });
      const query = `${BASE}/archives?${at(stranger)}&passphrase=${encodeURIComponent(PASSPHRASE)}`;
      const right = await api.get(query);
      expect(right.status).toBe(200);
      expect(right.body.map((archive: { name: string }) => archive.name)).toEqual(
        expect.arrayContaining(['mit Leerzeichen ü', '100%', 'plain']),
      );
    });

    it('answers a passphrase in the query with a Deprecation header, also when it refuses', async () => {
      const query = `${BASE}/archives?${at(stranger)}&passphrase=`;
      expect(
        (await api.get(`${query}${encodeURIComponent(PASSPHRASE)}`)).headers.get('deprecation'),
      ).toBeTruthy();
      expect((await api.get(`${query}wrong`)).headers.get('deprecation')).toBeTruthy();
      expect((await api.get(`${BASE}/archives?${at(registered)}`)).headers.get('deprecation')).toBeNull();
      expect(server.output()).not.toContain('battery');
    });

    it.each([
      ['no repository', '', 422, 'VALIDATION'],
      ['a missing repository', 'repository_path=/nonexistent/repo', 404, 'REPOSITORY_MISSING'],
      ['a folder that is none', 'repository_path=/etc', 404, 'REPOSITORY_MISSING'],
      ['a bad limit', 'repository_path=/x&limit=0', 422, 'VALIDATION'],
    ])('answers to %s', async (_name, query, status, code) => {
      expect(await api.get(`${BASE}/archives?${query}`)).toMatchObject(problem(status, code));
    });
  });

  describe('GET /info', () => {
    it('has the fields of the contract', async () => {
      const { status, body } = await api.get(`${BASE}/info?${at(registered)}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        repository_id: expect.stringMatching(/^[0-9a-f]{64}$/),
        location: registered,
        encryption_mode: 'repokey-blake2',
        unique_chunks: expect.any(Number),
        total_chunks: expect.any(Number),
        total_size: expect.any(Number),
        unique_size: expect.any(Number),
        deduplication_ratio: expect.any(Number),
        compression_ratio: expect.any(Number),
        last_modified: expect.stringMatching(/Z$/),
      });
      expect(body.total_size).toBeGreaterThan(body.unique_size);
      expect(body.total_chunks).toBeGreaterThan(body.unique_chunks);
    });
  });

  describe('POST /extract/{archive_name}', () => {
    const extract = (name: string, body: Record<string, unknown>) =>
      api.post(`${BASE}/extract/${encodeURIComponent(name)}`, body);

    it('extracts chosen paths, byte for byte', async () => {
      const target_path = folder('out-some');
      const inside = source.slice(1);
      const { status, body } = await extract(String(made[0]), {
        target_path,
        repository_path: registered,
        paths: [`${inside}/file-0.txt`],
      });
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { success: true, archive_name: made[0], target_path, files_count: 1 },
      });
      const restored = path.join(target_path, inside, 'file-0.txt');
      expect(readFileSync(restored)).toEqual(readFileSync(path.join(source, 'file-0.txt')));
    });

    it.each(['mit Leerzeichen ü', '100%'])('takes the name %j, percent-encoded', async (name) => {
      const target_path = folder(`out ${name.length}`);
      const { status, body } = await extract(name, {
        target_path,
        repository_path: stranger,
        passphrase: PASSPHRASE,
        strip_components: 1,
      });
      expect({ status, body }).toMatchObject({ status: 200, body: { archive_name: name, files_count: 20 } });
      expect(existsSync(path.join(target_path, 'file-0.txt'))).toBe(true);
    });

    it('only counts with dry_run', async () => {
      const target_path = folder('out-dry');
      const { body } = await extract(String(made[0]), {
        target_path,
        repository_path: registered,
        dry_run: true,
      });
      expect(body).toMatchObject({ success: true, files_count: 10 });
      expect(existsSync(target_path)).toBe(false);
    });

    it.each([
      ['an unknown archive', 'no-such-archive', {}, 404, 'ARCHIVE_MISSING'],
      ['a path that is not in it', '', { paths: ['no/such/path'] }, 404, 'MEMBER_MISSING'],
      ['a relative target', '', { target_path: 'x' }, 422, 'VALIDATION'],
      ['a target with ..', '', { target_path: '/tmp/../etc/x' }, 422, 'VALIDATION'],
      ['a system folder', '', { target_path: '/etc/holdfast-restore' }, 422, 'TARGET_REFUSED'],
      ['a name like ..x in a system folder', '', { target_path: '/etc/..x' }, 422, 'TARGET_REFUSED'],
      ['a step that is too long', '', { target_path: `/tmp/${'x'.repeat(300)}` }, 422, 'VALIDATION'],
      ['an absolute member', '', { paths: ['/etc/passwd'] }, 422, 'VALIDATION'],
      ['a name with a slash', 'a/b', {}, 422, 'VALIDATION'],
    ])('refuses %s', async (_name, name, more, status, code) => {
      const answer = await extract(name || String(made[0]), {
        target_path: folder('never'),
        repository_path: registered,
        ...more,
      });
      expect(answer).toMatchObject(problem(status, code));
      expect(existsSync(folder('never'))).toBe(false);
      expect(existsSync('/etc/..x')).toBe(false);
    });

    it('refuses the step below a file that is no system file', async () => {
      const file = path.join(source, 'file-0.txt');
      const answer = await extract(String(made[0]), {
        target_path: `${file}/x`,
        repository_path: registered,
      });
      expect(answer).toMatchObject(problem(422, 'TARGET_REFUSED'));
    });

    it('refuses a folder that holds something, and leaves it alone', async () => {
      const target_path = folder('full');
      mkdirSync(target_path);
      writeFileSync(path.join(target_path, 'mine'), 'keep');
      const answer = await extract(String(made[0]), { target_path, repository_path: registered });
      expect(answer).toMatchObject(problem(409, 'TARGET_NOT_EMPTY'));
      expect(readFileSync(path.join(target_path, 'mine'), 'utf8')).toBe('keep');
    });
  });

  describe('DELETE /archives/{archive_name}', () => {
    const remove = (name: string, query: string, body?: Record<string, unknown>) =>
      api.send('DELETE', `${BASE}/archives/${encodeURIComponent(name)}${query}`, body);

    it('takes the repository from the query', async () => {
      const { status, body } = await remove(String(made[0]), `?${at(registered)}`);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { success: true, archive_name: made[0], message: expect.any(String) },
      });
      const { body: left } = await api.get(`${BASE}/archives?${at(registered)}`);
      expect(left.map((archive: { name: string }) => archive.name)).not.toContain(made[0]);
    });

    it('takes the repository from the body', async () => {
      const answer = await remove('mit Leerzeichen ü', '', {
        repository_path: stranger,
        passphrase: PASSPHRASE,
      });
      expect(answer).toMatchObject({ status: 200, body: { archive_name: 'mit Leerzeichen ü' } });
      const listed = await borgByHand(installation, ['list', '--short', stranger], PASSPHRASE);
      expect(listed.split('\n')).toEqual(expect.arrayContaining(['100%', 'plain']));
      expect(listed).not.toContain('Leerzeichen');
    });

    it('answers 404 to one that is gone', async () => {
      expect(await remove(String(made[0]), `?${at(registered)}`)).toMatchObject(
        problem(404, 'ARCHIVE_MISSING'),
      );
    });
  });

  it('shows none of the passphrases in its log, its jobs and their events', async () => {
    const jobs = JSON.stringify(
      await installation.sql('SELECT payload, result, error, owner, progress FROM backup_jobs'),
    );
    const events = JSON.stringify(await installation.sql('SELECT data FROM job_events'));
    const logs = readFileSync(path.join(installation.dataDir, 'logs/jobs.log'), 'utf8');
    for (const text of [jobs, events, logs, server.output()])
      for (const secret of [PASSPHRASE, 'battery']) expect(text).not.toContain(secret);
    const kept = await installation.sql('SELECT id FROM backup_jobs WHERE secret IS NOT NULL');
    expect(kept).toHaveLength(0);
  });
});
