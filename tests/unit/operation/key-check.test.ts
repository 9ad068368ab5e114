import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyId } from '@/lib/core/secret-box';
import type { Tx } from '@/lib/db/client';
import { adoptDataFolder, KEY } from '@/tests/unit/data-folder';

const folder = adoptDataFolder();
const { config } = await import('@/lib/core/config');
const { readOnlyReason, requireKey } = await import('@/lib/operation/key-check');
afterAll(() => folder.remove());

/** The one row the check reads, as the database would answer it. */
const holding = (value: unknown): Tx =>
  ({ appState: { findUnique: async () => (value === null ? null : { value }) } }) as unknown as Tx;

// What the check remembers for ten seconds must not reach the next test.
let now = Date.now();
beforeEach(() => {
  now += 60_000;
  vi.useFakeTimers({ now, toFake: ['Date'] });
  config().encryptionKey = KEY;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the check of the encryption key', () => {
  it('is content with the key the database was begun with, and with a new database', async () => {
    expect(await readOnlyReason(holding({ id: keyId(KEY) }))).toBeNull();
    vi.advanceTimersByTime(11_000);
    expect(await readOnlyReason(holding(null))).toBeNull();
    await expect(requireKey(holding(null))).resolves.toBeUndefined();
  });

  it('refuses to change anything with another key and names the one that is needed', async () => {
    const database = holding({ id: 'ab12cd34' });
    await expect(requireKey(database)).rejects.toMatchObject({
      code: 'KEY_MISMATCH',
      detail: expect.stringMatching(/is another one.*Put the key ab12cd34 back/),
    });
  });

  it('refuses to change anything without a key', async () => {
    config().encryptionKey = null;
    expect(await readOnlyReason(holding({ id: keyId(KEY) }))).toContain('the encryption key is missing');
    vi.advanceTimersByTime(11_000);
    expect(await readOnlyReason(holding(null))).toContain('missing');
  });

  it('is looked up anew after ten seconds, not before', async () => {
    expect(await readOnlyReason(holding({ id: 'ab12cd34' }))).not.toBeNull();
    vi.advanceTimersByTime(9_000);
    expect(await readOnlyReason(holding({ id: keyId(KEY) }))).not.toBeNull();
    vi.advanceTimersByTime(2_000);
    expect(await readOnlyReason(holding({ id: keyId(KEY) }))).toBeNull();
  });
});
