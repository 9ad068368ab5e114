import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adoptDataFolder } from '@/tests/unit/data-folder';

const folder = adoptDataFolder();
const { guarded, methodMissing, problemResponse } = await import('@/lib/transport/http');
const { AppError } = await import('@/lib/core/errors');
const { rememberSecret } = await import('@/lib/core/redact');
afterAll(() => folder.remove());

let logged = '';
beforeEach(() => {
  logged = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('problemResponse', () => {
  it('is a problem document with the status of its code', async () => {
    const response = problemResponse(new AppError('NOT_FOUND', 'There is no job 7.'));
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', detail: 'There is no job 7.' });
    expect(logged).toBe('');
  });

  it('tells when to come back and how to sign in', () => {
    const wait = problemResponse(new AppError('TOO_MANY_ATTEMPTS', 'Wait.', { retryAfter: 900 }));
    expect(wait.headers.get('retry-after')).toBe('900');
    const stranger = problemResponse(new AppError('UNAUTHENTICATED', 'Sign in.'));
    expect(stranger.headers.get('www-authenticate')).toBe('Bearer');
    expect(stranger.headers.get('retry-after')).toBeNull();
  });

  it('gives nothing of an unexpected error away, and logs it', async () => {
    const response = problemResponse(new Error('select * from users'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('select');
    expect(logged).toContain('select * from users');
  });

  it('hides a secret in a sentence', async () => {
    rememberSecret('the-hidden-passphrase');
    const response = problemResponse(new AppError('TOOL_FAILED', 'borg says the-hidden-passphrase'));
    expect(await response.json()).toMatchObject({ detail: 'borg says [redacted]' });
  });
});

describe('guarded', () => {
  const request = new NextRequest('http://127.0.0.1:3000/api/x');
  const context = { params: Promise.resolve({}) };

  it('hands the answer on and turns what is thrown into a problem', async () => {
    const fine = await guarded(async () => new Response('fine'))(request, context);
    expect(await fine.text()).toBe('fine');
    const conflict = guarded(() => Promise.reject(new AppError('CONFLICT', 'x')));
    expect((await conflict(request, context)).status).toBe(409);
  });
});

describe('methodMissing', () => {
  it('is a problem document', async () => {
    expect(await methodMissing().json()).toMatchObject({ code: 'NOT_FOUND', status: 404, success: false });
  });
});
