import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test file; `remove` takes it away with all mounts in it. */
export function makeWorkspace(name: string) {
  const root = mkdtempSync(join(tmpdir(), `holdfast-${name}-`));
  const mounts: string[] = [];
  // A filtered run skips the hooks of the suites it leaves out.
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  let count = 0;
  return {
    root,
    folder(label = 'd'): string {
      count += 1;
      const path = join(root, `${label}-${count}`);
      mkdirSync(path, { mode: 0o700 });
      return path;
    },
    /** A small disk in memory, or null with a visible reason where mounting is not allowed. */
    smallDisk(size: string): string | null {
      const path = this.folder('disk');
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'pipe' });
        mounts.push(path);
        return path;
      } catch (error) {
        console.warn(`no small disk, mount was refused: ${error instanceof Error ? error.message : error}`);
        return null;
      }
    },
    remove(): void {
      for (const path of mounts) execFileSync('umount', ['-l', path]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export type Workspace = ReturnType<typeof makeWorkspace>;

/** Random files that no compressor shrinks; `total` bytes in `count` files. */
export function randomFiles(folder: string, count: number, total: number): void {
  for (let i = 0; i < count; i += 1) {
    writeFileSync(join(folder, `f${String(i).padStart(4, '0')}`), randomBytes(Math.floor(total / count)));
  }
}

/**
 * Everything below a folder: bytes of the name in hexadecimal → type, permissions, content or link target.
 * Two equal answers mean two equal trees, whatever the names hold.
 */
export function treeOf(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  const visit = (path: Buffer, name: Buffer) => {
    for (const entry of readdirSync(path, { encoding: 'buffer' })) {
      const child = Buffer.concat([path, Buffer.from('/'), entry]);
      const relative = name.length === 0 ? entry : Buffer.concat([name, Buffer.from('/'), entry]);
      const stat = lstatSync(child);
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isDirectory()) {
        tree[relative.toString('hex')] = `folder ${mode}`;
        visit(child, relative);
      } else if (stat.isSymbolicLink()) {
        tree[relative.toString('hex')] = `link ${readlinkSync(child)}`;
      } else if (stat.isFile()) {
        const hash = createHash('sha256').update(readFileSync(child)).digest('hex');
        tree[relative.toString('hex')] =
          `file ${mode} ${stat.size} ${hash} ${Math.floor(stat.mtimeMs / 1000)}`;
      } else {
        tree[relative.toString('hex')] = `other ${mode}`;
      }
    }
  };
  visit(Buffer.from(folder), Buffer.alloc(0));
  return tree;
}

/** Waits until a condition holds; fails the test after the limit instead of hanging. */
export async function until(condition: () => boolean, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
