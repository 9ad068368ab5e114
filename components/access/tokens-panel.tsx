'use client';

import AddRounded from '@mui/icons-material/AddRounded';
import KeyRounded from '@mui/icons-material/KeyRounded';
import Box from '@mui/material/Box';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '@/components/data/use-action';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { ReadyButton } from '@/components/ui/ready-button';
import { revokeToken } from '@/lib/actions/tokens';
import type { Token } from '@/lib/features/tokens/schema';
import { TokenTable } from './token-table';

const TokenDialog = dynamic(() => import('./token-dialog').then((m) => m.TokenDialog));

function NoTokens() {
  return (
    <EmptyState icon={<KeyRounded />} title="There are no tokens">
      Scripts and monitoring call the API with a token instead of a password. Create one for each of them.
    </EmptyState>
  );
}

/** Tokens for the API: made, shown once, ended at once. */
export function TokensPanel({ tokens }: { tokens: Token[] }) {
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const revoke = useAction(revokeToken);
  const end = async (id: string) => {
    if (await revoke.run({ id })) router.refresh();
  };
  const close = () => {
    setCreating(false);
    router.refresh();
  };
  return (
    <Panel
      flush
      title="API tokens"
      hint="For scripts and monitoring; each with its own role"
      actions={
        <ReadyButton
          variant="contained"
          startIcon={<AddRounded />}
          onClick={() => setCreating(true)}
          data-testid="token-create"
        >
          Create token
        </ReadyButton>
      }
    >
      {revoke.problem ? (
        <Box sx={{ px: 2.5, pb: 2 }}>
          <ProblemAlert problem={revoke.problem} onClose={revoke.reset} />
        </Box>
      ) : null}
      {tokens.length > 0 ? (
        <TokenTable tokens={tokens} pending={revoke.pending} onRevoke={end} />
      ) : (
        <NoTokens />
      )}
      {creating ? <TokenDialog onClose={close} /> : null}
    </Panel>
  );
}
