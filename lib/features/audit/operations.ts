import { z } from 'zod';
import { db } from '@/lib/db/client';
import { verifyAuditChain } from '@/lib/operation/audit-chain';
import { defineOperation } from '@/lib/operation/define';

export const verifyAudit = defineOperation({
  name: 'audit.verify',
  summary: 'Walk the audit log and say whether a row was changed, removed or cut off',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: z.object({ valid: z.boolean(), rows: z.number(), broken_at: z.number().nullable() }),
  async run() {
    const { rows, brokenAt } = await verifyAuditChain(db());
    return { valid: brokenAt === null, rows, broken_at: brokenAt };
  },
});
