import { escapePlaceholders, hasControlCharacter } from '@/lib/engines/borg/location';
import { EngineInputError } from '@/lib/engines/failure';

const NEW_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CHECKPOINT = /\.checkpoint(\.\d+)?$/;
const MAX_EXISTING = 512;

/**
 * Checks a name for an archive we are about to make and returns it. Borg itself accepts `--help`, `a::b` and line
 * breaks; names ending in .checkpoint are hidden and pruned by it. Throws EngineInputError on 'archive'.
 */
export function newArchiveName(name: string): string {
  if (!NEW_NAME.test(name)) {
    throw refuse(
      'may hold letters, digits, dot, dash and underscore, starts with a letter or digit, 100 at most',
    );
  }
  if (CHECKPOINT.test(name)) throw refuse('must not end in .checkpoint');
  return name;
}

/** Checks the name of an archive that somebody else may have made. Throws EngineInputError on 'archive'. */
export function existingArchiveName(name: string): string {
  if (name === '' || name.length > MAX_EXISTING) throw refuse('must have 1 to 512 characters');
  if (name.includes('/') || hasControlCharacter(name))
    throw refuse('must not hold a slash or control character');
  return name;
}

/** REPO::NAME as one argument. `repository` comes from locationArgument, the name is checked and escaped here. */
export function archiveArgument(repository: string, name: string): string {
  return `${repository}::${escapePlaceholders(existingArchiveName(name))}`;
}

/** A name as a pattern that matches it alone, for --glob-archives. */
export function escapeGlob(name: string): string {
  return escapePlaceholders(name.replace(/[*?[]/g, (character) => `[${character}]`));
}

function refuse(rule: string): EngineInputError {
  return new EngineInputError('archive', `An archive name ${rule}.`);
}
