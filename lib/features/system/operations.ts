import { existsSync } from 'node:fs';
import { z } from 'zod';
import { config } from '@/lib/core/config';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { hashPassword } from '@/lib/core/password';
import { passwordSchema } from '@/lib/core/password-rules';
import type { Tx } from '@/lib/db/client';
import { repositoryForLocation } from '@/lib/features/repositories/queries';
import { DEFAULT_PLAN } from '@/lib/features/settings/queries';
import { databaseAnswers, findings, notices } from '@/lib/features/system/queries';
import { health, me, ready } from '@/lib/features/system/schema';
import { takeSetupToken } from '@/lib/features/users/queries';
import { dispatcherRuns } from '@/lib/jobs/dispatcher';
import { nextRun } from '@/lib/jobs/schedule';
import { defineOperation } from '@/lib/operation/define';
import { readOnlyReason, storeKeyId } from '@/lib/operation/key-check';
import about from '@/package.json';

/** What a new installation protects until somebody chooses: configuration and the users' folders. */
const FIRST_SOURCES = ['/etc', '/home'];
const FIRST_EXCLUDES = ['sh:**/.cache', 'sh:**/node_modules', 'sh:**/lost+found'];

export const currentUser = defineOperation({
  name: 'system.me',
  summary: 'Who is signed in, and what an administrator should know about this installation',
  role: 'moderator',
  effect: 'read',
  input: z.strictObject({}),
  output: me,
  async run({ db, actor }) {
    const row = actor.type === 'user' ? await db.user.findUnique({ where: { id: actor.id } }) : null;
    const role = actor.role ?? 'moderator';
    const reason = await readOnlyReason(db);
    const readOnly = reason === null ? [] : [reason];
    return {
      id: actor.id,
      name: row?.name ?? actor.name,
      email: row?.email ?? '',
      role,
      notices: [...readOnly, ...(await notices())],
    };
  },
});

export const getHealth = defineOperation({
  name: 'system.health',
  summary: 'Is the process alive?',
  role: 'public',
  effect: 'read',
  input: z.strictObject({}),
  output: health,
  run: async () => ({ status: 'ok' as const, version: about.version }),
});

export const getReady = defineOperation({
  name: 'system.ready',
  summary: 'Do the database and the worker answer?',
  role: 'public',
  effect: 'read',
  input: z.strictObject({}),
  output: ready,
  async run() {
    const database = await databaseAnswers();
    const worker = config().env.HOLDFAST_ROLE === 'web' || dispatcherRuns();
    return { status: database && worker ? ('ok' as const) : ('unavailable' as const), database, worker };
  },
});

export const doctor = defineOperation({
  name: 'system.doctor',
  summary: 'What is missing or wrong on this machine, and the mend',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: z.object({
    ok: z.boolean(),
    findings: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  }),
  async run() {
    const list = await findings();
    return { ok: list.every((finding) => finding.ok), findings: list };
  },
});

async function ensurePlan(db: Tx, now: Date): Promise<void> {
  const repository = await repositoryForLocation(db, config().defaultBorg.location, 'BORG_REPO');
  const bound = { repositoryId: repository.id, borgRepoPath: repository.location };
  const plan = await db.backupSettings.findUnique({ where: { id: DEFAULT_PLAN } });
  if (plan?.repositoryId) return;
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const first = {
    includePaths: FIRST_SOURCES.filter((folder) => existsSync(/*turbopackIgnore: true*/ folder)),
    excludePatterns: FIRST_EXCLUDES,
    timezone,
    nextRunAt: nextRun('0 2 * * *', timezone, now),
  };
  await db.backupSettings.upsert({
    where: { id: DEFAULT_PLAN },
    create: { id: DEFAULT_PLAN, ...first, ...bound },
    update: bound,
  });
}

async function ensureAdmin(db: Tx): Promise<void> {
  const { HOLDFAST_ADMIN_EMAIL: address, HOLDFAST_ADMIN_PASSWORD: password } = config().env;
  if (!address || !password || (await db.user.count()) > 0) return;
  const checked = passwordSchema.safeParse(password);
  if (!checked.success) {
    const message = checked.error.issues[0]?.message ?? 'is refused';
    throw new AppError('VALIDATION', `HOLDFAST_ADMIN_PASSWORD ${message}.`, {
      errors: [{ path: 'HOLDFAST_ADMIN_PASSWORD', message }],
    });
  }
  const email = address.toLowerCase();
  const passwordHash = await hashPassword(password);
  await db.user.create({ data: { id: newId(), email, name: email, role: 'super_admin', passwordHash } });
  await takeSetupToken(db);
}

export const bootstrap = defineOperation({
  name: 'system.bootstrap',
  summary:
    'Make what the first start needs: default repository and plan, and the first user of the environment',
  role: 'super_admin',
  effect: 'write',
  input: z.strictObject({}),
  output: z.object({}),
  audit: () => ({ target: 'installation' }),
  async run({ db, now }) {
    await storeKeyId(db);
    await ensurePlan(db, now);
    await ensureAdmin(db);
    return {};
  },
});
