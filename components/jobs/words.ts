import type { Artifact, Job, JobProgress } from '@/lib/features/jobs/schema';

export const KIND_WORDS: Record<Job['kind'], string> = {
  borg: 'BORG',
  restic: 'RESTIC',
  files: 'FILES',
  db: 'DB',
  both: 'FILES + DB',
};

export const STATUS_WORDS: Record<Job['status'], string> = {
  queued: 'Waiting',
  running: 'Running',
  success: 'Success',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const TRIGGER_WORDS: Record<Job['trigger'], string> = {
  user: 'By hand',
  schedule: 'Schedule',
  cli: 'Command line',
  api: 'API',
  system: 'Holdfast',
};

const PHASE_WORDS: Record<string, string> = {
  'checking sources': 'Looking at the folders',
  init: 'Making the repository',
  create: 'Backing up',
  verify: 'Checking that the archive is there',
  restore: 'Restoring',
  'dry run': 'Looking what would be restored',
  'extract.permissions': 'Setting owners and permissions',
};

/** What the tool is at; its own message ids are an open list. */
export const phaseWords = (phase: string | undefined): string =>
  phase === undefined ? 'Starting' : (PHASE_WORDS[phase] ?? operationWords(phase.replaceAll('.', ' ')));

export const ARTIFACT_WORDS: Record<Artifact['artifact_type'], string> = {
  borg: 'Borg archive',
  restic: 'Restic snapshot',
  files: 'Archive file',
  database: 'Database dump',
};

/** "backup" → "Backup": operations are an open list. */
export const operationWords = (operation: string): string => {
  const words = operation.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const isActive = (job: Pick<Job, 'status'>): boolean =>
  job.status === 'running' || job.status === 'queued';

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Share done, 0 to 100, or null when the tool named no total. */
export function percentOf(progress: JobProgress | null): number | null {
  if (!progress?.total || progress.current === undefined) return null;
  return Math.max(0, Math.min(100, (progress.current / progress.total) * 100));
}
