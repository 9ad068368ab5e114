import { NextResponse } from 'next/server';
import { openApiDocument } from '@/lib/transport/openapi';

export const dynamic = 'force-dynamic';

export const GET = () => NextResponse.json(openApiDocument());
