'use client';

import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Me } from '@/lib/features/system/schema';
import { Header } from './header';
import { Nav } from './nav';
import { BAR_HEIGHT, RAIL_WIDTH } from './nav-style';
import { Notices } from './notices';
import { StatusProvider, type StatusSeed } from './status-context';

const skip = {
  position: 'fixed',
  left: 12,
  top: -60,
  zIndex: 30,
  px: 2,
  py: 1,
  borderRadius: '9px',
  bgcolor: 'primary.main',
  color: 'primary.contrastText',
  fontWeight: 600,
  '&:focus': { top: 10 },
} as const;

interface ShellProps {
  me: Me;
  /** null for roles that may not read the state of the backups */
  seed: StatusSeed | null;
  children: ReactNode;
}

/** Navigation, header and the page. */
export function Shell({ me, seed, children }: ShellProps) {
  const frame = (
    <>
      <Box component="a" href="#main" sx={skip}>
        Skip to the content
      </Box>
      <Nav role={me.role} />
      <Box sx={{ ml: { md: `${RAIL_WIDTH}px` }, pb: { xs: `${BAR_HEIGHT}px`, md: 0 }, minHeight: '100vh' }}>
        <Header me={me} />
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          sx={{ px: { xs: 2, md: 3.5 }, py: { xs: 2.5, md: 3.5 }, maxWidth: 1320, outline: 'none' }}
        >
          <Notices notices={me.notices} />
          {children}
        </Box>
      </Box>
    </>
  );
  return seed ? <StatusProvider seed={seed}>{frame}</StatusProvider> : frame;
}
