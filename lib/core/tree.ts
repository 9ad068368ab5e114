import { lstat, readdir, rm, rmdir, unlink } from 'node:fs/promises';

// Names of restored files need not be Unicode. As text such a name is another one, so everything here is bytes.
const inside = (folder: Buffer, name: Buffer): Buffer => Buffer.concat([folder, Buffer.from('/'), name]);

export interface TreeSize {
  files: number;
  bytes: number;
}

async function measure(folder: Buffer): Promise<TreeSize> {
  const sum = { files: 0, bytes: 0 };
  for (const name of await readdir(folder, { encoding: 'buffer' })) {
    const item = inside(folder, name);
    const facts = await lstat(item);
    const { files, bytes } = facts.isDirectory()
      ? await measure(item)
      : { files: 1, bytes: facts.isFile() ? facts.size : 0 };
    sum.files += files;
    sum.bytes += bytes;
  }
  return sum;
}

/** Counts what lies below a folder, links not followed: everything but folders, and the bytes of regular files. */
export const measureTree = (folder: string): Promise<TreeSize> => measure(Buffer.from(folder));

async function empty(folder: Buffer): Promise<void> {
  for (const name of await readdir(folder, { encoding: 'buffer' })) {
    const item = inside(folder, name);
    if (!(await lstat(item)).isDirectory()) await unlink(item);
    else {
      await empty(item);
      await rmdir(item);
    }
  }
}

// Retries: a tool that is just ending may still add a file.
const remove = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** Removes a folder with all it holds; one that is not there is fine. Links are removed, never followed. */
export async function removeTree(folder: string): Promise<void> {
  try {
    await remove(folder);
  } catch {
    await empty(Buffer.from(folder));
    await remove(folder);
  }
}
