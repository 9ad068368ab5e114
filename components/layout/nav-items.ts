import ApiRounded from '@mui/icons-material/ApiRounded';
import GroupRounded from '@mui/icons-material/GroupRounded';
import Inventory2Rounded from '@mui/icons-material/Inventory2Rounded';
import SpaceDashboardRounded from '@mui/icons-material/SpaceDashboardRounded';
import type { ElementType } from 'react';
import { includesRole, type Role } from '@/lib/core/roles';

export interface NavItem {
  href: string;
  label: string;
  /** for the bar of a phone */
  short?: string;
  icon: ElementType;
  role: Role;
}

const ITEMS: NavItem[] = [
  { href: '/', label: 'Overview', icon: SpaceDashboardRounded, role: 'super_admin' },
  { href: '/backups', label: 'Backups', icon: Inventory2Rounded, role: 'super_admin' },
  { href: '/access', label: 'Users & tokens', short: 'Access', icon: GroupRounded, role: 'super_admin' },
  { href: '/docs', label: 'API docs', icon: ApiRounded, role: 'moderator' },
];

/** Only what the role may open. */
export const itemsFor = (role: Role): NavItem[] => ITEMS.filter((item) => includesRole(role, item.role));

export const isCurrent = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
