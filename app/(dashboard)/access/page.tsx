import type { Metadata } from 'next';
import { AccessPage } from '@/components/access/access-page';
import { listTokens } from '@/lib/features/tokens/operations';
import { listUsers } from '@/lib/features/users/operations';
import { load } from '@/lib/transport/load';

export const metadata: Metadata = { title: 'Users & tokens' };

export default async function AccessRoute() {
  const [{ users }, { tokens }] = await Promise.all([load(listUsers, {}), load(listTokens, {})]);
  return <AccessPage users={users} tokens={tokens} />;
}
