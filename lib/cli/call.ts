import { userInfo } from 'node:os';
import type { Call } from '@/lib/operation/actor';

/** Whoever may read the data folder's secrets may do everything; the audit log says who it was. */
export function cliCall(): Call {
  const { username, uid } = userInfo();
  return {
    actor: { type: 'cli', id: String(uid), name: `cli:${username}`, role: 'super_admin' },
    door: 'cli',
    address: null,
  };
}
