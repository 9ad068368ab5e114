import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BorgRepository, borg } from '@/lib/engines/borg';
import { EngineInputError } from '@/lib/engines/failure';
import { processIdentity } from '@/lib/engines/identity';
import { borgAt, borgEngine } from './borg-harness';
import { engineContract } from './engine-contract';
import { expectCode, makeOddTree } from './engine-under-test';
import { makeWorkspace } from './workspace';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Regular files of the odd tree; a second name of a file is not counted. */
const FILES = 14;

engineContract(borgEngine);

describe('borg itself', () => {
  const workspace = makeWorkspace('borg-own');
  const source = workspace.folder('source');
  const folder = join(workspace.folder('repo'), 'odd name: a');
  let repository: BorgRepository;

  beforeAll(async () => {
    makeOddTree(source);
    repository = await borgAt(folder, workspace, 'correct horse');
    await borg.init(repository, { encryption: 'repokey-blake2' });
    const input = {
      archive: 'a1',
      sources: [source],
      comment: '{now} of a {b}',
      excludes: ['*/deep', 'pf:nope'],
    };
    await borg.create(repository, input);
  });
  afterAll(() => workspace.remove());

  it('replaces no placeholder in a name or comment', async () => {
    const { archives } = await borg.listArchives(repository, { details: true });
    expect(archives).toMatchObject([{ name: 'a1', comment: '{now} of a {b}', username: 'root' }]);
  });

  it('handles archives that others gave odd names', async () => {
    const names = ['-x::b', '{now} {{b', 'star*[x]? '];
    const env = {
      PATH: process.env.PATH,
      BORG_BASE_DIR: repository.home,
      BORG_PASSPHRASE: 'correct horse',
      NODE_ENV: 'test' as const,
    };
    for (const name of names) {
      const argument = `${folder}::${name.replaceAll('{', '{{').replaceAll('}', '}}')}`;
      execFileSync('borg', ['create', argument, join(source, 'plain')], { env, stdio: 'pipe' });
    }
    for (const name of names) {
      expect(await borg.archiveFacts(repository, name)).toMatchObject({ name });
      const target = workspace.folder('target');
      await borg.extract(repository, { archive: name, target, sandbox: true });
      expect(readFileSync(join(target, source, 'plain'), 'utf8')).toBe('content of plain\n');
      expect(await borg.delete(repository, { archives: [name] })).toEqual({ deleted: 1 });
    }
    expect(await borg.archiveFacts(repository, 'a?')).toBeNull();
  });

  it('deletes several archives and never the repository', async () => {
    for (const archive of ['d1', 'd2', 'd3']) await borg.create(repository, { archive, sources: [source] });
    expect(await borg.delete(repository, { archives: ['d1', 'd2', 'd1'] })).toEqual({ deleted: 2 });
    const failure = await expectCode(
      'ARCHIVE_MISSING',
      borg.delete(repository, { archives: ['d3', 'nosuch'] }),
    );
    expect(failure.detail).toContain('Deleted all the same: 1');
    await expect(borg.delete(repository, { archives: [''] })).rejects.toThrow(EngineInputError);
    expect((await borg.listArchives(repository, {})).archives.map(({ name }) => name)).toEqual(['a1']);
  });

  it('leaves out what is excluded', async () => {
    const paths: string[] = [];
    await borg.eachMember(repository, { archive: 'a1' }, ({ path }) => void paths.push(path));
    expect(paths).toContain(`${source.slice(1)}/empty`);
    expect(paths.filter((path) => path.includes('/deep'))).toEqual([]);
  });

  it('tells what happened in numbers', async () => {
    const events: string[] = [];
    const result = await borg.create(
      repository,
      { archive: 'a2', sources: [source] },
      { lowPriority: true, onEvent: (event) => void events.push(event.type) },
    );
    expect(result).toMatchObject({ archive: 'a2', warnings: { count: 0, items: [] } });
    expect(result.archiveId).toMatch(/^[0-9a-f]{64}$/);
    expect(result.stats.nfiles).toBe(FILES);
    expect(result.stats.originalSize).toBeGreaterThan(70_000);
    expect(result.cacheStats.uniqueSize).toBeGreaterThan(0);
    expect(result.start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(result.end) - Date.now())).toBeLessThan(60_000);
    expect(events).toContain('progress');
    expect(await borg.archiveFacts(repository, 'a2')).toMatchObject({ id: result.archiveId, name: 'a2' });
    expect(await borg.archiveFacts(repository, 'a')).toBeNull();
    expect(await borg.archiveInfo(repository, { archive: 'a2' })).toMatchObject({
      id: result.archiveId,
      stats: { nfiles: FILES },
    });
    expect(await borg.info(repository, {})).toMatchObject({ encryption: 'repokey-blake2', location: folder });
    await borg.delete(repository, { archives: ['a2'] });
  });

  it('reports a file that cannot be read and keeps the others', async () => {
    // Even root may not read these: the kernel only takes writes to them.
    const closed = ['/proc/sys/vm/compact_memory', '/proc/sys/net/ipv4/route/flush'].find((path) =>
      existsSync(path),
    );
    if (!closed) throw new Error('this kernel has no file that refuses to be read');
    const result = await borg.create(repository, { archive: 'partial', sources: [source, closed] });
    expect(result.warnings).toMatchObject({ count: 1, items: [{ kind: 'unreadable', path: closed }] });
    expect(result.stats.nfiles).toBe(FILES);
    await borg.delete(repository, { archives: ['partial'] });
  });

  it('warns of a missing source without losing the rest', async () => {
    const missing = join(workspace.root, 'gone');
    const result = await borg.create(repository, { archive: 'half', sources: [source, missing] });
    expect(result.warnings.items).toMatchObject([{ kind: 'vanished', path: missing }]);
    await borg.delete(repository, { archives: ['half'] });
  });

  it('folds the children of folders that have no item', async () => {
    const top = workspace.root.split('/').filter(Boolean);
    const seen: string[] = [];
    await borg.eachMember(
      repository,
      { archive: 'a1', childrenOnly: true },
      (member) => void seen.push(`${member.type} ${member.path}`),
    );
    expect(seen).toEqual([`directory ${top[0]}`]);
    const inside: Record<string, string> = {};
    const path = source.slice(1);
    await borg.eachMember(repository, { archive: 'a1', path, childrenOnly: true }, (member) => {
      inside[member.path.slice(path.length + 1)] = member.type;
    });
    expect(inside).toMatchObject({
      empty: 'directory',
      link: 'symlink',
      plain: 'file',
      twin: 'file',
      'new\nline': 'file',
    });
  });

  it('holds borg back while the listener is busy', async () => {
    let open = 0;
    let most = 0;
    const count = await borg.eachMember(repository, { archive: 'a1' }, async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
    });
    expect(count).toBeGreaterThan(15);
    expect(most).toBe(1);
  });

  it('ends borg when the listener fails', async () => {
    let pid = 0;
    const listing = borg.eachMember(
      repository,
      { archive: 'a1' },
      () => {
        throw new Error('no more disk for the index');
      },
      {
        onSpawn: (spawned) => {
          pid = spawned;
        },
      },
    );
    await expect(listing).rejects.toThrow('no more disk for the index');
    expect(processIdentity(pid)).toBeNull();
  });

  it('streams one file, also by a second name of it', async () => {
    const plain = await borg.downloadFile(repository, { archive: 'a1', path: join(source, 'plain') });
    expect(plain.size).toBe(17);
    expect(await text(plain.content)).toBe('content of plain\n');
    const twin = await borg.downloadFile(repository, { archive: 'a1', path: join(source, 'twin') });
    expect(await text(twin.content)).toBe('content of plain\n');
    for (const path of ['empty', 'link', 'nosuch', 'pla*']) {
      await expectCode(
        'MEMBER_MISSING',
        borg.downloadFile(repository, { archive: 'a1', path: join(source, path) }),
      );
    }
  });

  it('opens without the passphrase only what has none', async () => {
    await expectCode('PASSPHRASE_MISSING', borg.listArchives({ ...repository, passphrase: undefined }, {}));
    const open = await borgAt(join(workspace.folder('repo'), 'open'), workspace);
    expect(await borg.init(open, { encryption: 'none' })).toMatchObject({ encryption: 'none' });
    await expect(borg.init(open, { encryption: 'repokey' })).rejects.toThrow(EngineInputError);
  });

  it('breaks a lock that another host left', async () => {
    mkdirSync(join(folder, 'lock.exclusive'));
    writeFileSync(join(folder, 'lock.exclusive', 'otherhost@1.4711-0'), '');
    const failure = await expectCode('REPOSITORY_LOCKED', borg.listArchives(repository, {}));
    expect(failure.detail).toContain('Wait');
    await borg.breakLock(repository, {});
    expect((await borg.listArchives(repository, {})).archives).toHaveLength(1);
  });

  it('notices a moved repository', async () => {
    const moved = join(workspace.folder('repo'), 'moved');
    cpSync(folder, moved, { recursive: true });
    const at = { ...repository, location: borg.parseLocation(moved) };
    await expectCode('REPOSITORY_MOVED', borg.listArchives(at, {}));
  });
});
