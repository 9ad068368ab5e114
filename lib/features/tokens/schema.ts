import { z } from 'zod';
import { idField, isoTime } from '@/lib/core/fields';
import { ROLES } from '@/lib/core/roles';

export const token = z.object({
  id: idField,
  name: z.string(),
  role: z.enum(ROLES),
  prefix: z.string(),
  created_by: z.string(),
  expires_at: isoTime.nullable(),
  last_used_at: isoTime.nullable(),
  revoked_at: isoTime.nullable(),
  created_at: isoTime,
});
export type Token = z.output<typeof token>;

export const createTokenInput = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100),
  role: z.enum(ROLES),
  /** "90d", "12h"; no value: does not expire */
  expires: z
    .string()
    .regex(/^[1-9]\d{0,4}[hd]$/, 'must be hours or days: 12h, 90d')
    .optional(),
});
export const createdToken = token.extend({ token: z.string() });
