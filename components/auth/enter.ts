/** Signs in with next-auth, which is fetched when it is needed. Answers null, or the code of the refusal. */
export async function enter(email: string, password: string): Promise<string | null> {
  try {
    const { signIn } = await import('next-auth/react');
    const result = await signIn('credentials', { email, password, redirect: false });
    if (result?.ok && !result.error) return null;
    return result?.error ?? 'unreachable';
  } catch {
    return 'unreachable';
  }
}
