import { getInfo } from '@/lib/features/repositories/operations';
import { plainRoute } from '@/lib/transport/http';

export const GET = plainRoute(getInfo);
