import type { Metadata } from 'next';
import { AuthFrame } from '@/components/auth/auth-frame';
import { SignInForm } from '@/components/auth/sign-in-form';
import { safeTarget } from '@/components/auth/sign-in-words';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInProps {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInProps) {
  const { callbackUrl } = await searchParams;
  return (
    <AuthFrame title="Sign in" hint="To see and run the backups of this server.">
      <SignInForm target={safeTarget(callbackUrl)} />
    </AuthFrame>
  );
}
