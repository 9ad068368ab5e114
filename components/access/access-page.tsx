import Stack from '@mui/material/Stack';
import { PageTitle } from '@/components/ui/page-title';
import type { Token } from '@/lib/features/tokens/schema';
import type { User } from '@/lib/features/users/schema';
import { TokensPanel } from './tokens-panel';
import { UsersPanel } from './users-panel';

export function AccessPage({ users, tokens }: { users: User[]; tokens: Token[] }) {
  return (
    <>
      <PageTitle title="Users & tokens" />
      <Stack sx={{ gap: 2.5 }}>
        <UsersPanel users={users} />
        <TokensPanel tokens={tokens} />
      </Stack>
    </>
  );
}
