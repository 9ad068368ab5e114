import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/transport/auth';

const handler = (request: NextRequest, context: unknown) => NextAuth(authOptions())(request, context);

export { handler as GET, handler as POST };
