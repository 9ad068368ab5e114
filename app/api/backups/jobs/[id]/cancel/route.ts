import { cancelJob } from '@/lib/features/jobs/operations';
import { route } from '@/lib/transport/http';

export const POST = route(cancelJob, 'Cancel requested');
