import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Logo } from '@/components/layout/logo';
import { Tide } from '@/components/overview/tide';

interface AuthFrameProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** Deep water at the left with the name, the form at the right; below each other on a phone. */
export function AuthFrame({ title, hint, children }: AuthFrameProps) {
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100vh',
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '5fr 6fr' },
        gridTemplateRows: { xs: 'auto 1fr', md: '1fr' },
      }}
    >
      <Aside />
      <Box sx={{ display: 'grid', placeItems: { xs: 'start center', md: 'center' }, p: { xs: 2, sm: 4 } }}>
        <Paper
          variant="outlined"
          sx={{ width: '100%', maxWidth: 440, p: { xs: 2.5, sm: 4 }, borderRadius: '16px' }}
        >
          <Typography variant="h1">{title}</Typography>
          {hint ? (
            <Typography color="textSecondary" component="div" sx={{ mt: 0.75 }}>
              {hint}
            </Typography>
          ) : null}
          <Box sx={{ mt: 3 }}>{children}</Box>
        </Paper>
      </Box>
    </Box>
  );
}

function Aside() {
  return (
    <Box
      sx={{
        position: 'relative',
        overflow: 'hidden',
        bgcolor: 'var(--hf-rail)',
        color: 'var(--hf-rail-strong)',
        px: { xs: 2.5, md: 6 },
        py: { xs: 2.5, md: 6 },
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
      }}
    >
      <Tide ink="#8fd3cf" />
      <Logo size={34} />
      <Box sx={{ display: { xs: 'none', md: 'block' }, position: 'relative', maxWidth: '36ch' }}>
        <Typography sx={{ fontSize: '1.9rem', fontWeight: 700, letterSpacing: '-0.025em', lineHeight: 1.2 }}>
          Backups that hold when the sea is rough.
        </Typography>
        <Typography sx={{ mt: 1.5, color: 'var(--hf-rail-ink)' }}>
          Encrypted, deduplicated and checked, on your own server.
        </Typography>
      </Box>
    </Box>
  );
}
