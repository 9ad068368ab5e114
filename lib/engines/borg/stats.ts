import { numberOf, recordOf } from '@/lib/engines/borg/json';

/** Bytes. `deduplicatedSize` is what this archive alone takes in the repository. */
export interface ArchiveStats {
  originalSize: number;
  compressedSize: number;
  deduplicatedSize: number;
  nfiles: number;
}

/** Of the whole repository, as this machine's cache knows it. Sizes in bytes. */
export interface CacheStats {
  totalChunks: number;
  totalSize: number;
  totalCompressedSize: number;
  uniqueChunks: number;
  uniqueSize: number;
  uniqueCompressedSize: number;
}

export function archiveStats(value: unknown): ArchiveStats {
  const stats = recordOf(value);
  return {
    originalSize: numberOf(stats.original_size) ?? 0,
    compressedSize: numberOf(stats.compressed_size) ?? 0,
    deduplicatedSize: numberOf(stats.deduplicated_size) ?? 0,
    nfiles: numberOf(stats.nfiles) ?? 0,
  };
}

export function cacheStats(value: unknown): CacheStats {
  const stats = recordOf(value);
  return {
    totalChunks: numberOf(stats.total_chunks) ?? 0,
    totalSize: numberOf(stats.total_size) ?? 0,
    totalCompressedSize: numberOf(stats.total_csize) ?? 0,
    uniqueChunks: numberOf(stats.total_unique_chunks) ?? 0,
    uniqueSize: numberOf(stats.unique_size) ?? 0,
    uniqueCompressedSize: numberOf(stats.unique_csize) ?? 0,
  };
}
