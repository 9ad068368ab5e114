import { z } from 'zod';
import { repositoryForLocation } from '@/lib/features/repositories/queries';
import { presentSettings } from '@/lib/features/settings/presenter';
import { DEFAULT_PLAN, planById } from '@/lib/features/settings/queries';
import { checkRetention, plannedRun, toColumns } from '@/lib/features/settings/rules';
import { settings, updateSettingsInput } from '@/lib/features/settings/schema';
import { defineOperation } from '@/lib/operation/define';

export const getSettings = defineOperation({
  name: 'settings.get',
  summary: 'The default plan: sources, schedule, retention, repository',
  role: 'super_admin',
  effect: 'read',
  input: z.strictObject({}),
  output: settings,
  run: async ({ db }) => presentSettings(await planById(db, DEFAULT_PLAN)),
});

export const updateSettings = defineOperation({
  name: 'settings.update',
  summary: 'Change any part of the default plan',
  role: 'super_admin',
  effect: 'write',
  input: updateSettingsInput,
  output: settings,
  audit: (input) => ({ target: `plan ${DEFAULT_PLAN}`, details: input }),
  async run({ db, now }, patch) {
    const row = await planById(db, DEFAULT_PLAN);
    checkRetention(row, patch);
    const repository = patch.borg_repo_path
      ? await repositoryForLocation(db, patch.borg_repo_path, 'borg_repo_path')
      : null;
    const updated = await db.backupSettings.update({
      where: { id: DEFAULT_PLAN },
      data: {
        ...toColumns(patch),
        ...(repository ? { repositoryId: repository.id, borgRepoPath: repository.location } : {}),
        nextRunAt: plannedRun(row, patch, now),
      },
    });
    return presentSettings(updated);
  },
});
