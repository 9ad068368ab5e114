'use client';

import MuiLink from '@mui/material/Link';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { rowLink } from './data-table-style';

/** Link of a table row, clickable anywhere in the row. Not prefetched: a table may hold hundreds. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <MuiLink component={NextLink} href={href} prefetch={false} underline="none" sx={rowLink}>
      {children}
    </MuiLink>
  );
}
