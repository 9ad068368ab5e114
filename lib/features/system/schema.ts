import { z } from 'zod';
import { ROLES } from '@/lib/core/roles';

export const me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  /** sentences an administrator should see on every page: unsafe tool versions, missing sandbox */
  notices: z.array(z.string()),
});
export type Me = z.output<typeof me>;

export const health = z.object({ status: z.literal('ok'), version: z.string() });
export const ready = z.object({
  status: z.enum(['ok', 'unavailable']),
  database: z.boolean(),
  worker: z.boolean(),
});
