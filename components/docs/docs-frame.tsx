import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import Box from '@mui/material/Box';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/layout/logo';
import { ThemeSwitch } from '@/components/layout/theme-switch';

/** The page needs no account, so it stands outside the dashboard. */
export function DocsFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <Box
        component="header"
        sx={{
          height: 58,
          px: { xs: 2, md: 3.5 },
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          bgcolor: 'var(--hf-rail)',
          color: 'var(--hf-rail-strong)',
          '& a': { color: 'inherit', textDecoration: 'none', display: 'inline-flex', alignItems: 'center' },
          '& button': { color: 'inherit' },
        }}
      >
        <Link href="/" aria-label="Holdfast, overview">
          <Logo size={26} />
        </Link>
        <Box sx={{ flex: 1 }} />
        <Box
          component={Link}
          href="/"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, fontWeight: 560 }}
        >
          <ArrowBackRounded fontSize="small" /> Dashboard
        </Box>
        <ThemeSwitch />
      </Box>
      <Box
        component="main"
        sx={{ px: { xs: 2, md: 3.5 }, py: { xs: 2.5, md: 4 }, maxWidth: 1120, mx: 'auto' }}
      >
        {children}
      </Box>
    </>
  );
}
