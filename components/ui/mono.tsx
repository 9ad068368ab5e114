import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Paths, names and ids, as they are typed. */
export function Mono({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <Box
      component="span"
      title={title}
      sx={{ fontFamily: 'var(--hf-mono)', fontSize: '0.86em', overflowWrap: 'anywhere' }}
    >
      {children}
    </Box>
  );
}
