import { startBackup } from '@/lib/features/backups/operations';
import { route } from '@/lib/transport/http';

export const POST = route(startBackup, 'Backup started');
