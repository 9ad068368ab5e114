import { jobEventsRoute } from '@/lib/transport/sse';

export const GET = jobEventsRoute;
