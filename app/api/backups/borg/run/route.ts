import { runBorgBackup } from '@/lib/features/backups/operations';
import { route } from '@/lib/transport/http';

export const POST = route(runBorgBackup, 'Borg backup started');
