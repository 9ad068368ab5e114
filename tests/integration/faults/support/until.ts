import { setTimeout as sleep } from 'node:timers/promises';

type Empty = null | undefined | false | '';

/** Polls until `look` gives something; fails with `what` after a generous while. */
export async function until<T>(
  what: string,
  look: () => T | Empty | Promise<T | Empty>,
  withinMs = 60_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false && found !== '') return found;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await sleep(50);
  }
}
