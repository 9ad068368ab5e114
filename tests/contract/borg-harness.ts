import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BorgRepository, borg } from '@/lib/engines/borg';
import type { ContractEngine, ContractRepository } from './engine-under-test';
import type { Workspace } from './workspace';

/** A handle on a borg repository in a folder, with the state borg keeps beside it in the workspace. */
export async function borgAt(
  folder: string,
  workspace: Workspace,
  passphrase?: string,
): Promise<BorgRepository> {
  const tool = await borg.probe();
  const location = borg.parseLocation(folder);
  return { tool, location, home: join(workspace.root, 'home'), hostId: 'holdfast-contract', passphrase };
}

/** The real borg, behind the shape every engine is tried in. */
export const borgEngine: ContractEngine = {
  name: 'borg',
  async at(folder, workspace, secret): Promise<ContractRepository> {
    const repository = await borgAt(folder, workspace, secret);
    return {
      initialise: async () => void (await borg.init(repository, { encryption: 'repokey-blake2' })),
      async backup(archive, sources, hooks = {}) {
        const compression = hooks.slow ? 'lzma,6' : 'none';
        const onEvent = () => hooks.onProgress?.();
        const { stats, warnings } = await borg.create(
          repository,
          { archive, sources, compression },
          { ...hooks, onEvent },
        );
        return { files: stats.nfiles, warnings: warnings.count };
      },
      archives: async () => (await borg.listArchives(repository, {})).archives.map(({ name }) => name),
      async members(archive) {
        const paths: string[] = [];
        await borg.eachMember(repository, { archive }, (member) => void paths.push(member.path));
        return paths;
      },
      restore: async (archive, target, paths) =>
        void (await borg.extract(repository, { archive, target, paths, sandbox: true })),
      remove: async (archive) => void (await borg.delete(repository, { archives: [archive] })),
      verify: async () => (await borg.check(repository, { verifyData: true })).ok,
      locks: () => readdirSync(folder).filter((name) => name.startsWith('lock')),
    };
  },
};
