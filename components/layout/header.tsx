'use client';

import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import ErrorRounded from '@mui/icons-material/ErrorRounded';
import WarningRounded from '@mui/icons-material/WarningRounded';
import Box from '@mui/material/Box';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Finding, Level } from '@/components/overview/findings';
import type { Me } from '@/lib/features/system/schema';
import { Mark } from './mark';
import { RunningCounter } from './running-counter';
import { useStatus } from './status-context';
import { ThemeSwitch } from './theme-switch';
import { UserMenu } from './user-menu';

export const LEVEL_ICONS: Record<Level, ReactNode> = {
  ok: <CheckCircleRounded />,
  attention: <WarningRounded />,
  problem: <ErrorRounded />,
};
export const LEVEL_INKS: Record<Level, string> = {
  ok: 'success.main',
  attention: 'warning.main',
  problem: 'error.main',
};

function WorstState({ finding, live }: { finding: Finding; live: boolean }) {
  return (
    <Box
      component={Link}
      href={finding.action?.href ?? '/'}
      data-testid="worst-state"
      data-level={finding.level}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minWidth: 0,
        color: 'text.primary',
        textDecoration: 'none',
        fontWeight: 600,
        '& svg': { color: LEVEL_INKS[finding.level], fontSize: '1.25rem', flexShrink: 0 },
        '&:hover span': { textDecoration: 'underline' },
      }}
    >
      {LEVEL_ICONS[finding.level]}
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {live ? finding.sentence : 'Not up to date: the server does not answer'}
      </Box>
    </Box>
  );
}

/** The worst state in a sentence and what is running, at the same time. */
export function Header({ me }: { me: Me }) {
  const status = useStatus();
  return (
    <Box component="header" sx={headerStyle}>
      <Box component="span" sx={{ display: { xs: 'inline-flex', md: 'none' }, color: 'primary.main' }}>
        <Mark size={26} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {status ? <WorstState finding={status.findings[0]} live={status.live} /> : null}
      </Box>
      {status ? <RunningCounter running={status.running} /> : null}
      <ThemeSwitch />
      <UserMenu me={me} />
    </Box>
  );
}

const headerStyle = {
  position: 'sticky',
  top: 0,
  zIndex: 10,
  height: 58,
  px: { xs: 2, md: 3.5 },
  display: 'flex',
  alignItems: 'center',
  gap: { xs: 1, md: 2 },
  bgcolor: 'background.paper',
  borderBottom: '1px solid var(--hf-line)',
} as const;
