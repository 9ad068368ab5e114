import { z } from 'zod';
import { config } from '@/lib/core/config';
import { AppError, notFound } from '@/lib/core/errors';
import { newId, randomToken, sha256 } from '@/lib/core/ids';
import { hashPassword, verifyPassword } from '@/lib/core/password';
import type { Role } from '@/lib/core/roles';
import { db as client, type Tx } from '@/lib/db/client';
import { isUniqueViolation } from '@/lib/db/failures';
import { presentUser } from '@/lib/features/users/presenter';
import {
  countAttempt,
  forgetAttempts,
  openSetupToken,
  storeSetupToken,
  takeSetupToken,
} from '@/lib/features/users/queries';
import { ABSOLUTE_MS, SETUP_TOKEN_MS, setupClosed, wrongCredentials } from '@/lib/features/users/rules';
import { createUserInput, email, setPasswordInput, setupInput, user } from '@/lib/features/users/schema';
import { defineOperation } from '@/lib/operation/define';

interface NewUser {
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
}

/** Hashing takes a third of a second and waits its turn: before the transaction. */
const hashFirst = (_context: unknown, { password }: { password: string }) => hashPassword(password);

async function insertUser(db: Tx, fields: NewUser) {
  try {
    return await db.user.create({ data: { id: newId(), ...fields } });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('ALREADY_EXISTS', `There is a user with the e-mail ${fields.email} already.`, {
        cause: error,
      });
    throw error;
  }
}

export const signIn = defineOperation({
  name: 'users.signIn',
  summary: 'Check e-mail and password and open a session',
  role: 'public',
  effect: 'write',
  keyless: true,
  input: z.strictObject({
    email,
    password: z.string().min(1).max(1024),
    user_agent: z.string().max(255).nullable(),
  }),
  output: z.object({ session_id: z.string(), user }),
  audit: (input) => ({ target: `user ${input.email}` }),
  /** → the hash that the password fits. Outside the transaction a refused attempt stays counted, too. */
  async prepare({ call, now }, input) {
    await countAttempt(client(), input.email, call.address, now);
    const row = await client().user.findUnique({ where: { email: input.email } });
    const fits = await verifyPassword(row?.passwordHash ?? null, input.password);
    if (!row || !fits) throw wrongCredentials();
    return row.passwordHash;
  },
  async run({ db, now, call, prepared }, input) {
    const row = await db.user.findUnique({ where: { email: input.email } });
    if (!row || row.passwordHash !== prepared || row.disabledAt) throw wrongCredentials();
    await forgetAttempts(db, input.email);
    const session = await db.session.create({
      data: {
        id: newId(),
        userId: row.id,
        address: call.address,
        userAgent: input.user_agent,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + ABSOLUTE_MS),
      },
    });
    await db.user.update({ where: { id: row.id }, data: { lastLoginAt: now } });
    return { session_id: session.id, user: presentUser(row) };
  },
});

export const signOut = defineOperation({
  name: 'users.signOut',
  summary: 'End a session on the server',
  role: 'public',
  effect: 'write',
  keyless: true,
  input: z.strictObject({ session_id: z.string() }),
  output: z.object({ ended: z.boolean() }),
  audit: ({ session_id }) => ({ target: `session ${session_id}` }),
  async run({ db, now }, { session_id }) {
    const { count } = await db.session.updateMany({
      where: { id: session_id, revokedAt: null },
      data: { revokedAt: now },
    });
    return { ended: count > 0 };
  },
});

export const setupState = defineOperation({
  name: 'users.setupState',
  summary: 'Is this set-up link still open?',
  role: 'public',
  effect: 'read',
  input: z.strictObject({ token: z.string().max(200) }),
  output: z.object({ open: z.boolean() }),
  run: async ({ db, now }, { token }) => ({ open: (await openSetupToken(db, now)) === sha256(token) }),
});

export const createSetupLink = defineOperation({
  name: 'users.createSetupLink',
  summary: 'A one-time link that makes the first super_admin; none once a user exists',
  role: 'super_admin',
  effect: 'write',
  input: z.strictObject({}),
  output: z.object({ url: z.string().nullable() }),
  audit: () => ({ target: 'set-up link' }),
  async run({ db, now }) {
    if ((await db.user.count()) > 0) return { url: null };
    const token = randomToken(24);
    await storeSetupToken(db, sha256(token), new Date(now.getTime() + SETUP_TOKEN_MS));
    return { url: `${config().baseUrl}/setup?token=${token}` };
  },
});

export const completeSetup = defineOperation({
  name: 'users.completeSetup',
  summary: 'Make the first super_admin with the set-up link',
  role: 'public',
  effect: 'write',
  input: setupInput,
  output: user,
  audit: (input) => ({ target: `user ${input.email}` }),
  /** A wrong link is refused before anything costly is done for it. */
  async prepare({ now }, { token, password }) {
    if ((await openSetupToken(client(), now)) !== sha256(token)) throw setupClosed();
    return hashPassword(password);
  },
  async run({ db, now, prepared: passwordHash }, { token, email: address, name }) {
    const open = await openSetupToken(db, now);
    if (open !== sha256(token) || (await db.user.count()) > 0 || !(await takeSetupToken(db)))
      throw setupClosed();
    const fields = { email: address, name, role: 'super_admin' as const, passwordHash };
    return presentUser(await insertUser(db, fields));
  },
});

export const listUsers = defineOperation({
  name: 'users.list',
  summary: 'Users with role and last sign-in',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: z.object({ users: z.array(user) }),
  run: async ({ db }) => ({
    users: (await db.user.findMany({ orderBy: { email: 'asc' } })).map(presentUser),
  }),
});

export const createUser = defineOperation({
  name: 'users.create',
  summary: 'Add a user',
  role: 'super_admin',
  effect: 'write',
  input: createUserInput,
  output: user,
  audit: ({ email: address, role }) => ({ target: `user ${address}`, details: { role } }),
  prepare: hashFirst,
  async run({ db, prepared: passwordHash }, { email: address, name = address, role }) {
    const row = await insertUser(db, { email: address, name, role, passwordHash });
    await takeSetupToken(db);
    return presentUser(row);
  },
});

export const setPassword = defineOperation({
  name: 'users.setPassword',
  summary: 'Give a user a new password and end all of their sessions',
  role: 'super_admin',
  effect: 'write',
  input: setPasswordInput,
  output: user,
  audit: (input) => ({ target: `user ${input.email}` }),
  prepare: hashFirst,
  async run({ db, now, prepared: passwordHash }, input) {
    const row = await db.user.findUnique({ where: { email: input.email } });
    if (!row) throw notFound(`user ${input.email}`);
    await db.session.updateMany({ where: { userId: row.id, revokedAt: null }, data: { revokedAt: now } });
    await forgetAttempts(db, input.email);
    return presentUser(await db.user.update({ where: { id: row.id }, data: { passwordHash } }));
  },
});
