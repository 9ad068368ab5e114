import { NextResponse } from 'next/server';
import { getReady } from '@/lib/features/system/operations';
import { handle } from '@/lib/transport/http';

export const GET = handle(getReady, (state) =>
  NextResponse.json(state, { status: state.status === 'ok' ? 200 : 503 }),
);
