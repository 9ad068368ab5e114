import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

interface PanelProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  /** no inner padding: for tables that reach to the edge */
  flush?: boolean;
  children: ReactNode;
}

/** A titled card; the title names the region for screen readers. */
export function Panel({ title, hint, actions, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={id}
      sx={{ borderRadius: '14px', minWidth: 0, overflow: 'clip' }}
    >
      <Stack
        direction="row"
        sx={{ px: 2.5, pt: 2, pb: 1.25, gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}
      >
        <Box sx={{ flex: 1, minWidth: 180 }}>
          <Typography id={id} variant="h2">
            {title}
          </Typography>
          {hint ? (
            <Typography variant="body2" color="textSecondary" component="div">
              {hint}
            </Typography>
          ) : null}
        </Box>
        {actions}
      </Stack>
      <Box sx={flush ? { pb: 0.5 } : { px: 2.5, pb: 2.5, pt: 0.5 }}>{children}</Box>
    </Paper>
  );
}
