import { getHealth } from '@/lib/features/system/operations';
import { plainRoute } from '@/lib/transport/http';

export const GET = plainRoute(getHealth);
