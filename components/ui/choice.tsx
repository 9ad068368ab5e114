'use client';

import ExpandMoreRounded from '@mui/icons-material/ExpandMoreRounded';
import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import type { InputBaseComponentProps } from '@mui/material/InputBase';
import InputLabel from '@mui/material/InputLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import type { SxProps, Theme } from '@mui/material/styles';
import { type ReactNode, type SelectHTMLAttributes, useId } from 'react';
import { useHydrated } from './now';

export interface Option<V extends string> {
  value: V;
  label: string;
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  helperText?: ReactNode;
  sx?: SxProps<Theme>;
}

/** The field's own parts around a select; `type` is meant for an input. */
function SelectElement({ type: _, ...props }: InputBaseComponentProps) {
  return <select {...(props as SelectHTMLAttributes<HTMLSelectElement>)} />;
}

const look = { appearance: 'none', cursor: 'pointer', paddingRight: 36, textOverflow: 'ellipsis' } as const;

const arrow = (
  <ExpandMoreRounded
    fontSize="small"
    sx={{ position: 'absolute', right: 10, pointerEvents: 'none', color: 'text.secondary' }}
  />
);

/** One of a few: the browser's own select, which phones and keyboards know. */
export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  helperText,
  sx,
}: ChoiceProps<V>) {
  const id = useId();
  const ready = useHydrated();
  const children = options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.label}
    </option>
  ));
  const choose = (text: string) => {
    const chosen = options.find((option) => option.value === text);
    if (chosen) onChange(chosen.value);
  };
  return (
    <FormControl size="small" fullWidth disabled={!ready} sx={sx}>
      <InputLabel htmlFor={id} shrink>
        {label}
      </InputLabel>
      <OutlinedInput
        id={id}
        label={label}
        notched
        value={value}
        onChange={(event) => choose(event.target.value)}
        inputComponent={SelectElement}
        endAdornment={arrow}
        slotProps={{ input: { children, style: look } }}
        sx={{ pr: 0 }}
      />
      {helperText ? <FormHelperText>{helperText}</FormHelperText> : null}
    </FormControl>
  );
}
