'use client';

import MuiLink from '@mui/material/Link';
import type { MouseEvent, ReactNode } from 'react';

interface FolderLinkProps {
  href: string;
  onOpen: () => void;
  testId?: string;
  children: ReactNode;
}

const opensElsewhere = (event: MouseEvent): boolean =>
  event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

/** A real link, for new tabs and copying; a plain click opens the folder in place. */
export function FolderLink({ href, onOpen, testId, children }: FolderLinkProps) {
  const click = (event: MouseEvent) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <MuiLink component="a" href={href} onClick={click} data-testid={testId}>
      {children}
    </MuiLink>
  );
}
