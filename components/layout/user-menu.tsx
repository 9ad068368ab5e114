'use client';

import AccountCircleRounded from '@mui/icons-material/AccountCircleRounded';
import IconButton from '@mui/material/IconButton';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useHydrated } from '@/components/ui/now';
import type { Me } from '@/lib/features/system/schema';

const OpenMenu = dynamic(() => import('./open-user-menu').then((m) => m.OpenUserMenu), { ssr: false });

/** The menu itself is fetched when it is opened for the first time. */
export function UserMenu({ me }: { me: Me }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const ready = useHydrated();
  return (
    <>
      <IconButton
        size="small"
        disabled={!ready}
        aria-label={`Account of ${me.name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        data-testid="user-menu"
      >
        <AccountCircleRounded />
      </IconButton>
      {anchor ? <OpenMenu me={me} anchor={anchor} onClose={() => setAnchor(null)} /> : null}
    </>
  );
}
