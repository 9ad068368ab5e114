import { createArchive } from '@/lib/features/backups/operations';
import { presentCreated } from '@/lib/features/backups/presenter';
import { jobRoute } from '@/lib/transport/job-route';

export const POST = jobRoute(createArchive, presentCreated);
