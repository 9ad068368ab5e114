import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@/lib/core/errors';

/** How to reach the database: over TCP, or over a Unix socket when `socketPath` is set. */
export interface DatabaseTarget {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  socketPath?: string;
  embedded: boolean;
}

const bad = (message: string): AppError =>
  new AppError('VALIDATION', `Bad environment: DATABASE_URL: ${message}`, {
    errors: [{ path: 'DATABASE_URL', message }],
  });

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw bad('holds a broken percent sign; write % as %25');
  }
}

/** `mysql://user:password@host:3306/name`, with `?socket=/path` for a Unix socket. */
export function parseDatabaseUrl(text: string): DatabaseTarget {
  if (!URL.canParse(text)) throw bad('is not a URL; use mysql://user:password@host:3306/name');
  const url = new URL(text);
  if (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:') throw bad('must begin with mysql://');
  const database = decoded(url.pathname.slice(1));
  if (!/^[A-Za-z0-9_$-]{1,64}$/.test(database))
    throw bad('must end with the name of the database: …/holdfast');
  const socketPath = url.searchParams.get('socket') ?? undefined;
  return {
    // The driver wants an IPv6 address without its brackets.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1') || '127.0.0.1',
    port: url.port ? Number(url.port) : 3306,
    user: decoded(url.username),
    password: decoded(url.password),
    database,
    ...(socketPath ? { socketPath } : {}),
    embedded: false,
  };
}

/** The private server under the data folder; scripts/lib/database.sh writes down where its socket is. */
export function embeddedDatabase(
  dataDir: string,
  socket: string | undefined,
  password: string,
): DatabaseTarget {
  const file = path.join(dataDir, 'run', 'database.socket-path');
  let socketPath = socket;
  try {
    socketPath ??= readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new AppError('NOT_CONFIGURED', 'The embedded database is not started. Start with: npm run up', {
      cause,
    });
  }
  return {
    host: 'localhost',
    port: 0,
    user: 'holdfast',
    password,
    database: 'holdfast',
    socketPath,
    embedded: true,
  };
}
