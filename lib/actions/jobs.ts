'use server';

import * as operations from '@/lib/features/jobs/operations';
import { action } from '@/lib/transport/action';

export const cancelJob = action(operations.cancelJob);
