import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants, expectNothingLeft } from '@/tests/integration/faults/support/invariants';
import {
  backUpWell,
  createWorld,
  defaultRepositoryId,
  plan,
  type World,
} from '@/tests/integration/faults/support/world';
import type { Client } from '@/tests/support/client';
import type { Server } from '@/tests/support/server';

describe('paths that lead elsewhere', () => {
  let world: World;
  let server: Server;
  let api: Client;
  let repository_id: string;
  let archive: string;

  beforeAll(async () => {
    world = await createWorld();
    symlinkSync('/etc/passwd', path.join(world.source, 'link'));
    execFileSync('mkfifo', [path.join(world.source, 'pipe')]);
    execFileSync('mknod', [path.join(world.source, 'device'), 'c', '1', '3']);
    await plan(world);
    await backUpWell(world);
    archive = world.good[0]?.archive ?? '';
    repository_id = await defaultRepositoryId(world);
    ({ server, api } = await world.serve());
  });
  afterAll(async () => {
    await server.stop();
    await world.remove();
  });

  const at = (call: string, member: string) =>
    api.get(`/api/backups/archives/${call}?repository_id=${repository_id}&archive=${archive}&path=${member}`);
  const member = (...parts: string[]): string => path.join(world.source, ...parts).slice(1);

  it('gives a regular file, whole', async () => {
    const { status, body, headers } = await at('download', encodeURIComponent(member('folder', 'small.txt')));
    expect({ status, body }).toEqual({ status: 200, body: 'first content\n' });
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="small\.txt"/);
  });

  it.each([
    ['..'],
    ['../../etc/passwd'],
    ['/etc/passwd'],
    ['tmp/../../etc/passwd'],
    ['%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
    ['%2e%2e/etc/passwd'],
    ['%2fetc%2fpasswd'],
    ['tmp/%2e/x'],
    ['tmp%00/etc/passwd'],
    ['%zz'],
  ])('browse and download refuse %s', async (text) => {
    for (const call of ['browse', 'download']) {
      const { status, body } = await at(call, text);
      expect([400, 422]).toContain(status);
      expect(['VALIDATION', 'BAD_REQUEST']).toContain(body.code);
    }
  });

  it.each([['folder'], ['link'], ['pipe'], ['device'], ['missing']])(
    'what is no regular file is not downloaded: %s',
    async (name) => {
      const { status, body } = await at('download', encodeURIComponent(member(name)));
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'MEMBER_MISSING' });
    },
  );

  const restore = (body: Record<string, unknown>) =>
    api.post('/api/backups/restores', { repository_id, archive, ...body });

  it.each([['../x'], ['/etc'], ['a/../b'], ['a/./b'], ['a\0b'], ['']])(
    'a restore of the path %j is refused',
    async (wanted) => {
      const { status, body } = await restore({ paths: [wanted] });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'VALIDATION' });
      expect(body.errors[0].path).toBe('paths.0');
    },
  );

  it.each([['../x'], ['--help'], ['a::b'], ['{now}']])('an archive named %j is not found', async (name) => {
    const { status } = await restore({ archive: name }).then(async (answer) =>
      answer.status === 200
        ? { status: (await api.ended(answer.body.data.jobId)).error_code }
        : { status: answer.body.code },
    );
    expect(['VALIDATION', 'ARCHIVE_MISSING']).toContain(status);
  });

  async function expectTargetRefused(target_path: string, code = 'TARGET_REFUSED'): Promise<void> {
    const { status, body } = await restore({ target_path });
    const answer = status === 200 ? await api.ended(body.data.jobId) : body;
    expect({ target_path, code: answer.error_code ?? answer.code }).toEqual({ target_path, code });
    expect(answer.error ?? answer.detail).toMatch(/choose an?/i);
  }

  it.each([
    ['/'],
    ['/etc'],
    ['/etc/holdfast-test'],
    ['/etc/..holdfast-test'],
    ['/usr/local/holdfast-test'],
    ['/bin/holdfast-test'],
    ['/proc/self/root/etc/holdfast-test'],
    ['/dev/shm/holdfast-test'],
    ['/home'],
    ['/root'],
    ['/tmp'],
  ])('the target %s is refused', async (target) => {
    await expectTargetRefused(target);
    expect(existsSync('/etc/..holdfast-test') || existsSync('/etc/holdfast-test')).toBe(false);
  });

  it('data folder, repository, and links to either are refused as targets', async () => {
    const { dataDir, workDir } = world.installation;
    const link = path.join(workDir, 'link-to-data');
    symlinkSync(dataDir, link);
    symlinkSync('/etc', path.join(workDir, 'link-to-etc'));
    for (const target of [
      dataDir,
      path.join(dataDir, 'new'),
      path.join(dataDir, 'secrets', 'new'),
      path.join(dataDir, 'restores'),
      path.join(world.repository, 'new'),
      path.dirname(dataDir),
      link,
      path.join(link, 'new'),
      path.join(workDir, 'link-to-etc', 'new'),
    ])
      await expectTargetRefused(target);
  });

  it('another registered repository is refused as a target too, however it is spelled', async () => {
    const { workDir } = world.installation;
    const real = path.join(workDir, 'real');
    mkdirSync(real);
    symlinkSync(real, path.join(workDir, 'alias'));
    const made = await api.post('/api/v1/backups/borg/init', {
      repository_path: path.join(workDir, 'alias', 'second'),
      passphrase: 'correct horse',
    });
    expect(made.status).toBe(200);
    await expectTargetRefused(path.join(real, 'second', 'new'));
    await expectTargetRefused(real);
  });

  it('a folder with something in it, and a file, stay as they are', async () => {
    const full = path.join(world.installation.workDir, 'full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'mine'), 'mine');
    await expectTargetRefused(full, 'TARGET_NOT_EMPTY');
    await expectTargetRefused(path.join(full, 'mine'));
    expect(readdirSync(full)).toEqual(['mine']);
  });

  it('a good target gets every byte, a second restore into it is refused', async () => {
    const target = path.join(world.installation.workDir, 'deep', 'down', 'target');
    const { body } = await restore({ target_path: target });
    expect(await api.ended(body.data.jobId)).toMatchObject({ status: 'success' });
    expect(readFileSync(path.join(target, member('folder', 'small.txt')), 'utf8')).toBe('first content\n');
    await expectTargetRefused(target, 'TARGET_NOT_EMPTY');
    expectNothingLeft(world);
  });

  it('a crafted archive writes nothing outside the target', async () => {
    const outside = path.join(world.installation.workDir, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'victim'), 'untouched');
    const stream = craftedTar(outside);
    const { code, stderr } = await world.borg(['import-tar', `${world.repository}::crafted`, '-'], {
      input: stream,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const target = path.join(world.installation.workDir, 'crafted-target');
    const { body } = await restore({ archive: 'crafted', target_path: target });
    const job = await api.ended(body.data.jobId);
    expect(['success', 'failed']).toContain(job.status);
    expect(readdirSync(outside)).toEqual(['victim']);
    expect(readFileSync(path.join(outside, 'victim'), 'utf8')).toBe('untouched');
    expectNothingLeft(world);
  });

  it('after all of them the repository is as good as before', () => expectInvariants(world));
});

/** A link that leads out, and then files "below" it: as tar, whose order import-tar keeps. */
function craftedTar(outside: string): Buffer {
  const script = `
import io, sys, tarfile
outside = sys.argv[1]
out = io.BytesIO()
with tarfile.open(fileobj=out, mode='w', format=tarfile.PAX_FORMAT) as tar:
    def link(name, to):
        item = tarfile.TarInfo(name); item.type = tarfile.SYMTYPE; item.linkname = to; tar.addfile(item)
    def file(name, text):
        item = tarfile.TarInfo(name); item.size = len(text); tar.addfile(item, io.BytesIO(text))
    link('escape', outside)
    file('escape/planted', b'planted')
    link('one', outside + '/victim')
    file('one', b'overwritten')
    link('up', '../outside')
    file('up/planted-too', b'planted')
sys.stdout.buffer.write(out.getvalue())
`;
  return execFileSync('python3', ['-c', script, outside]);
}
