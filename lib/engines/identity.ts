import { readFileSync } from 'node:fs';

/** Names one process for ever: a pid alone is used again by the kernel, even after a reboot. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot, field 22 of /proc/<pid>/stat. Text, because it outgrows a safe number. */
  startTime: string;
  bootId: string;
}

const ZOMBIE_STATES = new Set(['Z', 'X', 'x']);

/** The identity of a running process, or null when there is none (a zombie counts as none). */
export function processIdentity(pid: number): ProcessIdentity | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const stat = readStat(pid);
  const bootId = readText('/proc/sys/kernel/random/boot_id')?.trim();
  if (!stat || !bootId) return null;
  return { pid, startTime: stat.startTime, bootId };
}

/** Whether exactly this process still runs. A recycled pid, another boot and a zombie are all false. */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = processIdentity(identity.pid);
  return now !== null && now.startTime === identity.startTime && now.bootId === identity.bootId;
}

/** Parses /proc/<pid>/stat. The name in brackets may hold blanks and brackets, so count from the last one. */
export function parseStat(text: string): { state: string; startTime: string } | null {
  const end = text.lastIndexOf(')');
  if (end < 0) return null;
  const fields = text
    .slice(end + 1)
    .trim()
    .split(/\s+/);
  const state = fields[0];
  const startTime = fields[19];
  if (!state || !startTime || !/^\d+$/.test(startTime)) return null;
  return { state, startTime };
}

function readStat(pid: number): { startTime: string } | null {
  const text = readText(`/proc/${pid}/stat`);
  const stat = text === null ? null : parseStat(text);
  return stat && !ZOMBIE_STATES.has(stat.state) ? stat : null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
