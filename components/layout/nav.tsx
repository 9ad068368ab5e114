'use client';

import Box from '@mui/material/Box';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Role } from '@/lib/core/roles';
import { Logo } from './logo';
import { isCurrent, itemsFor, type NavItem } from './nav-items';
import { navStyle } from './nav-style';

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  const Icon = item.icon;
  return (
    <li>
      <Link href={item.href} aria-current={current ? 'page' : undefined}>
        <Icon aria-hidden />
        <span className={item.short ? 'long' : undefined}>{item.label}</span>
        {item.short ? <span className="short">{item.short}</span> : null}
      </Link>
    </li>
  );
}

/** A rail at the left; on a phone the same list is a bar at the bottom. */
export function Nav({ role }: { role: Role }) {
  const path = usePathname();
  return (
    <Box component="nav" aria-label="Main" sx={navStyle}>
      <Link href="/" className="logo" aria-label="Holdfast, overview">
        <Logo size={30} />
      </Link>
      <ul>
        {itemsFor(role).map((item) => (
          <NavLink key={item.href} item={item} current={isCurrent(item.href, path)} />
        ))}
      </ul>
    </Box>
  );
}
