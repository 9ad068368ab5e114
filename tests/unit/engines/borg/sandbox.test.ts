import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseBorgLocation } from '@/lib/engines/borg/location';
import { borgSandbox } from '@/lib/engines/borg/sandbox';

const home = mkdtempSync(join(tmpdir(), 'holdfast-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('borgSandbox', () => {
  it('opens the top of a local repository and seals data, key and home', async () => {
    mkdirSync(join(home, '.config/borg/security/id'), { recursive: true });
    writeFileSync(join(home, '.config/borg/security/id/location'), '/srv/r');
    const box = await borgSandbox(parseBorgLocation('/srv/r'), home, '/staging');
    const scratch = join(box.env.BORG_CACHE_DIR ?? '', '..');
    expect(box.sandbox).toEqual({
      readable: [home],
      writable: ['/srv/r', scratch, '/staging'],
      sealed: ['/srv/r/data', '/srv/r/config'],
      network: false,
    });
    expect(readFileSync(join(scratch, 'security/id/location'), 'utf8')).toBe('/srv/r');
    expect(statSync(scratch).mode & 0o777).toBe(0o700);
    expect(existsSync(join(home, '.config/borg/keys'))).toBe(true);
    await box.remove();
    expect(existsSync(scratch)).toBe(false);
  });

  it('keeps the network for a repository behind ssh, and nothing of it writable here', async () => {
    const box = await borgSandbox(parseBorgLocation('ssh://nas/r'), home, '/staging');
    expect(box.sandbox).toMatchObject({ network: true, sealed: [] });
    expect(box.sandbox.writable).toHaveLength(2);
    await box.remove();
  });
});
