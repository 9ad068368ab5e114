'use server';

import * as operations from '@/lib/features/archives/operations';
import { action } from '@/lib/transport/action';

export const deleteArchive = action(operations.deleteArchive);
