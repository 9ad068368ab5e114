'use client';

import Typography from '@mui/material/Typography';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Mono } from '@/components/ui/mono';
import { Panel } from '@/components/ui/panel';
import { Ago, Moment } from '@/components/ui/time';
import type { User } from '@/lib/features/users/schema';
import { ROLE_WORDS } from './role-words';

const COLUMNS: Column<User>[] = [
  { id: 'name', label: 'Name', phone: 'heading', render: (user) => <strong>{user.name}</strong> },
  { id: 'email', label: 'E-mail', render: (user) => user.email },
  {
    id: 'role',
    label: 'Role',
    render: (user) => <span title={ROLE_WORDS[user.role].may}>{ROLE_WORDS[user.role].label}</span>,
  },
  {
    id: 'login',
    label: 'Last sign-in',
    render: (user) => (user.last_login_at ? <Ago value={user.last_login_at} /> : 'Never'),
  },
  { id: 'created', label: 'Since', render: (user) => <Moment value={user.created_at} /> },
];

/** Who may sign in. Users are added on the command line in this version. */
export function UsersPanel({ users }: { users: User[] }) {
  return (
    <Panel title="Users" hint="Who may sign in, and as what" flush>
      <DataTable label="Users" columns={COLUMNS} rows={users} rowKey={(user) => user.id} testId="user-row" />
      <Typography
        variant="body2"
        color="textSecondary"
        sx={{ px: 2.5, py: 1.5, borderTop: '1px solid var(--hf-line-soft)' }}
      >
        Add a user on the server with <Mono>npx holdfast user create</Mono>.
      </Typography>
    </Panel>
  );
}
