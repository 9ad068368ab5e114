import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BorgLocation } from '@/lib/engines/borg/location';
import type { Sandbox } from '@/lib/engines/process/sandbox';

/** A prepared sandbox: use the environment on top of borg's own, and call `remove` in every case. */
export interface BorgSandbox {
  sandbox: Sandbox;
  env: Record<string, string>;
  remove(): Promise<void>;
}

/**
 * A sandbox in which borg can write the staging folder and as little else as it needs. An archive may be crafted, and
 * borg before 1.4.5 follows its symbolic links out of the target. The lock is kept in the top folder of the repository,
 * so that is writable, but its data and its config (which holds the key) are not. Of BORG_BASE_DIR borg gets a private
 * copy of the security folder and an empty cache: a poisoned cache would spoil later backups.
 */
export async function borgSandbox(
  location: BorgLocation,
  home: string,
  staging: string,
  scratchParent: string = tmpdir(),
): Promise<BorgSandbox> {
  const config = join(home, '.config', 'borg');
  // Borg makes these folders when they are missing, which it cannot do in there.
  for (const name of ['keys', 'security']) await mkdir(join(config, name), { recursive: true, mode: 0o700 });
  const scratch = await makeScratch(scratchParent, join(config, 'security'));
  const local = location.kind === 'local' ? location.path : null;
  return {
    sandbox: {
      readable: [home],
      writable: [...(local ? [local] : []), scratch, staging],
      sealed: local ? [join(local, 'data'), join(local, 'config')] : [],
      network: local === null,
    },
    env: {
      BORG_SECURITY_DIR: join(scratch, 'security'),
      BORG_CACHE_DIR: join(scratch, 'cache'),
      TMPDIR: '/tmp',
    },
    remove: () => rm(scratch, { recursive: true, force: true }),
  };
}

async function makeScratch(parent: string, security: string): Promise<string> {
  const scratch = await mkdtemp(join(parent, 'holdfast-box-'));
  try {
    await cp(security, join(scratch, 'security'), { recursive: true });
    await mkdir(join(scratch, 'cache'), { mode: 0o700 });
    return scratch;
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}
