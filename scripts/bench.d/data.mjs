// The data of the benchmark: the same bytes on every machine and every run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = 200;

/** xorshift32: fast, seeded, good enough to defeat a compressor. */
function fill(buffer, seed) {
  const words = new Uint32Array(buffer.buffer, buffer.byteOffset, buffer.length >> 2);
  let x = seed || 1;
  for (let i = 0; i < words.length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    words[i] = x;
  }
}

/** `count` files of `size` bytes (a multiple of 8): one half noise, one half text that compresses. */
export function writeFiles(folder, count, size) {
  const buffer = Buffer.alloc(size);
  buffer.fill('Lines of a log that look much like one another.\n', size / 2);
  const noise = buffer.subarray(0, size / 2);
  for (let n = 0; n < count; n++) {
    const inner = join(folder, `d${String(n % FOLDERS).padStart(3, '0')}`);
    if (n < FOLDERS) mkdirSync(inner, { recursive: true });
    fill(noise, n + 1);
    writeFileSync(join(inner, `f${n}.bin`), buffer);
  }
}
