import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from './checkout';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await makeCheckout();
});
afterAll(() => checkout.remove());

// borg, zstd and mariadbd are gone; everything else is there.
const without = 'provided() { case $1 in borg | zstd | mariadbd) return 1 ;; esac; };';
const user = 'may_install() { return 1; };';
// apt-get and apt-cache that only write down what they were asked for.
const fakeApt = `
  may_install() { return 0; }
  known_to_apt() { [[ " $KNOWN " == *" $1 "* ]]; }
  apt-cache() { echo "mariadb-server-core-10.6 - database"; }
  apt-get() { echo "apt-get $*" >&2; [[ "$*" != *install* || -z \${FAIL_ONCE-} ]] || { unset FAIL_ONCE; return 100; }; }
`;

describe('packages', () => {
  it('are named all at once to somebody who may not install them', async () => {
    const outcome = await checkout.bash(`${without} ${user} ensure_base_packages`);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr.match(/^ +- .*$/gm)?.map((line) => line.trim())).toEqual([
      '- borgbackup',
      '- zstd',
      '- mariadb-server-core',
    ]);
    expect(outcome.stderr).toContain(
      'apt-get install --no-install-recommends borgbackup zstd mariadb-server-core',
    );
  });

  it('leave the database server out when DATABASE_URL names another one', async () => {
    const outcome = await checkout.bash(`${without} ${user} ensure_base_packages`, {
      env: { DATABASE_URL: 'mysql://u:p@h/d' },
    });
    expect(outcome.stderr).toContain('borgbackup zstd');
    expect(outcome.stderr).not.toContain('mariadb');
  });

  it('are installed by root without the service package, and are there afterwards', async () => {
    const once = 'provided() { [[ $1 != borg || -e $HF_ROOT/installed ]]; };';
    const install = `apt-get() { echo "apt-get $*" >&2; touch "$HF_ROOT/installed"; };`;
    const outcome = await checkout.bash(
      `${fakeApt} ${once} ${install} KNOWN=borgbackup; ensure_base_packages`,
    );
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(/apt-get .*install --no-install-recommends borgbackup$/m);
    expect(outcome.stderr).not.toContain('update');
  });

  it('fetch the lists first when they are absent, and again when they are stale', async () => {
    const absent = await checkout.bash(`${fakeApt} KNOWN=; install_packages zstd`);
    expect(absent.stderr).toMatch(/ update\n(.*\n)*.* install /);
    const stale = await checkout.bash(`${fakeApt} KNOWN=zstd FAIL_ONCE=1; install_packages zstd`);
    expect(stale.code).toBe(0);
    expect(stale.stderr).toMatch(/ install .*\n(.*\n)*.* update\n(.*\n)*.* install /);
  });

  it('are found under a versioned name on older systems', async () => {
    const outcome = await checkout.bash(`${fakeApt} KNOWN=; apt_name mariadb-server-core`);
    expect(outcome.stdout).toBe('mariadb-server-core-10.6');
  });
});

describe('Node version', () => {
  it.each([
    ['v20.19.0', true],
    ['v22.1.0', true],
    ['v20.18.3', false],
    ['v18.20.0', false],
    ['unknown', false],
  ])('%s is accepted: %s', async (version, accepted) => {
    expect((await checkout.bash(`check_node_version ${version} && echo yes || echo no`)).stdout).toBe(
      accepted ? 'yes' : 'no',
    );
  });
});
