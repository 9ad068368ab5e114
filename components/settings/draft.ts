import type { FieldError } from '@/lib/core/errors';
import type { Settings, SettingsUpdate } from '@/lib/features/settings/schema';

/** What the form edits. A number that is being typed may be missing. */
export interface Draft {
  enabled: boolean;
  schedule: string;
  timezone: string;
  include_paths: string[];
  exclude_patterns: string[];
  keep_hourly: number | null;
  keep_daily: number | null;
  keep_weekly: number | null;
  keep_monthly: number | null;
  compression_level: number | null;
  borg_repo_path: string;
  verify_after_backup: boolean;
  email_notifications: boolean;
  notification_email: string;
}
export type Field = keyof Draft;
export type FieldErrors = Partial<Record<Field, string>>;

export const draftOf = (settings: Settings): Draft => ({
  enabled: settings.enabled,
  schedule: settings.schedule,
  timezone: settings.timezone,
  include_paths: settings.include_paths,
  exclude_patterns: settings.exclude_patterns,
  keep_hourly: settings.keep_hourly,
  keep_daily: settings.keep_daily,
  keep_weekly: settings.keep_weekly,
  keep_monthly: settings.keep_monthly,
  compression_level: settings.compression_level,
  borg_repo_path: settings.borg_repo_path,
  verify_after_backup: settings.verify_after_backup,
  email_notifications: settings.email_notifications,
  notification_email: settings.notification_email ?? '',
});

const lines = (text: string[]): string[] => text.map((line) => line.trim()).filter((line) => line !== '');

/** The draft as the schema wants it: no empty lines, no e-mail instead of an empty one. */
function clean(draft: Draft): Record<Field, unknown> {
  return {
    ...draft,
    schedule: draft.schedule.trim(),
    timezone: draft.timezone.trim(),
    borg_repo_path: draft.borg_repo_path.trim(),
    include_paths: lines(draft.include_paths),
    exclude_patterns: lines(draft.exclude_patterns),
    notification_email: draft.notification_email.trim() || null,
  };
}

/** Only the fields that differ from what is saved. */
export function changesOf(saved: Draft, draft: Draft): Partial<Record<Field, unknown>> {
  const before = clean(saved);
  return Object.fromEntries(
    Object.entries(clean(draft)).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as Field]),
    ),
  );
}

/** "include_paths.2" belongs to include_paths, and the third line is worth naming. */
export function errorsByField(errors: FieldError[]): FieldErrors {
  const found: FieldErrors = {};
  for (const { path, message } of errors) {
    const [field, index] = path.split('.') as [Field, string | undefined];
    found[field] ??= index === undefined ? message : `line ${Number(index) + 1} ${message}`;
  }
  return found;
}

export type Checked = { ok: true; patch: SettingsUpdate } | { ok: false; errors: FieldErrors };

/** Checks changes with the schema of the API. It is fetched on first use: the form shows before it is there. */
export async function check(changes: Partial<Record<Field, unknown>>): Promise<Checked> {
  const { updateSettingsInput } = await import('@/lib/features/settings/schema');
  const result = updateSettingsInput.safeParse(changes);
  if (result.success) return { ok: true, patch: result.data };
  const errors = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: changes[issue.path[0] as Field] === null ? 'must be a whole number' : issue.message,
  }));
  return { ok: false, errors: errorsByField(errors) };
}
