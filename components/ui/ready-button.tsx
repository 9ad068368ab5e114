'use client';

import Button, { type ButtonProps } from '@mui/material/Button';
import { useHydrated } from './now';

/**
 * A button that can be pressed only once its script is there: before that a click would be lost, or a form
 * would be sent by the browser itself. It looks the same meanwhile.
 */
export function ReadyButton({ disabled = false, ...button }: ButtonProps) {
  const ready = useHydrated();
  return (
    <Button {...button} disabled={disabled || !ready} data-waiting={!ready && !disabled ? '' : undefined} />
  );
}
