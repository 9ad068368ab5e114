'use server';

import * as operations from '@/lib/features/users/operations';
import { action } from '@/lib/transport/action';

export const completeSetup = action(operations.completeSetup);
