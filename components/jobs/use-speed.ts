'use client';

import { useEffect, useRef, useState } from 'react';

const WINDOW_MS = 10_000;

/** Bytes per second over the last ten seconds of a growing counter; null until two values are known. */
export function useSpeed(bytes: number | undefined): number | null {
  const samples = useRef<{ at: number; bytes: number }[]>([]);
  const [speed, setSpeed] = useState<number | null>(null);
  useEffect(() => {
    if (bytes === undefined) return;
    const now = Date.now();
    const last = samples.current.at(-1);
    // A counter that shrinks belongs to the next phase.
    if (last && bytes < last.bytes) samples.current = [];
    samples.current = [...samples.current, { at: now, bytes }].filter((s) => now - s.at < WINDOW_MS);
    const [first] = samples.current;
    if (first && now - first.at > 400) setSpeed(((bytes - first.bytes) / (now - first.at)) * 1000);
  }, [bytes]);
  return speed;
}
