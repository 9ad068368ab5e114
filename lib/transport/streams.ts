import { singleton } from '@/lib/core/singleton';

const open = (): Set<() => void> => singleton('streams', () => new Set());

/** Registers an event stream, so that a server that stops can end it: an open one would keep it from stopping. */
export function registerStream(close: () => void): () => void {
  open().add(close);
  return () => open().delete(close);
}

export function closeAllStreams(): void {
  for (const close of [...open()]) close();
}
