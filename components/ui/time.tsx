'use client';

import { formatAge } from '@/lib/core/format';
import { useHydrated, useNow } from './now';

const utc = (value: string): string => `${value.slice(0, 16).replace('T', ' ')} UTC`;

/** A moment in the user's zone; UTC until the browser is known. */
export function useMoment(value: string, style: 'long' | 'short' = 'long'): string {
  if (!useHydrated()) return utc(value);
  const options: Intl.DateTimeFormatOptions =
    style === 'long' ? { dateStyle: 'full', timeStyle: 'long' } : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(undefined, options).format(new Date(value));
}

/** "in 3 h 20 min" for what is to come. */
export function formatUntil(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `in ${hours} h ${minutes % 60} min`;
  return `in ${Math.floor(hours / 24)} days`;
}

/** "3 min ago", the moment itself on hover. */
export function Ago({ value }: { value: string }) {
  const now = useNow();
  return (
    <time dateTime={value} title={useMoment(value)}>
      {formatAge(new Date(value), new Date(now))}
    </time>
  );
}

/** "in 3 h 20 min", the moment itself on hover. */
export function Until({ value }: { value: string }) {
  const now = useNow();
  return (
    <time dateTime={value} title={useMoment(value)}>
      {formatUntil(new Date(value), new Date(now))}
    </time>
  );
}

/** "20 Nov 2026, 17:46", with seconds and zone on hover. */
export function Moment({ value }: { value: string }) {
  return (
    <time dateTime={value} title={useMoment(value)} suppressHydrationWarning>
      {useMoment(value, 'short')}
    </time>
  );
}
