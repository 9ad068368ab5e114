import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, signIn, type Visitor, visitor } from '@/tests/support/chromium';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { freePort, type Server, startServer } from '@/tests/support/server';

const EMAIL = 'keeper@example.org';
const PASSWORD = 'seven brass kettles hum';

describe('a backup that is interrupted, as its page shows it', () => {
  let installation: Installation;
  let server: Server;
  let port: number;
  let browser: Browser;
  let me: Visitor;

  beforeAll(async () => {
    installation = await createInstallation({
      HOLDFAST_ADMIN_EMAIL: EMAIL,
      HOLDFAST_ADMIN_PASSWORD: PASSWORD,
    });
    const source = path.join(installation.workDir, 'src');
    mkdirSync(source);
    // Noise at the slowest level: many seconds of work, in files small enough to be interrupted between them.
    for (let n = 0; n < 60; n++) writeFileSync(path.join(source, `noise-${n}.bin`), randomBytes(1_000_000));
    await installation.sql('UPDATE backup_settings SET include_paths = ?, compression_level = 22', [
      JSON.stringify([source]),
    ]);
    port = await freePort();
    server = await startServer(installation, {}, port);
    browser = await launchBrowser();
    me = await visitor(browser, server.url);
    await signIn(me.page, EMAIL, PASSWORD);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await installation?.remove();
  });

  const start = async (): Promise<void> => {
    await me.page.goto('/backups?tab=settings');
    await me.page.getByTestId('create-borg-backup').click();
    await me.page.waitForURL(/\/backups\/jobs\//);
    await me.page.locator('[data-testid="job-status"][data-status="running"]').waitFor();
  };

  it('is cancelled by the second click, and says so', async () => {
    await start();
    const cancel = me.page.getByTestId('job-cancel');
    await cancel.click();
    await cancel.click();
    await me.page.locator('[data-testid="job-status"][data-status="cancelled"]').waitFor({ timeout: 90_000 });
  });

  it('goes on when the dashboard is killed, and the same page shows its success afterwards', async () => {
    await start();
    await server.kill();
    const [during] = await installation.sql(
      'SELECT status FROM backup_jobs ORDER BY created_at DESC LIMIT 1',
    );
    expect(during).toEqual({ status: 'running' });
    server = await startServer(installation, {}, port);
    await me.page.locator('[data-testid="job-status"][data-status="success"]').waitFor({ timeout: 120_000 });
    await me.page.getByTestId('artifact').first().waitFor();
  });
});
