import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BorgRepository, borg } from '@/lib/engines/borg';
import { compareVersions } from '@/lib/engines/engine';
import { EngineInputError } from '@/lib/engines/failure';
import { isAlive, processIdentity } from '@/lib/engines/identity';
import { borgAt } from './borg-harness';
import { expectCode } from './engine-under-test';
import { makeWorkspace, randomFiles, treeOf, until } from './workspace';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Damages a file in its middle, as a bad disk does. */
function spoil(file: string, offset: number): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.alloc(64, 'x'), 0, 64, offset);
  closeSync(fd);
}

describe('borg in a sandbox', () => {
  const workspace = makeWorkspace('borg-box');
  const outside = makeWorkspace('borg-outside');
  const trap = workspace.folder('trap');
  let repository: BorgRepository;
  let oldBorg = false;

  beforeAll(async () => {
    repository = await borgAt(join(workspace.folder('repo'), 'r'), workspace, 'correct horse');
    oldBorg = compareVersions(repository.tool.version, [1, 4, 5]) < 0;
    await borg.init(repository, { encryption: 'repokey' });
    // A link and a file below that link: extracting them in this order leads out of the target.
    writeFileSync(join(outside.root, 'loot'), 'planted');
    symlinkSync(outside.root, join(trap, 'door'));
    await borg.create(repository, {
      archive: 'trap',
      sources: [join(trap, 'door'), join(trap, 'door/loot')],
    });
  });
  afterAll(() => {
    workspace.remove();
    outside.remove();
  });

  it('cannot be led out of the target', async () => {
    const loot = join(outside.root, 'loot');
    const reset = () => writeFileSync(loot, 'untouched');
    reset();
    const plain = borg.extract(repository, { archive: 'trap', target: workspace.folder('target') });
    await plain.catch(() => undefined);
    // Proves that the trap works where there is no sandbox.
    expect(readFileSync(loot, 'utf8')).toBe(oldBorg ? 'planted' : 'untouched');
    reset();
    const target = workspace.folder('target');
    await borg.extract(repository, { archive: 'trap', target, sandbox: true }).catch(() => undefined);
    expect(readFileSync(loot, 'utf8')).toBe('untouched');
  });

  it('leaves repository data, key and cache alone and gives the lock back', async () => {
    const folder = repository.location.path;
    const before = { data: treeOf(join(folder, 'data')), home: treeOf(repository.home) };
    await borg
      .extract(repository, { archive: 'trap', target: workspace.folder('target'), sandbox: true })
      .catch(() => undefined);
    expect({ data: treeOf(join(folder, 'data')), home: treeOf(repository.home) }).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('stops when asked and leaves no process and no lock', async () => {
    const big = workspace.folder('big');
    randomFiles(big, 400, 200_000_000);
    await borg.create(repository, { archive: 'big', sources: [big], compression: 'none' });
    const controller = new AbortController();
    const target = workspace.folder('target');
    let pid = 0;
    const run = borg.extract(
      repository,
      { archive: 'big', target, sandbox: true, progress: false },
      {
        signal: controller.signal,
        onSpawn: (spawned) => {
          pid = spawned;
        },
      },
    );
    run.catch(() => undefined);
    await until(() => readdirSync(target).length > 0);
    const identity = processIdentity(pid);
    controller.abort();
    await expectCode('CANCELLED', run);
    expect(identity && isAlive(identity)).toBe(false);
    expect(readdirSync(repository.location.path).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('refuses a target that is not empty', async () => {
    const target = workspace.folder('target');
    writeFileSync(join(target, 'mine'), '');
    await expect(borg.extract(repository, { archive: 'trap', target, sandbox: true })).rejects.toThrow(
      EngineInputError,
    );
    expect(statSync(join(target, 'mine')).size).toBe(0);
  });

  it('ends a download whose reader goes away, and fails one that is cut', async () => {
    const folder = workspace.folder('large');
    const path = join(folder, 'f0000');
    randomFiles(folder, 1, 60_000_000);
    await borg.create(repository, { archive: 'large', sources: [path], compression: 'none' });
    let pid = 0;
    const hooks = {
      onSpawn: (spawned: number) => {
        pid = spawned;
      },
    };
    const download = await borg.downloadFile(repository, { archive: 'large', path }, hooks);
    await new Promise((resolve) => download.content.once('data', resolve));
    download.content.destroy();
    await until(() => processIdentity(pid) === null);
    expect(readdirSync(repository.location.path).filter((name) => name.startsWith('lock'))).toEqual([]);
    const segments = join(repository.location.path, 'data/0');
    for (const name of readdirSync(segments)) {
      if (statSync(join(segments, name)).size > 20_000_000) spoil(join(segments, name), 30_000_000);
    }
    const cut = await borg.downloadFile(repository, { archive: 'large', path });
    await expectCode('REPOSITORY_DAMAGED', text(cut.content));
    const report = await borg.check(repository, { verifyData: false, repositoryOnly: true });
    expect(report.ok).toBe(false);
    expect(report.output.join('\n')).toContain('errors found');
  });
});
