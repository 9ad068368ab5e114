import { Cron } from 'croner';

/** The next moments a schedule fires, or none when it is not valid. Loaded lazily: see schedule-section. */
export function nextRuns(schedule: string, timezone: string, count: number): Date[] {
  try {
    return new Cron(schedule, { mode: '5-part', timezone }).nextRuns(count);
  } catch {
    return [];
  }
}
