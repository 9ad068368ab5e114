/** What a browser keeps of an origin: cookies by name. Enough to sign in as the pages do. */
export interface Visitor {
  cookies: Map<string, string>;
  /** Set-Cookie lines of the last answer */
  lastSetCookies: string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** next-auth's own way in: CSRF token, then the credentials */
  signIn(email: string, password: string, headers?: Record<string, string>): Promise<SignInAnswer>;
  signOut(): Promise<Response>;
  cookieHeader(): string;
}

export interface SignInAnswer {
  status: number;
  headers: Headers;
  /** next-auth's error, null when signed in */
  error: string | null;
}

function keep(cookies: Map<string, string>, lines: string[]): void {
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const gone = value === '' || attributes.some((a) => /^max-age=0$/i.test(a));
    if (gone) cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** A visitor of a server, with cookies of its own. */
export function visit(url: string): Visitor {
  const cookies = new Map<string, string>();
  const cookieHeader = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const me: Visitor = {
    cookies,
    lastSetCookies: [],
    cookieHeader,
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      if (cookies.size > 0) headers.set('cookie', cookieHeader());
      const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
      me.lastSetCookies = response.headers.getSetCookie();
      keep(cookies, me.lastSetCookies);
      return response;
    },
    async signIn(email, password, headers = {}) {
      const { csrfToken } = (await (await me.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
      const response = await me.fetch('/api/auth/callback/credentials', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ email, password, csrfToken, callbackUrl: url, json: 'true' }),
      });
      const answer = (await response.json()) as { url?: string };
      const error = new URL(answer.url ?? url, url).searchParams.get('error');
      return { status: response.status, headers: response.headers, error };
    },
    async signOut() {
      const { csrfToken } = (await (await me.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
      return me.fetch('/api/auth/signout', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ csrfToken, callbackUrl: url, json: 'true' }),
      });
    },
  };
  return me;
}
