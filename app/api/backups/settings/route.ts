import { getSettings, updateSettings } from '@/lib/features/settings/operations';
import { route } from '@/lib/transport/http';

export const GET = route(getSettings);
export const PUT = route(updateSettings, 'Settings saved');
