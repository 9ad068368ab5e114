import type { Role } from '@/lib/core/roles';

export const ROLE_WORDS: Record<Role, { label: string; may: string }> = {
  moderator: { label: 'Moderator', may: 'reads storage, backups and jobs, and may verify' },
  admin: { label: 'Admin', may: 'also runs, restores, deletes and configures' },
  super_admin: { label: 'Super admin', may: 'everything, including users, tokens and keys' },
};
