import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interruptions } from './engine-interruptions';
import {
  type ContractEngine,
  type ContractRepository,
  expectCode,
  makeOddTree,
  SECRET,
} from './engine-under-test';
import { makeWorkspace, treeOf } from './workspace';

/** The trials. Call it once per engine, inside a test file. */
export function engineContract(engine: ContractEngine): void {
  describe(`${engine.name} keeps the engine contract`, () => {
    const workspace = makeWorkspace(engine.name);
    const source = workspace.folder('source');
    let folder = '';
    let repository: ContractRepository;

    beforeAll(async () => {
      makeOddTree(source);
      folder = join(workspace.folder('repo'), 'r');
      repository = await engine.at(folder, workspace, SECRET);
      await repository.initialise();
      await repository.backup('first', [source]);
    });
    afterAll(() => workspace.remove());

    it('lists the archive and its members', async () => {
      expect(await repository.archives()).toEqual(['first']);
      const members = await repository.members('first');
      const top = source.slice(1);
      expect(members).toEqual(
        expect.arrayContaining([`${top}/plain`, `${top}/new\nline`, `${top}/Ünï-漢😀`]),
      );
      expect(members.some((path) => path.startsWith(`${top}/latin1-`))).toBe(true);
    });

    it('restores every byte, mode, link and name', async () => {
      const target = workspace.folder('target');
      await repository.restore('first', target);
      expect(treeOf(join(target, source))).toEqual(treeOf(source));
    });

    it('restores chosen paths alone', async () => {
      const target = workspace.folder('target');
      const top = source.slice(1);
      await repository.restore('first', target, [
        `${top}/*star[x]?`,
        `${top}/deep`,
        `${top}/deep/er`,
        `${top}/re:x`,
      ]);
      expect(
        Object.keys(treeOf(join(target, source)))
          .map((name) => Buffer.from(name, 'hex').toString())
          .sort(),
      ).toEqual(['*star[x]?', 'deep', 'deep/er', 'deep/er/est', 'deep/er/est/file', 're:x'].sort());
    });

    it('says so when a path is not in the archive', async () => {
      const restore = repository.restore('first', workspace.folder('target'), ['no/such/path']);
      await expectCode('MEMBER_MISSING', restore);
    });

    it('says so when an archive is missing or its name taken', async () => {
      await expectCode('ARCHIVE_MISSING', repository.restore('nosuch', workspace.folder('target')));
      await expectCode('ARCHIVE_MISSING', repository.remove('nosuch'));
      await expectCode('ARCHIVE_EXISTS', repository.backup('first', [source]));
    });

    it('refuses an archive without files', async () => {
      const hollow = workspace.folder('hollow');
      await expectCode('INCOMPLETE', repository.backup('hollow', [hollow]));
      await repository.remove('hollow');
    });

    it('tells a wrong secret from a missing repository', async () => {
      const wrong = await engine.at(folder, workspace, 'not the secret');
      await expectCode('WRONG_PASSPHRASE', wrong.archives());
      const missing = await engine.at(join(workspace.root, 'nosuch'), workspace, SECRET);
      await expectCode('REPOSITORY_MISSING', missing.archives());
      await expectCode('REPOSITORY_EXISTS', repository.initialise());
    });

    it('finds its own work sound, and damage when there is some', async () => {
      expect(await repository.verify()).toBe(true);
    });

    it('deletes one archive and leaves the others', async () => {
      await repository.backup('second', [source]);
      await repository.remove('second');
      expect(await repository.archives()).toEqual(['first']);
    });
  });

  interruptions(engine);
}
