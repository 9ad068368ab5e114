import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import type { Installation } from '@/tests/support/installation';

/** borg as somebody would run it by hand, with a cache of its own: for repositories and archives made elsewhere. */
export async function borgByHand(
  { workDir }: Installation,
  args: string[],
  passphrase: string,
): Promise<string> {
  const { stdout } = await execa('borg', args, {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: workDir,
      BORG_BASE_DIR: path.join(workDir, 'borg-by-hand'),
      BORG_PASSPHRASE: passphrase,
      BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
      LC_ALL: 'C.UTF-8',
    },
    extendEnv: false,
    stdin: 'ignore',
    cwd: workDir,
  });
  return stdout;
}

/** A folder of small text files. → its path */
export function makeSource({ workDir }: Installation, name = 'source', files = 20): string {
  const folder = path.join(workDir, name);
  mkdirSync(path.join(folder, 'sub'), { recursive: true });
  for (let n = 0; n < files; n++)
    writeFileSync(path.join(folder, n % 2 ? 'sub' : '.', `file-${n}.txt`), `content ${n}\n`.repeat(100));
  return folder;
}
