import type { Metadata } from 'next';
import { SetupScreen } from '@/components/auth/setup-screen';
import { tokenFrom } from '@/components/auth/sign-in-words';
import { setupState } from '@/lib/features/users/operations';
import { load } from '@/lib/transport/load';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

interface SetupProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function SetupPage({ searchParams }: SetupProps) {
  const token = tokenFrom((await searchParams).token);
  const { open } = await load(setupState, { token });
  return <SetupScreen token={token} open={open} />;
}
