import { mkdir } from 'node:fs/promises';
import { config } from '@/lib/core/config';
import { db } from '@/lib/db/client';
import { bootstrap } from '@/lib/features/system/operations';
import { needsBootstrap } from '@/lib/features/system/queries';
import { systemCall } from '@/lib/operation/actor';
import { execute } from '@/lib/operation/execute';

/** Makes the folders of the data folder and the rows of a first start. Cheap when everything is there. */
export async function bootInstallation(): Promise<void> {
  const { paths } = config();
  const folders = [paths.run, paths.logs, paths.spool, paths.tmp, paths.borgHome, paths.restores];
  await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
  if (await needsBootstrap(db())) await execute(bootstrap, systemCall(), {});
}
