import { listArchives } from '@/lib/features/archives/operations';
import { route } from '@/lib/transport/http';

export const GET = route(listArchives);
