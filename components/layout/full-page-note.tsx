'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Mono } from '@/components/ui/mono';
import { Mark } from './logo';

interface FullPageNoteProps {
  title: string;
  children: ReactNode;
  /** names the entry of the server log */
  reference?: string | undefined;
  onRetry?: () => void;
}

/** A page that is only a message: what happened and where to go. */
export function FullPageNote({ title, children, reference, onRetry }: FullPageNoteProps) {
  return (
    <Box component="section" sx={{ minHeight: '70vh', display: 'grid', placeItems: 'center', p: 3 }}>
      <Box sx={{ maxWidth: 460 }}>
        <Box sx={{ color: 'primary.main', mb: 2 }}>
          <Mark size={44} />
        </Box>
        <Typography variant="h1">{title}</Typography>
        <Typography color="textSecondary" sx={{ mt: 1, mb: 2.5 }}>
          {children}
        </Typography>
        <Stack direction="row" sx={{ gap: 1 }}>
          {onRetry ? (
            <Button variant="contained" onClick={onRetry}>
              Try again
            </Button>
          ) : null}
          <Button variant={onRetry ? 'outlined' : 'contained'} href="/">
            Go to the overview
          </Button>
        </Stack>
        {reference ? (
          <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
            The server log has the details under <Mono>{reference}</Mono>.
          </Typography>
        ) : null}
      </Box>
    </Box>
  );
}
