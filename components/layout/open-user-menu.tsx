'use client';

import LogoutRounded from '@mui/icons-material/LogoutRounded';
import Box from '@mui/material/Box';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { ROLE_WORDS } from '@/components/access/role-words';
import type { Me } from '@/lib/features/system/schema';

/** next-auth is fetched when it is needed, not on every page. */
async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ callbackUrl: '/sign-in' });
}

interface OpenUserMenuProps {
  me: Me;
  anchor: HTMLElement;
  onClose: () => void;
}

export function OpenUserMenu({ me, anchor, onClose }: OpenUserMenuProps) {
  return (
    <Menu anchorEl={anchor} open onClose={onClose}>
      <Box component="li" role="presentation" sx={{ px: 2, py: 1, maxWidth: 280, overflowWrap: 'anywhere' }}>
        <Typography sx={{ fontWeight: 640 }}>{me.name}</Typography>
        {me.email === me.name ? null : (
          <Typography variant="body2" color="textSecondary">
            {me.email}
          </Typography>
        )}
        <Typography variant="body2" color="textSecondary">
          {ROLE_WORDS[me.role].label}
        </Typography>
      </Box>
      <MenuItem onClick={leave} sx={{ gap: 1.25 }}>
        <LogoutRounded fontSize="small" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
