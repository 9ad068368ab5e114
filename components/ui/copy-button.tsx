'use client';

import CheckRounded from '@mui/icons-material/CheckRounded';
import ContentCopyRounded from '@mui/icons-material/ContentCopyRounded';
import Button from '@mui/material/Button';
import { useState } from 'react';

/** Copies `text`; says so for a moment. Where the browser refuses (plain http), it says that too. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setState(done ? 'copied' : 'refused');
    setTimeout(() => setState('idle'), 2500);
  };
  const words = { idle: label, copied: 'Copied', refused: 'Select and copy by hand' }[state];
  return (
    <Button
      variant="outlined"
      onClick={copy}
      startIcon={state === 'copied' ? <CheckRounded /> : <ContentCopyRounded />}
      aria-live="polite"
    >
      {words}
    </Button>
  );
}
