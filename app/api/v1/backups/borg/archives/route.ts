import { listArchivesAt } from '@/lib/features/archives/operations';
import { plainRoute } from '@/lib/transport/http';

export const GET = plainRoute(listArchivesAt);
