import { listJobs } from '@/lib/features/jobs/operations';
import { route } from '@/lib/transport/http';

export const GET = route(listJobs);
