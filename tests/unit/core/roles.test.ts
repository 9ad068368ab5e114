import { describe, expect, it } from 'vitest';
import { includesRole, ROLES } from '@/lib/core/roles';

describe('includesRole', () => {
  it('lets each role do what the lower ones may, and no more', () => {
    const allowed = ROLES.map((has) => ROLES.filter((needs) => includesRole(has, needs)));
    expect(allowed).toEqual([['moderator'], ['moderator', 'admin'], ['moderator', 'admin', 'super_admin']]);
  });
});
