import path from 'node:path';
import { z } from 'zod';
import { type DatabaseTarget, embeddedDatabase, parseDatabaseUrl } from '@/lib/core/config-database';
import { findSecretFile, readSecretFile, SECRET_FILES } from '@/lib/core/config-secrets';
import { AppError } from '@/lib/core/errors';
import { rememberSecret } from '@/lib/core/redact';
import { singleton } from '@/lib/core/singleton';

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((v) => ['true', '1', 'yes'].includes(v));
const blankIsUnset = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (v === '' ? undefined : v), schema);
const text = blankIsUnset(z.string().optional());
const key = z
  .string()
  .refine(
    (v) => Buffer.from(v, 'base64').length === 32,
    'must be 32 bytes in base64 (openssl rand -base64 32)',
  );

/** Every variable the application knows, with its default. Unknown HOLDFAST_ variables are refused: they are typos. */
export const environmentSchema = z.object({
  NODE_ENV: text,
  PORT: blankIsUnset(z.coerce.number().int().min(1).max(65535).default(3000)),
  HOST: blankIsUnset(z.string().default('127.0.0.1')),
  HOLDFAST_DATA_DIR: blankIsUnset(z.string().default('./data')),
  DATABASE_URL: text,
  NEXTAUTH_URL: blankIsUnset(z.url({ protocol: /^https?$/ }).optional()),
  NEXTAUTH_SECRET: blankIsUnset(z.string().min(16, 'must have at least 16 characters').optional()),
  HOLDFAST_ENCRYPTION_KEY: blankIsUnset(key.optional()),
  HOLDFAST_ADMIN_EMAIL: blankIsUnset(z.email().optional()),
  HOLDFAST_ADMIN_PASSWORD: text,
  HOLDFAST_ROLE: blankIsUnset(z.enum(['all', 'web', 'worker']).default('all')),
  HOLDFAST_DATABASE_SOCKET: text,
  HOLDFAST_HOME: blankIsUnset(z.string().default(() => process.cwd())),
  BACKUP_ROOT: text,
  BORG_REPO: text,
  BORG_PASSPHRASE: text,
  BORG_BINARY: blankIsUnset(z.string().default('borg')),
  RESTIC_BINARY: blankIsUnset(z.string().default('restic')),
  RESTIC_CACHE_DIR: text,
  TRUSTED_PROXIES: text,
  EMAIL_NOTIFICATIONS_ENABLED: blankIsUnset(flag.default(false)),
  ADMIN_EMAIL: blankIsUnset(z.email().optional()),
  SMTP_URL: text,
  SMTP_FROM: text,
  CLOUD_BACKUP_ENABLED: blankIsUnset(flag.default(false)),
  CLOUD_BACKUP_PROVIDER: blankIsUnset(z.enum(['s3', 'backblaze', 'wasabi', 'minio']).optional()),
  CLOUD_BACKUP_BUCKET: text,
  CLOUD_BACKUP_REGION: text,
  CLOUD_BACKUP_ACCESS_KEY: text,
  CLOUD_BACKUP_SECRET_KEY: text,
  CLOUD_BACKUP_ENDPOINT: text,
  DOCKER_HOST: text,
  PATH: blankIsUnset(z.string().default('/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')),
  HOME: blankIsUnset(z.string().default('/root')),
});

export interface Config {
  env: z.output<typeof environmentSchema>;
  dataDir: string;
  paths: Record<
    'run' | 'logs' | 'spool' | 'tmp' | 'borgHome' | 'restores' | 'backups' | 'databaseLease',
    string
  >;
  database: DatabaseTarget;
  /** the URL a browser uses, without a slash at the end */
  baseUrl: string;
  secureCookies: boolean;
  trustedProxies: string[];
  /** null when the key file is gone: then the installation is read-only until it is back */
  encryptionKey: Buffer | null;
  nextAuthSecret: string;
  /** stable for this installation: borg heals stale locks of its own host id alone */
  hostId: string;
  defaultBorg: { location: string; passphrase: string };
}

const badVariables = (issues: { path: PropertyKey[]; message: string }[]): AppError =>
  new AppError(
    'VALIDATION',
    `Bad environment: ${issues.map((i) => `${String(i.path[0])}: ${i.message}`).join('; ')}`,
    { errors: issues.map((i) => ({ path: String(i.path[0]), message: i.message })) },
  );

function parseEnvironment(environment: Record<string, string | undefined>): Config['env'] {
  const known = new Set(Object.keys(environmentSchema.shape));
  const typos = Object.keys(environment).filter((name) => name.startsWith('HOLDFAST_') && !known.has(name));
  if (typos.length > 0)
    throw badVariables(typos.map((name) => ({ path: [name], message: 'is not a variable Holdfast knows' })));
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw badVariables(parsed.error.issues);
  return parsed.data;
}

const folders = (dataDir: string, env: Config['env']): Config['paths'] => ({
  run: path.join(dataDir, 'run'),
  logs: path.join(dataDir, 'logs'),
  spool: path.join(dataDir, 'spool'),
  tmp: path.join(dataDir, 'tmp'),
  borgHome: path.join(dataDir, 'cache', 'borg'),
  restores: path.join(dataDir, 'restores'),
  backups: env.BACKUP_ROOT ?? path.join(dataDir, 'backups'),
  databaseLease: path.join(dataDir, 'run', 'database.lease'),
});

function readKey(dataDir: string, given: string | undefined): Buffer | null {
  const text = given ?? findSecretFile(dataDir, SECRET_FILES.encryptionKey);
  const key = text === null ? null : Buffer.from(text, 'base64');
  return key?.length === 32 ? key : null;
}

/** Parses the environment and the secret files of the data folder. Throws VALIDATION naming every bad variable. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const env = parseEnvironment(environment);
  const dataDir = path.resolve(env.HOLDFAST_DATA_DIR);
  const secret = (name: keyof typeof SECRET_FILES) => readSecretFile(dataDir, SECRET_FILES[name]);
  const baseUrl = (env.NEXTAUTH_URL ?? `http://${env.HOST}:${env.PORT}`).replace(/\/+$/, '');
  const database = env.DATABASE_URL
    ? parseDatabaseUrl(env.DATABASE_URL)
    : embeddedDatabase(dataDir, env.HOLDFAST_DATABASE_SOCKET, secret('databasePassword'));
  const config: Config = {
    env,
    dataDir,
    paths: folders(dataDir, env),
    database,
    baseUrl,
    secureCookies: baseUrl.startsWith('https:'),
    trustedProxies: (env.TRUSTED_PROXIES ?? '')
      .split(',')
      .map((s) => s.trim())
      .filter(Boolean),
    encryptionKey: readKey(dataDir, env.HOLDFAST_ENCRYPTION_KEY),
    nextAuthSecret: env.NEXTAUTH_SECRET ?? secret('nextAuthSecret'),
    hostId: secret('hostId'),
    defaultBorg: {
      location: env.BORG_REPO ?? path.join(dataDir, 'borg'),
      passphrase: env.BORG_PASSPHRASE ?? secret('borgPassphrase'),
    },
  };
  rememberAll(config);
  return config;
}

function rememberAll(config: Config): void {
  const { env, database } = config;
  const values = [
    config.encryptionKey?.toString('base64'),
    config.nextAuthSecret,
    config.defaultBorg.passphrase,
    database.password,
    env.HOLDFAST_ADMIN_PASSWORD,
    env.CLOUD_BACKUP_SECRET_KEY,
  ];
  for (const value of values) if (value) rememberSecret(value);
}

/** The configuration of this process, read once. */
export const config = (): Config => singleton('config', () => loadConfig(process.env));

/** The key of stored secrets. Throws KEY_MISMATCH when it is gone. */
export function encryptionKey(): Buffer {
  const key = config().encryptionKey;
  if (key) return key;
  throw new AppError(
    'KEY_MISMATCH',
    "The encryption key is missing. Put encryption.key back into the data folder's secrets, or set HOLDFAST_ENCRYPTION_KEY, and start again.",
  );
}

/** The variables a job process of ours starts with: the known ones of this process, nothing else. */
export function environmentForJobs(): Record<string, string> {
  const known = Object.keys(environmentSchema.shape).flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(known), HOLDFAST_DATA_DIR: config().dataDir };
}

/** Gives next-auth the two variables it reads by itself. */
export function exportNextAuthEnvironment(): void {
  process.env.NEXTAUTH_URL = config().baseUrl;
  process.env.NEXTAUTH_SECRET = config().nextAuthSecret;
}
