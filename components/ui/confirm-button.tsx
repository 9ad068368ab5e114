'use client';

import type { ButtonProps } from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { ReadyButton } from './ready-button';

interface ConfirmButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** what the button says once it is armed */
  armedLabel: string;
  onConfirm: () => void;
}

const DISARM_MS = 5000;

/** Acts on the second click only; disarms itself after five seconds. */
export function ConfirmButton({ armedLabel, onConfirm, children, ...button }: ConfirmButtonProps) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(false), DISARM_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  const click = () => {
    if (armed) onConfirm();
    setArmed(!armed);
  };
  return (
    <ReadyButton
      {...button}
      variant={armed ? 'contained' : 'outlined'}
      onClick={click}
      onBlur={() => setArmed(false)}
      aria-live="polite"
    >
      {armed ? armedLabel : children}
    </ReadyButton>
  );
}
