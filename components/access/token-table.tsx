'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Mono } from '@/components/ui/mono';
import { useNow } from '@/components/ui/now';
import { Ago, Moment } from '@/components/ui/time';
import type { Token } from '@/lib/features/tokens/schema';
import { ROLE_WORDS } from './role-words';

interface TokenTableProps {
  tokens: Token[];
  pending: boolean;
  onRevoke: (id: string) => void;
}

/** Revoked, expired, or until when it works. */
function Validity({ token }: { token: Token }) {
  const now = useNow();
  if (token.revoked_at) {
    return (
      <>
        Revoked <Ago value={token.revoked_at} />
      </>
    );
  }
  if (!token.expires_at) return 'Works until revoked';
  const past = new Date(token.expires_at).getTime() < now;
  return (
    <>
      {past ? 'Expired ' : 'Until '}
      <Moment value={token.expires_at} />
    </>
  );
}

const columns = ({ pending, onRevoke }: TokenTableProps): Column<Token>[] => [
  { id: 'name', label: 'Name', phone: 'heading', render: (token) => <strong>{token.name}</strong> },
  { id: 'prefix', label: 'Begins with', render: (token) => <Mono>{token.prefix}…</Mono> },
  { id: 'role', label: 'Role', render: (token) => ROLE_WORDS[token.role].label },
  { id: 'validity', label: 'Validity', render: (token) => <Validity token={token} /> },
  {
    id: 'used',
    label: 'Last use',
    render: (token) => (token.last_used_at ? <Ago value={token.last_used_at} /> : 'Never'),
  },
  { id: 'by', label: 'Made by', phone: 'hidden', render: (token) => token.created_by },
  {
    id: 'actions',
    label: 'Actions',
    quietLabel: true,
    align: 'right',
    phone: 'bare',
    render: (token) =>
      token.revoked_at ? null : (
        <ConfirmButton
          size="small"
          color="error"
          armedLabel="Click again to revoke"
          disabled={pending}
          onConfirm={() => onRevoke(token.id)}
          data-testid="token-revoke"
        >
          Revoke
        </ConfirmButton>
      ),
  },
];

export function TokenTable(props: TokenTableProps) {
  return (
    <DataTable
      label="API tokens"
      columns={columns(props)}
      rows={props.tokens}
      rowKey={(token) => token.id}
      testId="token-row"
    />
  );
}
