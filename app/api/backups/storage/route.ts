import { getStorage } from '@/lib/features/repositories/operations';
import { route } from '@/lib/transport/http';

export const GET = route(getStorage);
