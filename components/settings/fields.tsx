'use client';

import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useHydrated } from '@/components/ui/now';
import { TextInput } from '@/components/ui/text-input';
import type { Draft, Field } from './draft';
import type { SettingsForm } from './use-settings-form';

type FieldsOf<T> = { [F in Field]: Draft[F] extends T ? F : never }[Field];

interface FieldProps<T> {
  form: SettingsForm;
  field: FieldsOf<T>;
  label: string;
  hint?: ReactNode;
}

/** An error replaces the hint; it starts like a sentence about the field. */
const helper = (form: SettingsForm, field: Field, hint: ReactNode): ReactNode => {
  const error = form.errors[field];
  return error ? `This ${error}` : hint;
};
const helperOfLines = (form: SettingsForm, field: Field, hint: ReactNode): ReactNode =>
  form.errors[field] ? form.errors[field].replace(/^./, (letter) => letter.toUpperCase()) : hint;

export function TextSetting({ form, field, label, hint, mono }: FieldProps<string> & { mono?: boolean }) {
  return (
    <TextInput
      name={field}
      label={label}
      value={form.draft[field]}
      onChange={(event) => form.set(field, event.target.value)}
      error={field in form.errors}
      helperText={helper(form, field, hint)}
      mono={mono}
    />
  );
}

export function NumberSetting({ form, field, label, hint }: FieldProps<number | null>) {
  return (
    <TextInput
      name={field}
      label={label}
      type="number"
      value={form.draft[field] ?? ''}
      onChange={(event) => form.set(field, event.target.value === '' ? null : Number(event.target.value))}
      error={field in form.errors}
      helperText={helper(form, field, hint)}
      native={{ min: 0, inputMode: 'numeric' }}
    />
  );
}

/** A list, one entry per line. */
export function LinesSetting({
  form,
  field,
  label,
  hint,
  rows = 3,
}: FieldProps<string[]> & { rows?: number }) {
  return (
    <TextInput
      name={field}
      label={label}
      multiline
      minRows={rows}
      maxRows={14}
      value={form.draft[field].join('\n')}
      onChange={(event) => form.set(field, event.target.value.split('\n'))}
      error={field in form.errors}
      helperText={helperOfLines(form, field, hint)}
      mono
    />
  );
}

export function SwitchSetting({ form, field, label, hint }: FieldProps<boolean>) {
  const ready = useHydrated();
  return (
    <Box>
      <FormControlLabel
        control={
          <Switch
            name={field}
            checked={form.draft[field]}
            onChange={(_, on) => form.set(field, on)}
            disabled={!ready}
          />
        }
        label={label}
        slotProps={{ typography: { sx: { fontWeight: 560 } } }}
      />
      {hint ? (
        <Typography variant="body2" color="textSecondary" sx={{ ml: 5.75, mt: -0.5 }}>
          {hint}
        </Typography>
      ) : null}
    </Box>
  );
}
