const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const PRESETS = [
  { schedule: '0 2 * * *', label: 'Every day at 02:00' },
  { schedule: '0 */6 * * *', label: 'Every 6 hours' },
  { schedule: '0 * * * *', label: 'Every hour' },
  { schedule: '30 12,20 * * 1-5', label: 'Working days at 12:30 and 20:30' },
  { schedule: '0 3 * * 0', label: 'Every Sunday at 03:00' },
  { schedule: '0 3 1 * *', label: 'On the 1st of every month at 03:00' },
] as const;

const number = (text: string): number | null => (/^\d{1,2}$/.test(text) ? Number(text) : null);
const every = (text: string): number | null => {
  const match = /^\*\/(\d{1,2})$/.exec(text);
  return match ? Number(match[1]) : null;
};
const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

function atTime(hour: number, minute: number, day: string, weekday: string): string | null {
  const time = clock(hour, minute);
  if (day === '*' && weekday === '*') return `Every day at ${time}`;
  const name = number(weekday) === null ? undefined : DAYS[Number(weekday)];
  if (day === '*' && name) return `Every ${name} at ${time}`;
  if (number(day) !== null && weekday === '*') return `On day ${day} of every month at ${time}`;
  return null;
}

function withinDay(minute: number, hour: string): string | null {
  const past = minute === 0 ? 'on the hour' : `at minute ${minute}`;
  if (hour === '*') return `Every hour, ${past}`;
  const step = every(hour);
  return step === null ? null : `Every ${step} hours, ${past}`;
}

/** A schedule in words, or null when it is not one of the plain forms. */
export function cronWords(schedule: string): string | null {
  const preset = PRESETS.find((item) => item.schedule === schedule.trim());
  if (preset) return preset.label;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = schedule.trim().split(/\s+/);
  if (month !== '*') return null;
  const m = number(minute);
  const h = number(hour);
  if (m !== null && h !== null) return atTime(h, m, day, weekday);
  if (day !== '*' || weekday !== '*') return null;
  if (m !== null) return withinDay(m, hour);
  const step = every(minute);
  return step !== null && hour === '*' ? `Every ${step} minutes` : null;
}
