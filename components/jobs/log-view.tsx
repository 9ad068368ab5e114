'use client';

import DownloadRounded from '@mui/icons-material/DownloadRounded';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import { useDeferredValue, useMemo, useState } from 'react';
import { Choice, type Option } from '@/components/ui/choice';
import { Panel } from '@/components/ui/panel';
import { TextInput } from '@/components/ui/text-input';
import type { LogLine } from '@/lib/features/jobs/schema';
import { LogLines } from './log-lines';
import { plural } from './words';

type LevelFilter = 'all' | 'warning' | 'error';

const passes = (line: LogLine, level: LevelFilter): boolean =>
  level === 'all' || line.level === 'error' || line.level === level;

export const logText = (lines: LogLine[]): string =>
  lines.map((line) => `${line.at} ${line.level.toUpperCase().padEnd(7)} ${line.message}\n`).join('');

function save(lines: LogLine[], name: string): void {
  const url = URL.createObjectURL(new Blob([logText(lines)], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

const LEVELS: Option<LevelFilter>[] = [
  { value: 'all', label: 'Everything' },
  { value: 'warning', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
];

/** The log as it grows: filter by text and level, follow the end, save as text. */
export function LogView({ log, jobId }: { log: LogLine[]; jobId: string }) {
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LevelFilter>('all');
  const [follow, setFollow] = useState(true);
  const needle = useDeferredValue(text.trim().toLowerCase());
  const shown = useMemo(
    () => log.filter((line) => passes(line, level) && line.message.toLowerCase().includes(needle)),
    [log, level, needle],
  );
  const hint =
    shown.length === log.length
      ? plural(log.length, 'line')
      : `${shown.length} of ${plural(log.length, 'line')}`;
  const download = (
    <Button
      startIcon={<DownloadRounded />}
      disabled={log.length === 0}
      onClick={() => save(log, `job-${jobId}.log.txt`)}
    >
      Download log
    </Button>
  );
  return (
    <Panel title="Log" hint={hint} actions={download}>
      <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', alignItems: 'center', mb: 1.5 }}>
        <TextInput
          type="search"
          label="Search in the log"
          value={text}
          onChange={(event) => setText(event.target.value)}
          sx={{ flex: 1, minWidth: 160 }}
        />
        <Choice label="Level" value={level} options={LEVELS} onChange={setLevel} sx={{ width: 190 }} />
        <FormControlLabel
          control={<Switch checked={follow} onChange={(_, on) => setFollow(on)} />}
          label="Follow"
          sx={{ mr: 0 }}
        />
      </Stack>
      <Box sx={{ mx: { xs: -1, sm: 0 } }}>
        <LogLines lines={shown} follow={follow} empty={log.length === 0} />
      </Box>
    </Panel>
  );
}
