import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': path.resolve(import.meta.dirname) };
const project = (name: string, options: Record<string, unknown> = {}) => ({
  resolve: { alias },
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    environment: 'node',
    pool: 'forks' as const,
    ...options,
  },
});

// Two cores: files of the heavy projects run one or two at a time, and their waits are generous, never measured.
const heavy = { testTimeout: 120_000, hookTimeout: 180_000, maxWorkers: 2, minWorkers: 1 };

export default defineConfig({
  test: {
    projects: [
      project('unit', { pool: 'threads' }),
      project('architecture', { testTimeout: 30_000 }),
      project('contract', heavy),
      project('integration', { ...heavy, globalSetup: ['tests/support/database.ts'] }),
      project('e2e', { ...heavy, maxWorkers: 1, globalSetup: ['tests/support/database.ts'] }),
    ],
  },
});
