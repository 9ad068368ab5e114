import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, type ProcessIdentity, processIdentity } from '@/lib/engines/identity';
import {
  type ContractEngine,
  type ContractRepository,
  expectCode,
  makeOddTree,
  SECRET,
} from './engine-under-test';
import { makeWorkspace, randomFiles, treeOf, until } from './workspace';

/** What an engine must survive: a cancel, a kill, a second writer, a full disk. Part of the engine contract. */
export function interruptions(engine: ContractEngine): void {
  describe(`${engine.name} survives interruption`, () => {
    const workspace = makeWorkspace(`${engine.name}-break`);
    const source = workspace.folder('source');
    let repository: ContractRepository;

    beforeAll(async () => {
      randomFiles(source, 240, 60_000_000);
      repository = await engine.at(join(workspace.folder('repo'), 'r'), workspace, SECRET);
      await repository.initialise();
    });
    afterAll(() => workspace.remove());

    /** Starts a slow backup and resolves once it is really at work. */
    async function begin(name: string, signal?: AbortSignal) {
      let spawned = 0;
      let ticks = 0;
      const done = repository.backup(name, [source], {
        ...{
          signal,
          slow: true,
          onSpawn: (pid) => {
            spawned = pid;
          },
        },
        onProgress: () => {
          ticks += 1;
        },
      });
      done.catch(() => undefined);
      await until(() => ticks > 6);
      return { done, identity: processIdentity(spawned) as ProcessIdentity };
    }

    it('stops when asked, unlocked and usable', async () => {
      const controller = new AbortController();
      const { done, identity } = await begin('cancelled', controller.signal);
      expect(isAlive(identity)).toBe(true);
      expect(repository.locks()).not.toEqual([]);
      controller.abort();
      await expectCode('CANCELLED', done);
      expect(isAlive(identity)).toBe(false);
      expect(repository.locks()).toEqual([]);
      expect(await repository.archives()).toEqual([]);
    });

    it('does not start what is cancelled already', async () => {
      await expectCode('CANCELLED', repository.backup('never', [source], { signal: AbortSignal.abort() }));
    });

    it('is refused while another backup runs, and keeps its secret to itself', async () => {
      const controller = new AbortController();
      const { done, identity } = await begin('busy', controller.signal);
      for (const file of ['cmdline', 'environ']) {
        expect(readFileSync(`/proc/${identity.pid}/${file}`, 'latin1')).not.toContain(SECRET);
      }
      await expectCode('REPOSITORY_LOCKED', repository.archives());
      controller.abort();
      await expectCode('CANCELLED', done);
    });

    it('goes on after its tool was killed', async () => {
      const { done, identity } = await begin('killed');
      process.kill(identity.pid, 'SIGKILL');
      const failure = await expectCode('KILLED', done);
      expect(failure.signal).toBe('SIGKILL');
      expect((await repository.backup('after', [source])).files).toBe(240);
      expect(await repository.archives()).toEqual(['after']);
      expect(await repository.verify()).toBe(true);
    });

    it('keeps the good archive when the disk fills up', async (context) => {
      const disk = workspace.smallDisk('48m');
      if (!disk) return context.skip('mounting a small disk was refused on this machine');
      const small = await engine.at(join(disk, 'r'), workspace, SECRET);
      const little = workspace.folder('little');
      makeOddTree(little);
      await small.initialise();
      await small.backup('good', [little]);
      await expectCode('DISK_FULL', small.backup('toolarge', [source]));
      expect(await small.archives()).toEqual(['good']);
      const target = workspace.folder('target');
      await small.restore('good', target);
      expect(treeOf(join(target, little))).toEqual(treeOf(little));
    });
  });
}
