import { extractArchive } from '@/lib/features/restores/operations';
import { jobRoute } from '@/lib/transport/job-route';

export const POST = jobRoute(extractArchive, ({ archive, target_path, files_count, dry_run }) => ({
  archive_name: archive,
  target_path,
  files_count,
  message: `${dry_run ? 'Would restore' : 'Restored'} ${files_count} files to ${target_path}`,
}));
