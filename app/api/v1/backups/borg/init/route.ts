import { initRepository } from '@/lib/features/repositories/operations';
import { jobRoute } from '@/lib/transport/job-route';

export const POST = jobRoute(initRepository, ({ location, encryption_mode, repository_id }) => ({
  repository_path: location,
  encryption_mode,
  repository_id,
  message: `Repository ${location} is ready`,
}));
