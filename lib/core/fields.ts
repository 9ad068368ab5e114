import { Cron } from 'croner';
import { z } from 'zod';

/** Field schemas that several nouns share. Times go out as ISO 8601 UTC, sizes as numbers of bytes. */
export const isoTime = z.iso.datetime();
export const idField = z.uuid('must be a UUID');
export const bytes = z.number().int().nonnegative();

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

const fitsAsName = (step: string): boolean => new TextEncoder().encode(step).length <= 255;

/** An absolute path of this server, without `..` steps, NUL or other control characters. */
export const absolutePath = z
  .string()
  .min(1, 'must not be empty')
  .max(512, 'must have at most 512 characters')
  .refine((p) => p.startsWith('/'), 'must be an absolute path, beginning with /')
  .refine((p) => !p.split('/').includes('..'), 'must not contain ..')
  .refine((p) => !hasControl(p), 'must not contain control characters')
  .refine((p) => p.split('/').every(fitsAsName), 'must not have a step longer than 255 bytes')
  .transform((p) => p.replace(/\/+/g, '/').replace(/(?<=.)\/$/, ''));

/** A path inside an archive: relative, no `..`, no NUL. The empty text is the archive's top folder. */
export const memberPath = z
  .string()
  .max(4096)
  .refine((p) => !p.includes('\0'), 'must not contain NUL')
  .refine((p) => !p.startsWith('/'), 'must be relative: paths in an archive have no leading /')
  .refine(
    (p) => !p.split('/').includes('..') && !p.split('/').includes('.'),
    'must not contain . or .. steps',
  );

export const excludePattern = z
  .string()
  .max(512)
  .refine((p) => p.trim() !== '', 'must not be empty')
  .refine((p) => !hasControl(p), 'must not contain control characters')
  // Borg takes any two letters before a colon as a style, and a backup fails on those it does not know.
  .refine(
    (p) => !/^(?!sh:|fm:)(?:[a-z]{2}|p!|R|P|!|\+|-):/.test(p),
    'may be a shell pattern (sh:…) or a plain one, nothing else',
  );

/** Name of an archive Holdfast makes. */
export const newArchiveName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    'letters, digits, . _ and - only, beginning with a letter or digit',
  )
  .refine(
    (n) => !/\.checkpoint(\.\d+)?$/.test(n),
    'must not end in .checkpoint: borg hides and prunes such archives',
  );

/** Name of an archive that exists already, whoever made it: anything a tool cannot take for something else. */
export const existingArchiveName = z
  .string()
  .min(1)
  .max(255)
  .refine((n) => !hasControl(n) && !n.includes('/'), 'must not contain / or control characters');

export const timezone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'is not an IANA time zone such as Europe/Berlin');

const MINIMUM_GAP_MS = 5 * 60_000;
const FIVE_YEARS_MS = 5 * 366 * 86_400_000;

function cronProblem(expression: string): string | null {
  if (expression.trim().split(/\s+/).length !== 5)
    return 'must have five fields: minute hour day month weekday';
  try {
    const runs = new Cron(expression, { mode: '5-part', timezone: 'UTC' }).nextRuns(50);
    const [first] = runs;
    if (!first || first.getTime() > Date.now() + FIVE_YEARS_MS) return 'never fires within five years';
    const tooClose = runs.some((run, i) => {
      const previous = runs[i - 1];
      return previous !== undefined && run.getTime() - previous.getTime() < MINIMUM_GAP_MS;
    });
    return tooClose ? 'fires more often than every five minutes' : null;
  } catch {
    return 'is not a cron expression such as 0 2 * * *';
  }
}

export const cronSchedule = z
  .string()
  .max(100)
  .superRefine((expression, issue) => {
    const problem = cronProblem(expression);
    if (problem) issue.addIssue({ code: 'custom', message: problem });
  });

export const keepCount = z
  .number({ error: 'must be a whole number from 0 to 10000' })
  .int('must be a whole number from 0 to 10000')
  .min(0, 'must be a whole number from 0 to 10000')
  .max(10_000, 'must be a whole number from 0 to 10000');

/** For query strings: numbers arrive as text. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);
