'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';

const Now = createContext(0);
const TICK_MS = 10_000;

/** One clock for all ages of a page. Starts at the server's time, so the first paint is the same on both sides. */
export function NowProvider({ start, children }: { start: number; children: ReactNode }) {
  const [now, setNow] = useState(start);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <Now value={now}>{children}</Now>;
}

/** Milliseconds since 1970; moves every ten seconds. */
export const useNow = (): number => useContext(Now);

/** The clock by the second, while `running`. */
export function useSeconds(running: boolean): number {
  const base = useNow();
  const [now, setNow] = useState(base);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return running ? now : base;
}

const never = () => () => undefined;

/** False on the server and in the first paint, true after it: for what depends on the browser's zone. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
