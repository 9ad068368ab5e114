'use client';

import HistoryRounded from '@mui/icons-material/HistoryRounded';
import Inventory2Rounded from '@mui/icons-material/Inventory2Rounded';
import TuneRounded from '@mui/icons-material/TuneRounded';
import Box from '@mui/material/Box';
import Link from 'next/link';
import type { KeyboardEvent, ReactNode } from 'react';
import { PageTitle } from '@/components/ui/page-title';
import type { BackupTab } from './tab-names';

const TABS = [
  { value: 'settings', label: 'Backup Settings', icon: <TuneRounded /> },
  { value: 'history', label: 'Job History', icon: <HistoryRounded /> },
  { value: 'archives', label: 'Your Backups', icon: <Inventory2Rounded /> },
] as const satisfies { value: BackupTab; label: string; icon: ReactNode }[];

const listStyle = {
  display: 'flex',
  mb: 3,
  mt: -0.5,
  borderBottom: '1px solid var(--hf-line)',
  overflowX: 'auto',
  '& a': {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    px: { xs: 0.7, sm: 2 },
    py: 1.5,
    mb: '-1px',
    borderBottom: '3px solid transparent',
    fontWeight: 600,
    fontSize: { xs: '0.86rem', sm: '0.95rem' },
    color: 'text.secondary',
    textDecoration: 'none',
    whiteSpace: 'nowrap',
  },
  '& a:hover': { color: 'text.primary' },
  '& a:focus-visible': { outlineOffset: '-3px' },
  '& a[aria-selected="true"]': { color: 'primary.main', borderBottomColor: 'primary.main' },
  '& svg': { fontSize: '1.15rem', display: { xs: 'none', sm: 'block' } },
} as const;

/** Left and right go round, as the tab pattern wants it; Enter opens. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = tabs.map((tab) => tab.id).indexOf(document.activeElement?.id ?? '');
  tabs[(at + step + tabs.length) % tabs.length]?.focus();
}

/** The three tabs; the one that is open is in the address. */
export function BackupTabs({ tab, children }: { tab: BackupTab; children: ReactNode }) {
  return (
    <>
      <PageTitle title="Backups" />
      <Box role="tablist" aria-label="Backups" onKeyDown={moveFocus} sx={listStyle}>
        {TABS.map((item) => (
          <Link
            key={item.value}
            role="tab"
            id={`tab-${item.value}`}
            href={`/backups?tab=${item.value}`}
            aria-selected={item.value === tab}
            aria-controls={item.value === tab ? 'tab-panel' : undefined}
            tabIndex={item.value === tab ? 0 : -1}
          >
            {item.icon}
            {item.label}
          </Link>
        ))}
      </Box>
      <Box role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        {children}
      </Box>
    </>
  );
}
