export { authRoute as GET, authRoute as POST } from '@/lib/transport/auth';
