import { EngineInputError } from '@/lib/engines/failure';

/** Levels each algorithm takes. */
const LEVELS: Readonly<Record<string, readonly [number, number] | null>> = {
  none: null,
  lz4: null,
  zstd: [1, 22],
  zlib: [0, 9],
  lzma: [0, 9],
};

/**
 * Checks a compression and returns it as borg takes it: none, lz4, zstd[,1-22], zlib[,0-9], lzma[,0-9],
 * auto,C[,L] and obfuscate,SPEC,C[,L] (SPEC 1 to 6 or 110 to 123). Throws EngineInputError on 'compression'.
 */
export function parseCompression(text: string): string {
  const parts = text.trim().split(',');
  if (!isObfuscated(parts) && !isAuto(parts) && !isPlain(parts)) {
    throw new EngineInputError(
      'compression',
      'Compression is none, lz4, zstd[,1-22], zlib[,0-9], lzma[,0-9], auto,<one of these> or obfuscate,<1-6 or 110-123>,<one of these>.',
    );
  }
  return parts.join(',');
}

function isObfuscated([keyword, spec, ...rest]: string[]): boolean {
  if (keyword !== 'obfuscate') return false;
  const level = wholeNumber(spec);
  const known = (level >= 1 && level <= 6) || (level >= 110 && level <= 123);
  return known && (isAuto(rest) || isPlain(rest));
}

function isAuto([keyword, ...rest]: string[]): boolean {
  return keyword === 'auto' && isPlain(rest);
}

function isPlain([name = '', level, ...more]: string[]): boolean {
  if (!Object.hasOwn(LEVELS, name) || more.length > 0) return false;
  if (level === undefined) return true;
  const range = LEVELS[name];
  const value = wholeNumber(level);
  return range !== null && range !== undefined && value >= range[0] && value <= range[1];
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}
