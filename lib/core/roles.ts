export const ROLES = ['moderator', 'admin', 'super_admin'] as const;
export type Role = (typeof ROLES)[number];

/** Roles include what the lower ones may do. */
export const includesRole = (has: Role, needs: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(needs);
