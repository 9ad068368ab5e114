import { describe, expect, it } from 'vitest';
import { parseCompression } from '@/lib/engines/borg/compression';
import { EngineInputError } from '@/lib/engines/failure';

describe('parseCompression', () => {
  it.each([
    'none',
    'lz4',
    'zstd',
    'zstd,1',
    'zstd,22',
    'zlib,0',
    'lzma,9',
    'auto,lz4',
    'auto,zstd,7',
    'obfuscate,1,none',
    'obfuscate,123,auto,lzma,6',
  ])('takes %s', (text) => {
    expect(parseCompression(text)).toBe(text);
  });

  it.each([
    '',
    'gzip',
    'zstd,0',
    'zstd,23',
    'zstd,',
    'zstd,3,4',
    'zstd,-1',
    'zstd,3.5',
    'lz4,1',
    'none,1',
    'auto',
    'auto,auto,lz4',
    'obfuscate,7,lz4',
    'obfuscate,1',
    'obfuscate,lz4',
    'zstd --help',
    'constructor',
    '__proto__',
  ])('refuses %j', (text) => {
    expect(() => parseCompression(text)).toThrow(EngineInputError);
  });
});
