import { invalid } from '@/lib/core/errors';
import { sha256 } from '@/lib/core/ids';
import { type BorgLocation, borg } from '@/lib/engines/borg';
import { EngineInputError } from '@/lib/engines/failure';

/**
 * One key for every spelling of a place: the row's unique column and the lock of its jobs. Hashed, because the
 * database compares text without regard to case and paths do not.
 */
export const borgKey = (location: BorgLocation): string => `borg:${sha256(borg.canonicalLocation(location))}`;

export const DEFAULT_MODE = 'repokey-blake2';

/** 0 when there is nothing to divide by. */
export const ratio = (whole: number, part: number): number =>
  part > 0 ? Math.round((whole / part) * 1000) / 1000 : 0;

/** Parses a location that came in `field`. Throws VALIDATION on that field. */
export function locationOf(text: string, field: string): BorgLocation {
  try {
    return borg.parseLocation(text);
  } catch (error) {
    throw error instanceof EngineInputError ? invalid(field, error.message) : error;
  }
}
