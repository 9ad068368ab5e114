import { z } from 'zod';
import { idField, isoTime } from '@/lib/core/fields';
import { passwordSchema } from '@/lib/core/password-rules';
import { ROLES } from '@/lib/core/roles';

export const email = z
  .email('is not an e-mail address')
  .max(191)
  .transform((value) => value.toLowerCase());

export const user = z.object({
  id: idField,
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  last_login_at: isoTime.nullable(),
  created_at: isoTime,
});
export type User = z.output<typeof user>;

export const setupInput = z.strictObject({
  token: z.string().min(1).max(200),
  email,
  name: z.string().trim().min(1, 'must not be empty').max(100),
  password: passwordSchema,
});
export const createUserInput = z.strictObject({
  email,
  name: z.string().trim().min(1).max(100).optional(),
  role: z.enum(ROLES),
  password: passwordSchema,
});
export const setPasswordInput = z.strictObject({ email, password: passwordSchema });
