import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A few texts in one small file that may be lost at any time. */
export interface SmallMemory {
  read(key: string): string | null;
  write(key: string, text: string): void;
}

function load(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

/** Keeps the last value of each key in `file` (0600, written whole). A file that cannot be written is not an error. */
export const smallMemory = (file: string): SmallMemory => ({
  read: (key) => load(file)[key] ?? null,
  write(key, text) {
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      const half = `${file}.${process.pid}`;
      writeFileSync(half, JSON.stringify({ ...load(file), [key]: text }), { mode: 0o600 });
      renameSync(half, file);
    } catch {
      // The next process asks again.
    }
  },
});
