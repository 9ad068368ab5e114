import { deleteArchiveAt } from '@/lib/features/archives/operations';
import { jobRoute } from '@/lib/transport/job-route';

export const DELETE = jobRoute(deleteArchiveAt, ({ archive }) => ({
  archive_name: archive,
  message: `Archive ${archive} deleted. Its space comes back with the next compact`,
}));
