'use server';

import * as operations from '@/lib/features/tokens/operations';
import { action } from '@/lib/transport/action';

export const createToken = action(operations.createToken);
export const revokeToken = action(operations.revokeToken);
