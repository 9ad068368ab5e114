import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { cliCall } from '@/lib/cli/call';

describe('cliCall', () => {
  it('may do everything and says who it was', () => {
    const { username, uid } = userInfo();
    expect(cliCall()).toEqual({
      actor: { type: 'cli', id: String(uid), name: `cli:${username}`, role: 'super_admin' },
      door: 'cli',
      address: null,
    });
  });
});
