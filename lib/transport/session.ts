import { getToken } from 'next-auth/jwt';
import { config } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/db/client';
import { databaseUnavailable, isDatabaseAway } from '@/lib/db/failures';
import { tokenActor } from '@/lib/features/tokens/queries';
import { sessionActor } from '@/lib/features/users/queries';
import type { Actor, Call, Door } from '@/lib/operation/actor';
import { sessionCookieName } from '@/lib/transport/auth';
import { PEER_HEADER } from '@/lib/transport/headers';

interface Incoming {
  headers: Headers;
  cookies: { get(name: string): { value: string } | undefined };
}

async function cookieActor({ cookies }: Incoming): Promise<Actor | null> {
  const name = sessionCookieName();
  const value = cookies.get(name)?.value;
  if (!value) return null;
  const req = { cookies: { [name]: value }, headers: {} } as unknown as Parameters<typeof getToken>[0]['req'];
  const token = await getToken({ req, cookieName: name, secret: config().nextAuthSecret });
  return typeof token?.sid === 'string' ? sessionActor(db(), token.sid, new Date()) : null;
}

/** Who calls: the bearer token when there is one, else the session cookie; null when neither is valid. */
export async function incomingCall(incoming: Incoming, door: Door): Promise<Call> {
  const address = incoming.headers.get(PEER_HEADER);
  const bearer = /^Bearer (.+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1];
  try {
    const actor = bearer ? await tokenActor(db(), bearer.trim(), new Date()) : await cookieActor(incoming);
    return { actor, door, address };
  } catch (error) {
    throw isDatabaseAway(error) ? databaseUnavailable(error) : error;
  }
}

/** A call that anybody may make: who it is is not looked up, so that it answers while the database is away. */
export const publicCall = (headers: Headers, door: Door): Call => ({
  actor: null,
  door,
  address: headers.get(PEER_HEADER),
});

/** A browser sends its cookie with other sites' requests too: writes must come from our own pages. Throws CROSS_SITE. */
export function checkOrigin(headers: Headers): void {
  if (headers.get('authorization')) return;
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const own = [headers.get('host'), new URL(config().baseUrl).host];
  const foreignOrigin = origin !== null && (!URL.canParse(origin) || !own.includes(new URL(origin).host));
  const foreignSite = site !== null && site !== 'same-origin' && site !== 'none';
  if (foreignOrigin || foreignSite)
    throw new AppError(
      'CROSS_SITE',
      'State is changed only by requests from our own pages or with an API token.',
    );
}
