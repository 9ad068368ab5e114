'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useDeferredValue, useEffect, useState } from 'react';
import { Choice, type Option } from '@/components/ui/choice';
import { useHydrated } from '@/components/ui/now';
import { TextInput } from '@/components/ui/text-input';
import { Moment, Until } from '@/components/ui/time';
import { cronWords, PRESETS } from './cron-words';
import { SwitchSetting, TextSetting } from './fields';
import { Section } from './section';
import type { SettingsForm } from './use-settings-form';

const OWN = 'own';
const SHOWN_RUNS = 3;

/** Next runs of what is typed; the saved one needs no parser, which is fetched at the first change. */
function useNextRuns({ draft, saved }: SettingsForm): string[] {
  const schedule = useDeferredValue(draft.schedule);
  const [runs, setRuns] = useState<string[]>([]);
  const edited = schedule !== saved.schedule || draft.timezone !== saved.timezone || !saved.next_run_at;
  useEffect(() => {
    let current = edited;
    if (edited)
      import('./cron').then(({ nextRuns }) => {
        if (current) setRuns(nextRuns(schedule, draft.timezone, SHOWN_RUNS).map((at) => at.toISOString()));
      });
    return () => {
      current = false;
    };
  }, [schedule, draft.timezone, edited]);
  return edited ? runs : [saved.next_run_at ?? ''];
}

const CHOICES: Option<string>[] = [
  ...PRESETS.map((preset) => ({ value: preset.schedule, label: preset.label })),
  { value: OWN, label: 'Own schedule' },
];

function PresetSelect({ form }: { form: SettingsForm }) {
  const preset = PRESETS.find((known) => known.schedule === form.draft.schedule.trim());
  return (
    <Choice
      label="How often"
      value={preset?.schedule ?? OWN}
      options={CHOICES}
      onChange={(value) => value !== OWN && form.set('schedule', value)}
    />
  );
}

/** Any IANA zone; the browser's list helps with typing. */
function ZoneField({ form }: { form: SettingsForm }) {
  const zones = useHydrated() ? Intl.supportedValuesOf('timeZone') : [];
  const error = form.errors.timezone;
  return (
    <>
      <TextInput
        name="timezone"
        label="Time zone"
        value={form.draft.timezone}
        onChange={(event) => form.set('timezone', event.target.value)}
        error={error !== undefined}
        helperText={error ? `This ${error}` : 'The clock the schedule goes by'}
        native={{ list: 'time-zones', autoComplete: 'off' }}
      />
      <datalist id="time-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

function NextRuns({ form }: { form: SettingsForm }) {
  const runs = useNextRuns(form);
  if (!form.draft.enabled)
    return <Typography color="textSecondary">Switched off: nothing runs by itself.</Typography>;
  if (form.errors.schedule || runs.length === 0) return null;
  return (
    <Box data-testid="next-runs">
      <Typography variant="body2" color="textSecondary">
        {runs.length === 1 ? 'Next run' : 'Next runs'}, by the clock of this browser
      </Typography>
      {runs.map((at) => (
        <div key={at}>
          <Moment value={at} />, <Until value={at} />
        </div>
      ))}
    </Box>
  );
}

export function ScheduleSection({ form }: { form: SettingsForm }) {
  const words = cronWords(form.draft.schedule);
  return (
    <Section
      title="Schedule"
      hint="When the backup runs by itself. A run that was missed starts once the server is back."
    >
      <SwitchSetting form={form} field="enabled" label="Automatic backups" />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 230px), 1fr))',
        }}
      >
        <PresetSelect form={form} />
        <TextSetting
          form={form}
          field="schedule"
          label="Cron expression"
          hint={words ?? 'minute hour day month weekday'}
          mono
        />
        <ZoneField form={form} />
      </Box>
      <NextRuns form={form} />
    </Section>
  );
}
