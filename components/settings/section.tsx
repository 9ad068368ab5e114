import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

/** A titled part of the form: title and explanation at the left, fields at the right; below each other on a phone. */
export function Section({ title, hint, children }: { title: string; hint: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{
        display: 'grid',
        gap: { xs: 1.5, lg: 4 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '240px minmax(0, 1fr)' },
        py: 2.75,
        borderTop: '1px solid var(--hf-line-soft)',
      }}
    >
      <Box>
        <Typography id={id} variant="h3">
          {title}
        </Typography>
        <Typography variant="body2" color="textSecondary" component="div" sx={{ mt: 0.25 }}>
          {hint}
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>{children}</Box>
    </Box>
  );
}
