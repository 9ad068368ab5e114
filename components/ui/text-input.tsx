'use client';

import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import InputLabel from '@mui/material/InputLabel';
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput';
import type { SxProps, Theme } from '@mui/material/styles';
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { useHydrated } from './now';

type Passed = Pick<
  OutlinedInputProps,
  | 'name'
  | 'type'
  | 'multiline'
  | 'minRows'
  | 'maxRows'
  | 'placeholder'
  | 'autoComplete'
  | 'autoFocus'
  | 'required'
  | 'error'
  | 'value'
>;

interface TextInputProps extends Passed {
  label: string;
  onChange: (event: { target: { value: string } }) => void;
  helperText?: ReactNode;
  /** further attributes of the input element */
  native?: InputHTMLAttributes<HTMLInputElement>;
  /** for paths, patterns and expressions */
  mono?: boolean;
  adornment?: ReactNode;
  /** label above the field even while it is empty */
  shrink?: boolean;
  sx?: SxProps<Theme>;
}

const code = { style: { fontFamily: 'var(--hf-mono)', fontSize: '0.9rem' }, spellCheck: false };

/**
 * A labelled text field. Read-only until its script is there: what is typed before that would be lost.
 * Made of the parts, because TextField brings Select, Menu and Modal with it.
 */
export function TextInput(props: TextInputProps) {
  const { label, helperText, native, mono = false, adornment, shrink, sx, required, error, ...input } = props;
  const id = useId();
  const ready = useHydrated();
  const attributes = { ...(mono ? code : {}), ...native, readOnly: !ready };
  return (
    <FormControl size="small" fullWidth required={required} error={error} sx={sx}>
      <InputLabel htmlFor={id} shrink={shrink}>
        {label}
      </InputLabel>
      <OutlinedInput
        {...input}
        id={id}
        label={label}
        notched={shrink}
        endAdornment={adornment}
        aria-describedby={helperText ? `${id}-help` : undefined}
        slotProps={{ input: attributes }}
      />
      {helperText ? <FormHelperText id={`${id}-help`}>{helperText}</FormHelperText> : null}
    </FormControl>
  );
}
