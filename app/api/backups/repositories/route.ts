import { listRepositories } from '@/lib/features/repositories/operations';
import { route } from '@/lib/transport/http';

export const GET = route(listRepositories);
