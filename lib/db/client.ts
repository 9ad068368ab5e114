import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { config } from '@/lib/core/config';
import type { DatabaseTarget } from '@/lib/core/config-database';
import { singleton } from '@/lib/core/singleton';
import { type Prisma, PrismaClient } from '@/lib/db/generated/client';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

const CONNECT_TIMEOUT_MS = 3_000;
// A caller waits this long before it is told that the database is away.
const ACQUIRE_TIMEOUT_MS = 4_000;

/** Settings of the MariaDB driver for one target; times are stored and read as UTC. */
export function driverOptions(target: DatabaseTarget, connectionLimit: number) {
  const { host, port, user, password, database, socketPath } = target;
  return {
    ...(socketPath ? { socketPath } : { host, port }),
    user,
    password,
    database,
    connectionLimit,
    // Connections are opened when they are needed: most commands and jobs use one.
    minimumIdle: 1,
    connectTimeout: CONNECT_TIMEOUT_MS,
    acquireTimeout: ACQUIRE_TIMEOUT_MS,
    timezone: 'Z',
    charset: 'utf8mb4',
  };
}

export const createClient = (target: DatabaseTarget, connectionLimit = 8): Db =>
  new PrismaClient({
    adapter: new PrismaMariaDb(driverOptions(target, connectionLimit)),
    transactionOptions: { maxWait: 5_000, timeout: 5_000 },
  });

interface Holder {
  client: Db | null;
}
const holder = (): Holder => singleton('db', () => ({ client: null }));

/** The client of this process, connected on first use. */
export function db(): Db {
  const me = holder();
  me.client ??= createClient(config().database);
  return me.client;
}

/** Gives the connections back, if there are any: before a process of a moment ends. */
export const disconnect = async (): Promise<void> => holder().client?.$disconnect();
