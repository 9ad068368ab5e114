import { posix } from 'node:path';
import { EngineInputError } from '@/lib/engines/failure';

const STYLES = new Set(['fm', 'sh', 'pp', 'pf']);
const WILDCARDS = /[*?[]/;

/**
 * Checks an exclude pattern and returns it. Regular expressions are refused: a bad one crashes borg 1.2 with the exit
 * code of a warning, and a slow one stops a backup. Throws EngineInputError on 'excludes'.
 */
export function excludePattern(pattern: string): string {
  if (pattern.trim() === '' || pattern.length > 1_024) throw refuse('has 1 to 1024 characters');
  if (pattern.includes('\0')) throw refuse('must not hold a NUL character');
  const style = styleOf(pattern);
  // Borg takes any two letters before a colon as a style and fails on those it does not know.
  if (style !== null && !STYLES.has(style)) throw refuse('starts with fm:, sh:, pp:, pf: or none of these');
  return pattern;
}

/** Whether one of the patterns surely leaves out this absolute path. Patterns with wildcards count as unsure: no. */
export function excludesPath(patterns: readonly string[], path: string): boolean {
  return patterns.some((pattern) => {
    const style = styleOf(pattern);
    const body = style === null ? pattern : pattern.slice(3);
    if (style !== 'pp' && style !== 'pf' && WILDCARDS.test(body)) return false;
    // fm: and sh: with a slash at the end leave out the content alone, which is as good here.
    const excluded = posix.normalize(`/${body}`).replace(/(?<=.)\/$/, '');
    return path === excluded || path.startsWith(excluded === '/' ? '/' : `${excluded}/`);
  });
}

function styleOf(pattern: string): string | null {
  return /^([a-z]{2}):/.exec(pattern)?.[1] ?? null;
}

function refuse(rule: string): EngineInputError {
  return new EngineInputError('excludes', `An exclude pattern ${rule}.`);
}
