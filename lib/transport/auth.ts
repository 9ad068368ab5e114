import type { NextRequest } from 'next/server';
import NextAuth, { type NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { config } from '@/lib/core/config';
import { AppError, toAppError } from '@/lib/core/errors';
import { signIn, signOut } from '@/lib/features/users/operations';
import { ABSOLUTE_MS, tooManyAttempts } from '@/lib/features/users/rules';
import { execute } from '@/lib/operation/execute';
import { PEER_HEADER } from '@/lib/transport/headers';

const header = (headers: Record<string, unknown> | undefined, name: string): string | null => {
  const value = headers?.[name];
  return typeof value === 'string' ? value : null;
};

async function authorize(credentials: unknown, headers: Record<string, unknown> | undefined) {
  const { email, password } = (credentials ?? {}) as Record<string, unknown>;
  const call = { actor: null, door: 'page' as const, address: header(headers, PEER_HEADER) };
  const userAgent = header(headers, 'user-agent')?.slice(0, 255) ?? null;
  try {
    const { user, session_id } = await execute(signIn, call, { email, password, user_agent: userAgent });
    return { id: user.id, email: user.email, name: user.name, sid: session_id };
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'UNAUTHENTICATED' || code === 'VALIDATION') return null;
    throw new AppError(code, code);
  }
}

export const sessionCookieName = (): string =>
  config().secureCookies ? '__Host-holdfast.session' : 'holdfast.session';

/** next-auth with a JWT cookie that names a session row: the row decides, so a session can be ended at once. */
export function authOptions(): NextAuthOptions {
  const { nextAuthSecret, secureCookies } = config();
  return {
    secret: nextAuthSecret,
    session: { strategy: 'jwt', maxAge: ABSOLUTE_MS / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: secureCookies,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) => authorize(credentials, request.headers),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sid' in user ? { ...token, sid: user.sid } : token),
      session: ({ session }) => session,
    },
    events: {
      async signOut({ token }) {
        const call = { actor: null, door: 'page' as const, address: null };
        if (typeof token?.sid === 'string') await execute(signOut, call, { session_id: token.sid });
      },
    },
  };
}

/** next-auth's handler. It tells every refusal as 401; the one that asks to wait says so by its status as well. */
export async function authRoute(request: NextRequest, context: unknown): Promise<Response> {
  const response: Response = await NextAuth(authOptions())(request, context);
  const { code, status, retryAfter } = tooManyAttempts();
  if (response.status !== 401 || !(await response.clone().text()).includes(`error=${code}`)) return response;
  const headers = new Headers(response.headers);
  headers.set('Retry-After', String(retryAfter));
  return new Response(response.body, { status, headers });
}
