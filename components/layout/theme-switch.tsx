'use client';

import BrightnessAutoRounded from '@mui/icons-material/BrightnessAutoRounded';
import DarkModeRounded from '@mui/icons-material/DarkModeRounded';
import LightModeRounded from '@mui/icons-material/LightModeRounded';
import IconButton from '@mui/material/IconButton';
import { useColorScheme } from '@mui/material/styles';
import { useHydrated } from '@/components/ui/now';

const NEXT = { light: 'dark', dark: 'system', system: 'light' } as const;
const ICONS = {
  light: <LightModeRounded />,
  dark: <DarkModeRounded />,
  system: <BrightnessAutoRounded />,
};

/** Light, dark, as the system: one button that goes round. */
export function ThemeSwitch() {
  const { mode, setMode } = useColorScheme();
  const current = (useHydrated() ? mode : undefined) ?? 'system';
  const label = `Theme: ${current}. Switch to ${NEXT[current]}`;
  return (
    <IconButton onClick={() => setMode(NEXT[current])} aria-label={label} title={label} size="small">
      {ICONS[current]}
    </IconButton>
  );
}
