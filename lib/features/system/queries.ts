import { config } from '@/lib/core/config';
import { toAppError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';
import { db as client, type Db, type Tx } from '@/lib/db/client';
import { borg } from '@/lib/engines/borg';
import { findExecutable } from '@/lib/engines/process/find';
import { sandboxAvailable } from '@/lib/engines/process/sandbox';

const NOTICES_MS = 60_000;

export async function databaseAnswers(db: Db = client()): Promise<boolean> {
  try {
    await db.$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}

export interface Finding {
  name: string;
  ok: boolean;
  /** what is wrong and the mend, or what was found */
  detail: string;
}

async function borgFinding(): Promise<Finding> {
  try {
    const tool = await borg.probe(config().env.BORG_BINARY);
    return { name: 'borg', ok: true, detail: `borg ${tool.text} at ${tool.binary}` };
  } catch (error) {
    return {
      name: 'borg',
      ok: false,
      detail: `${toAppError(error).detail} Mend: apt-get install borgbackup`,
    };
  }
}

function toolFinding(name: string, binary: string, install: string): Finding {
  const found = findExecutable(binary);
  const detail = found ?? `${binary} is missing. Mend: apt-get install ${install}`;
  return { name, ok: found !== null, detail };
}

async function databaseFinding(): Promise<Finding> {
  const { socketPath, host, port } = config().database;
  const where = socketPath ?? `${host}:${port}`;
  const ok = await databaseAnswers();
  return {
    name: 'database',
    ok,
    detail: ok ? `answers at ${where}` : `does not answer at ${where}. Mend: npm run up`,
  };
}

/** What is there, what is missing and the mend. */
export const findings = async (): Promise<Finding[]> => [
  await databaseFinding(),
  await borgFinding(),
  toolFinding('restic', config().env.RESTIC_BINARY, 'restic'),
  toolFinding('sandbox', 'bwrap', 'bubblewrap'),
  toolFinding('fuse', 'fusermount3', 'fuse3'),
  toolFinding('ssh', 'ssh', 'openssh-client'),
  toolFinding('zstd', 'zstd', 'zstd'),
];

async function readNotices(): Promise<string[]> {
  const sandbox = sandboxAvailable()
    ? []
    : ['bubblewrap is missing: archives made elsewhere cannot be restored.'];
  try {
    const tool = await borg.probe(config().env.BORG_BINARY);
    // Nothing here renames archives, so that notice would only alarm.
    const shown = borg.notices(tool).filter(({ code }) => code !== 'UNAUTHENTICATED_RENAME');
    return [...shown.map((notice) => notice.message), ...sandbox];
  } catch (error) {
    return [toAppError(error).detail, ...sandbox];
  }
}

/** Sentences every page shows an administrator; looked up once a minute. */
export async function notices(): Promise<string[]> {
  const memory = singleton('notices', () => ({ at: 0, list: [] as string[] }));
  if (Date.now() - memory.at > NOTICES_MS) {
    memory.list = await readNotices();
    memory.at = Date.now();
  }
  return memory.list;
}

/** Is there anything the first start still has to make? */
export async function needsBootstrap(db: Tx): Promise<boolean> {
  const plan = await db.backupSettings.findUnique({ where: { id: 1 }, select: { repositoryId: true } });
  const { HOLDFAST_ADMIN_EMAIL, HOLDFAST_ADMIN_PASSWORD } = config().env;
  const wantsAdmin = Boolean(HOLDFAST_ADMIN_EMAIL && HOLDFAST_ADMIN_PASSWORD);
  return !plan?.repositoryId || (wantsAdmin && (await db.user.count()) === 0);
}
