import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excludesPath } from '@/lib/engines/borg/excludes';
import { checkSources } from '@/lib/engines/sources';

const root = mkdtempSync(join(tmpdir(), 'holdfast-sources-'));
const at = (name: string) => join(root, name);
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(() => {
  for (const name of ['data', 'data/repo', 'data/repo/inner', 'data2', 'a "b\nc']) mkdirSync(at(name));
  writeFileSync(at('data/file'), '');
  symlinkSync(at('data'), at('link'));
  symlinkSync(at('data/repo'), at('repo-link'));
});

describe('checkSources', () => {
  it('finds nothing wrong with what is there', async () => {
    expect(await checkSources([at('data'), at('data/'), at('data/file'), at('a "b\nc')])).toEqual([]);
  });

  it('names each problem', async () => {
    const findings = await checkSources([
      at('data2'),
      at('gone'),
      'data',
      '-delete',
      at('link'),
      at('link/'),
      '/x\0y',
      at('data/file/x'),
    ]);
    expect(findings).toEqual([
      { path: at('gone'), problem: 'missing' },
      { path: 'data', problem: 'not-absolute' },
      { path: '-delete', problem: 'not-absolute' },
      { path: at('link'), problem: 'symbolic-link' },
      { path: at('link/'), problem: 'symbolic-link' },
      { path: '/x\0y', problem: 'not-absolute' },
      { path: at('data/file/x'), problem: 'missing' },
    ]);
  });

  it('keeps source and repository apart, through links too', async () => {
    const check = (path: string, repository: string, excludes: string[] = []) =>
      checkSources([at(path)], {
        repository: at(repository),
        excludes: (inner) => excludesPath(excludes, inner),
      });
    expect(await check('data', 'data/repo')).toMatchObject([{ problem: 'holds-repository' }]);
    expect(await check('data', 'repo-link')).toMatchObject([{ problem: 'holds-repository' }]);
    expect(await check('data', 'data/not-made-yet')).toMatchObject([{ problem: 'holds-repository' }]);
    expect(await check('data', 'data/repo', [at('data/repo')])).toEqual([]);
    expect(await check('data/repo', 'data/repo')).toMatchObject([{ problem: 'inside-repository' }]);
    expect(await check('data/repo/inner', 'repo-link')).toMatchObject([{ problem: 'inside-repository' }]);
    expect(await check('data', 'data2')).toEqual([]);
  });

  it('does not wait for a file system that does not answer', async () => {
    const started = Date.now();
    const findings = await checkSources([at('data')], { timeoutMs: 0 });
    expect(findings).toEqual([{ path: at('data'), problem: 'not-responding' }]);
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it('tells what an ordinary user may not read', async (context) => {
    if (process.getuid?.() === 0) {
      expect(() => execFileSync('find', ['/root', '-maxdepth', '0'])).not.toThrow();
      return context.skip('root may read everything');
    }
    expect(await checkSources(['/root'])).toEqual([{ path: '/root', problem: 'unreadable' }]);
  });
});
