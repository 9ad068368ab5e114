import type { Role } from '@/lib/core/roles';

/** Who acts. `anonymous` exists for the few public operations alone. */
export interface Actor {
  type: 'user' | 'token' | 'cli' | 'schedule' | 'system' | 'anonymous';
  id: string;
  /** shown in history and audit: e-mail address, token name, system user */
  name: string;
  role: Role | null;
}

export type Door = 'page' | 'api' | 'action' | 'cli' | 'schedule' | 'system';

/** One call of an operation: who, through which door, from where. */
export interface Call {
  actor: Actor | null;
  door: Door;
  address: string | null;
}

export const ANONYMOUS: Actor = { type: 'anonymous', id: '', name: 'anonymous', role: null };

const fixed = (type: 'schedule' | 'system', door: Door): Call => ({
  actor: { type, id: type, name: type, role: 'super_admin' },
  door,
  address: null,
});

export const scheduleCall = (): Call => fixed('schedule', 'schedule');
export const systemCall = (): Call => fixed('system', 'system');
