import { downloadFile } from '@/lib/features/archives/operations';
import { downloadRoute } from '@/lib/transport/download';

export const GET = downloadRoute(downloadFile);
