'use client';

import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import { useHydrated } from '@/components/ui/now';
import { showLines } from '@/components/ui/show-lines';
import type { LogLine } from '@/lib/features/jobs/schema';

const SHOWN = 1000;
const MARKS: Record<LogLine['level'], string> = { info: '', warning: 'WARNING ', error: 'ERROR ' };

const frame = {
  minHeight: 120,
  maxHeight: { xs: 300, md: 380 },
  overflow: 'auto',
  borderRadius: '10px',
  bgcolor: 'var(--hf-log)',
  color: 'var(--hf-log-ink)',
  fontFamily: 'var(--hf-mono)',
  fontSize: '0.79rem',
  lineHeight: 1.6,
  p: 1.5,
  '& p': { m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '& time': { color: '#7f9d99', marginRight: '12px' },
  '& .warning b': { color: '#f3c06b' },
  '& .error b': { color: '#ff9b8e' },
} as const;

function clock(at: string, local: boolean): string {
  return local ? new Date(at).toLocaleTimeString('en-GB') : at.slice(11, 19);
}

function Line({ line, local }: { line: LogLine; local: boolean }) {
  return (
    <p className={line.level}>
      <time dateTime={line.at} title={line.at}>
        {clock(line.at, local)}
      </time>
      <b>{MARKS[line.level]}</b>
      {showLines(line.message)}
    </p>
  );
}

/** The last thousand lines; keeps the end in view while `follow` is on. */
export function LogLines({ lines, follow, empty }: { lines: LogLine[]; follow: boolean; empty: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const local = useHydrated();
  const last = lines.at(-1)?.id;
  useEffect(() => {
    if (follow && last !== undefined && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, last]);
  return (
    <Box
      ref={box}
      role="log"
      aria-label="Job log"
      aria-live="off"
      tabIndex={0}
      data-testid="job-log"
      sx={frame}
    >
      {lines.length > SHOWN ? <p>… {lines.length - SHOWN} earlier lines are in the download …</p> : null}
      {lines.slice(-SHOWN).map((line) => (
        <Line key={line.id} line={line} local={local} />
      ))}
      {lines.length === 0 ? <p>{empty ? 'No lines yet.' : 'No line matches the filter.'}</p> : null}
    </Box>
  );
}
