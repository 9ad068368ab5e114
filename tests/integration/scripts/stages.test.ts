import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from './checkout';

let checkout: Checkout;

// A vitest that reports what REPORT says, and ends with CODE.
const vitest = `#!/usr/bin/env bash
for argument in "$@"; do
  [[ $argument != --outputFile.json=* || -z $REPORT ]] || printf '%s' "$REPORT" >"\${argument#*=}"
done
exit "\${CODE:-0}"
`;
const report = (passed: number, failed: number, pending: number, broken = 0) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    testResults: Array.from({ length: broken }, () => ({ status: 'failed', assertionResults: [] })),
  });

beforeAll(async () => {
  checkout = await makeCheckout();
  await checkout.write('node_modules/.bin/vitest', vitest, 0o755);
  await checkout.write('node_modules/.bin/biome', `#!/bin/sh\nexit "\${LINT:-0}"\n`, 0o755);
  await checkout.write('node_modules/.bin/tsc', '#!/bin/sh\nexit 0\n', 0o755);
});
afterAll(() => checkout.remove());

async function lastLine(stages: string[], env: Record<string, string>) {
  const outcome = await checkout.run('scripts/test', stages, { env: { REPORT: '', CODE: '', ...env } });
  return [outcome.stdout.split('\n').at(-1), outcome.code];
}

describe('npm test', () => {
  it('adds up lint, types and tests in its last line', async () => {
    const stages = ['lint', 'typecheck', 'unit'];
    expect(await lastLine(stages, { REPORT: report(5, 0, 0) })).toEqual(['7 passed, 0 failed', 0]);
    expect(await lastLine(stages, { REPORT: report(5, 0, 2) })).toEqual(['7 passed, 0 failed, 2 skipped', 0]);
  });

  it('goes on after a failed stage and fails at the end', async () => {
    const outcome = await lastLine(['lint', 'unit'], { LINT: '1', REPORT: report(3, 2, 0), CODE: '1' });
    expect(outcome).toEqual(['3 passed, 3 failed', 1]);
  });

  it('counts a test file that did not load, a crash, and an empty run as failed', async () => {
    expect(await lastLine(['unit'], { REPORT: report(3, 0, 0, 1), CODE: '1' })).toEqual([
      '3 passed, 1 failed',
      1,
    ]);
    expect(await lastLine(['unit'], { REPORT: report(3, 0, 0), CODE: '1' })).toEqual([
      '3 passed, 1 failed',
      1,
    ]);
    expect(await lastLine(['unit'], { CODE: '134' })).toEqual(['0 passed, 1 failed', 1]);
    expect(await lastLine(['unit'], { REPORT: report(0, 0, 0) })).toEqual(['0 passed, 1 failed', 1]);
  });

  it('refuses an unknown stage', async () => {
    const outcome = await checkout.run('scripts/test', ['units']);
    expect([outcome.code, outcome.stderr]).toEqual([2, expect.stringContaining('units')]);
  });
});
