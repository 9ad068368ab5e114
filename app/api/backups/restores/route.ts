import { startRestore } from '@/lib/features/restores/operations';
import { route } from '@/lib/transport/http';

export const POST = route(startRestore, 'Restore started');
