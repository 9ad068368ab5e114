'use server';

import * as operations from '@/lib/features/settings/operations';
import { action } from '@/lib/transport/action';

export const updateSettings = action(operations.updateSettings);
