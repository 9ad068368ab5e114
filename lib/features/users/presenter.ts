import type { User as UserRow } from '@/lib/db/generated/client';
import type { User } from '@/lib/features/users/schema';

/** Database row → the user of the API; the password's hash stays behind. */
export const presentUser = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  last_login_at: row.lastLoginAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});
