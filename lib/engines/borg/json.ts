export type Json = Record<string, unknown>;

/** Parses an object, or null for anything else. */
export function parseObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A field that is an object, or an empty one: a missing field reads as missing all the way down. */
export function recordOf(value: unknown): Json {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * A time of borg as ISO 8601 UTC. Borg prints local time without a zone, and every call runs with TZ=UTC.
 * Text of another shape is returned as it is.
 */
export function utcTime(value: string): string {
  const naive = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?$/.exec(value);
  if (!naive) return value;
  const [, seconds = '', fraction = ''] = naive;
  return `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}
