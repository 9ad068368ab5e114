import { deleteArchive } from '@/lib/features/archives/operations';
import { route } from '@/lib/transport/http';

export const POST = route(deleteArchive, 'Deletion started');
