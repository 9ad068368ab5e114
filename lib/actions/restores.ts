'use server';

import * as operations from '@/lib/features/restores/operations';
import { action } from '@/lib/transport/action';

export const startRestore = action(operations.startRestore);
