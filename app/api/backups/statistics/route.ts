import { getStatistics } from '@/lib/features/backups/operations';
import { route } from '@/lib/transport/http';

export const GET = route(getStatistics);
