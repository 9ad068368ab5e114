import { z } from 'zod';
import { notFound } from '@/lib/core/errors';
import { idField } from '@/lib/core/fields';
import { newId } from '@/lib/core/ids';
import type { ApiToken } from '@/lib/db/generated/client';
import { expiryOf, newToken } from '@/lib/features/tokens/rules';
import { createdToken, createTokenInput, type Token, token } from '@/lib/features/tokens/schema';
import { defineOperation } from '@/lib/operation/define';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const present = (row: ApiToken): Token => ({
  id: row.id,
  name: row.name,
  role: row.role,
  prefix: row.prefix,
  created_by: row.createdBy,
  expires_at: iso(row.expiresAt),
  last_used_at: iso(row.lastUsedAt),
  revoked_at: iso(row.revokedAt),
  created_at: row.createdAt.toISOString(),
});

export const listTokens = defineOperation({
  name: 'tokens.list',
  summary: 'API tokens with role, expiry and last use',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: z.object({ tokens: z.array(token) }),
  async run({ db }) {
    const rows = await db.apiToken.findMany({ orderBy: { createdAt: 'desc' }, take: 500 });
    return { tokens: rows.map(present) };
  },
});

export const createToken = defineOperation({
  name: 'tokens.create',
  summary: 'Make an API token; it is shown this once',
  role: 'super_admin',
  effect: 'write',
  input: createTokenInput,
  output: createdToken,
  audit: ({ name, role }, { prefix }) => ({ target: `token ${name}`, details: { role, prefix } }),
  async run({ db, actor, now }, { name, role, expires }) {
    const { token: secret, prefix, hash } = newToken();
    const row = await db.apiToken.create({
      data: {
        id: newId(),
        name,
        role,
        prefix,
        hash,
        createdBy: actor.name,
        expiresAt: expiryOf(expires, now),
      },
    });
    return { ...present(row), token: secret };
  },
});

export const revokeToken = defineOperation({
  name: 'tokens.revoke',
  summary: 'End an API token at once',
  role: 'super_admin',
  effect: 'write',
  input: z.strictObject({ id: idField }),
  output: token,
  audit: (_input, { name, prefix }) => ({ target: `token ${name}`, details: { prefix } }),
  async run({ db, now }, { id }) {
    const row = await db.apiToken.findUnique({ where: { id } });
    if (!row) throw notFound(`token ${id}`);
    return present(await db.apiToken.update({ where: { id }, data: { revokedAt: row.revokedAt ?? now } }));
  },
});
