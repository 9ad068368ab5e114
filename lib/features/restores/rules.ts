import path from 'node:path';

/** Nothing is restored into these or below them. */
const CLOSED = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
];
/** Nothing is restored into these themselves; folders below them are fine. */
const OPEN_BELOW = [
  '/',
  '/home',
  '/root',
  '/var',
  '/opt',
  '/srv',
  '/mnt',
  '/media',
  '/tmp',
  '/var/lib',
  '/var/log',
];

/** Is `inner` the folder `outer` or something below it? By path steps, never by the beginning of the text. */
export function isWithin(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || !(relative === '..' || relative.startsWith('../'));
}

export interface Surroundings {
  dataDir: string;
  /** the data folder's own place for restores, which is allowed */
  restores: string;
  /** every local repository that is known */
  repositories: readonly string[];
}

/** Why a target folder (its real path) is refused, as the end of "The target …"; null when it is fine. */
export function targetRefusal(
  target: string,
  { dataDir, restores, repositories }: Surroundings,
): string | null {
  const closed = CLOSED.find((folder) => isWithin(folder, target));
  if (closed) return `lies in the system folder ${closed}`;
  if (OPEN_BELOW.includes(target)) return `is the system folder ${target}; name a new folder below it`;
  if (repositories.some((repository) => isWithin(repository, target) || isWithin(target, repository)))
    return 'lies in a repository or holds one';
  if (isWithin(target, dataDir)) return 'holds the data folder of Holdfast';
  if (isWithin(dataDir, target) && (!isWithin(restores, target) || target === restores))
    return 'lies in the data folder of Holdfast';
  return null;
}
