import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface PageTitleProps {
  title: ReactNode;
  hint?: ReactNode;
  /** above the title: where this page belongs */
  above?: ReactNode;
  actions?: ReactNode;
}

export function PageTitle({ title, hint, above, actions }: PageTitleProps) {
  return (
    <Stack direction="row" sx={{ gap: 2, alignItems: 'flex-end', flexWrap: 'wrap', mb: 2.5 }}>
      <Box sx={{ flex: 1, minWidth: 'min(100%, 260px)' }}>
        {above}
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {hint ? (
          <Typography color="textSecondary" component="div" sx={{ mt: 0.5, maxWidth: '72ch' }}>
            {hint}
          </Typography>
        ) : null}
      </Box>
      {actions ? (
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          {actions}
        </Stack>
      ) : null}
    </Stack>
  );
}
