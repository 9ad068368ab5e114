import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** how to fill it */
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Box sx={{ textAlign: 'center', px: 3, py: 5, maxWidth: 520, mx: 'auto' }}>
      <Box aria-hidden sx={{ color: 'primary.main', '& svg': { fontSize: 40 }, mb: 1 }}>
        {icon}
      </Box>
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      <Typography color="textSecondary" sx={{ mt: 0.5, mb: action ? 2 : 0 }}>
        {children}
      </Typography>
      {action}
    </Box>
  );
}
