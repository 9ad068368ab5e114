import { z } from 'zod';

/** Counters of a running tool; only what the tool told is present. Sizes in bytes. */
export const jobProgress = z.object({
  phase: z.string(),
  nfiles: z.number().optional(),
  original_size: z.number().optional(),
  compressed_size: z.number().optional(),
  deduplicated_size: z.number().optional(),
  current: z.number().optional(),
  total: z.number().optional(),
  path: z.string().optional(),
});
export type JobProgress = z.output<typeof jobProgress>;
