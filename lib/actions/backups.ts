'use server';

import * as operations from '@/lib/features/backups/operations';
import { action } from '@/lib/transport/action';

export const runBorgBackup = action(operations.runBorgBackup);
export const startLegacyBackup = action(operations.startBackup);
