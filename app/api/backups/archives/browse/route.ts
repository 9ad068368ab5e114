import { browseArchive } from '@/lib/features/archives/operations';
import { route } from '@/lib/transport/http';

export const GET = route(browseArchive);
