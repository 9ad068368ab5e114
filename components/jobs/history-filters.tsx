'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { JobFilters } from '@/components/data/queries';
import { Choice, type Option } from '@/components/ui/choice';
import { TextInput } from '@/components/ui/text-input';
import { KIND_WORDS, STATUS_WORDS } from './words';

type Change = (change: JobFilters) => void;

const ANY = '';
const optionsOf = <V extends string>(words: Record<V, string>): Option<V | typeof ANY>[] => [
  { value: ANY, label: 'Any' },
  ...(Object.keys(words) as V[]).map((value) => ({ value, label: words[value] })),
];
const STATUSES = optionsOf(STATUS_WORDS);
const KINDS = optionsOf(KIND_WORDS);
const width = { width: { xs: 'calc(50% - 6px)', sm: 150 } };

const TYPING_MS = 300;

/** Asks a moment after the last key, not at each of them. */
function SearchField({ value, onChange }: { value: string; onChange: (text: string | undefined) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim() || undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <TextInput
      type="search"
      label="Search"
      placeholder="Error, user or job id"
      value={text}
      onChange={(event) => setText(event.target.value)}
      sx={{ flex: 1, minWidth: 200 }}
      shrink
      native={{ maxLength: 100 }}
    />
  );
}

export function HistoryFilters({ filters, onChange }: { filters: JobFilters; onChange: Change }) {
  const active = Object.values(filters).some(Boolean);
  return (
    <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center', px: 2.5, pb: 2, pt: 0.5 }}>
      <SearchField value={filters.q ?? ''} onChange={(q) => onChange({ ...filters, q })} />
      <Choice
        label="Status"
        value={filters.status ?? ANY}
        options={STATUSES}
        onChange={(status) => onChange({ ...filters, status: status || undefined })}
        sx={width}
      />
      <Choice
        label="Kind"
        value={filters.kind ?? ANY}
        options={KINDS}
        onChange={(kind) => onChange({ ...filters, kind: kind || undefined })}
        sx={width}
      />
      {active ? <Button onClick={() => onChange({})}>Clear filters</Button> : null}
    </Box>
  );
}
