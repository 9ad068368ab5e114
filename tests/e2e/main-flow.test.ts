import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, signIn, type Visitor, visitor } from '@/tests/support/chromium';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

const EMAIL = 'first@example.org';
const PASSWORD = 'four quiet owls at dusk';
const TEXT = 'the one copy that matters\n'.repeat(200);

describe('from the set-up link to a restored file', () => {
  let installation: Installation;
  let server: Server;
  let browser: Browser;
  let me: Visitor;
  let source: string;

  beforeAll(async () => {
    installation = await createInstallation();
    source = path.join(installation.workDir, 'src');
    mkdirSync(path.join(source, 'letters'), { recursive: true });
    writeFileSync(path.join(source, 'letters', 'first.txt'), TEXT);
    for (let n = 0; n < 40; n++) writeFileSync(path.join(source, `note-${n}.txt`), `note ${n}\n`.repeat(500));
    server = await startServer(installation);
    browser = await launchBrowser();
    me = await visitor(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await installation?.remove();
  });

  it('makes the first user with the one-time link, which is closed afterwards', async () => {
    const { stdout } = await installation.cli(['setup-link'], { env: { NEXTAUTH_URL: server.url } });
    const { page } = me;
    await page.goto(stdout.trim());
    await page.getByLabel(/^Name/).fill('First Keeper');
    await page.getByLabel(/^E-mail/).fill(EMAIL);
    await page
      .getByRole('textbox', { name: /^Password/ })
      .first()
      .fill(PASSWORD);
    await page.getByLabel(/^Password again/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/setup'));
    if (new URL(page.url()).pathname === '/sign-in') await signIn(page, EMAIL, PASSWORD);
    await expect.poll(() => page.getByTestId('hero').count()).toBe(1);
    const stranger = await visitor(browser, server.url);
    await stranger.page.goto(stdout.trim());
    expect(await stranger.page.locator('input[type=password]').count()).toBe(0);
    await stranger.close();
  });

  it('saves the folders of the default plan', async () => {
    const { page } = me;
    await page.goto('/backups?tab=settings');
    await page.getByLabel('Folders', { exact: true }).fill(source);
    await page.getByTestId('settings-save').click();
    await expect
      .poll(async () => (await installation.sql('SELECT include_paths FROM backup_settings WHERE id = 1'))[0])
      .toEqual({ include_paths: [source] });
    await page.reload();
    expect(await page.getByLabel('Folders', { exact: true }).inputValue()).toBe(source);
  });

  it('shows a bad schedule at its field and keeps the saved one', async () => {
    const { page } = me;
    await page.goto('/backups?tab=settings');
    const refused = await page.request.put('/api/backups/settings', {
      headers: { origin: server.url },
      data: { schedule: '* * * * *', keep_hourly: 0, keep_daily: 0, keep_weekly: 0, keep_monthly: 0 },
    });
    expect(refused.status()).toBe(422);
    const [row] = await installation.sql('SELECT schedule FROM backup_settings WHERE id = 1');
    expect(row).toEqual({ schedule: '0 2 * * *' });
  });

  it('runs a Borg backup from the button and shows it live until success', async () => {
    const { page } = me;
    await page.goto('/backups?tab=settings');
    await page.getByTestId('create-borg-backup').click();
    await page.waitForURL(/\/backups\/jobs\//);
    await page
      .getByTestId('job-status')
      .and(page.locator('[data-status="success"]'))
      .waitFor({ timeout: 60_000 });
    await page.getByTestId('artifact').first().waitFor();
    await page.goto('/backups?tab=history');
    const rows = page.getByTestId('job-row');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    expect(await rows.first().textContent()).toMatch(/BORG/i);
  });

  it('shows a backup of the command line in the open history without a reload', async () => {
    const { page } = me;
    await page.goto('/backups?tab=history');
    await page.getByTestId('job-row').first().waitFor();
    const started = await installation.cli(['backup']);
    expect(started.code).toBe(0);
    await expect.poll(() => page.getByTestId('job-row').count(), { timeout: 30_000 }).toBe(2);
    await expect
      .poll(() => page.getByTestId('job-row').first().textContent(), { timeout: 60_000 })
      .toMatch(/CLI|command line/i);
    await expect
      .poll(() => page.locator('[data-testid="job-row"] [data-status="success"]').count(), {
        timeout: 60_000,
      })
      .toBe(2);
  });

  it('browses the archive, downloads a file and restores a selection', async () => {
    const { page } = me;
    await page.goto('/backups?tab=archives');
    await page.getByTestId('archive-row').first().getByRole('link').first().click();
    await page.waitForURL(/\/backups\/archives\//);
    for (const name of [...source.split('/').filter(Boolean), 'letters'])
      await page
        .getByTestId('open-folder')
        .and(page.getByText(name, { exact: true }))
        .click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByTestId('download-file')
        .and(page.getByText('first.txt', { exact: true }))
        .click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe(TEXT);
    await page.getByLabel('Select first.txt').check();
    await page.getByTestId('restore-selection').click();
    const target = path.join(installation.workDir, 'restored');
    await page.getByText('A folder I name').click();
    await page.getByLabel('Folder on this server').fill(target);
    await page.getByTestId('restore-start').click();
    await page.waitForURL(/\/backups\/jobs\//);
    await page
      .getByTestId('job-status')
      .and(page.locator('[data-status="success"]'))
      .waitFor({ timeout: 60_000 });
    expect(readFileSync(path.join(target, source, 'letters', 'first.txt'), 'utf8')).toBe(TEXT);
  });

  it('ends the session on the server when the user signs out', async () => {
    const { page, context } = me;
    await page.goto('/');
    const before = await context.cookies();
    await page.getByTestId('user-menu').click();
    await page.getByText('Sign out').click();
    await page.waitForURL(/\/sign-in/);
    await context.addCookies(before);
    await page.goto('/backups');
    await page.waitForURL(/\/sign-in/);
  });

  it('has had no error in the browser', () => {
    expect(me.complaints).toEqual([]);
  });
});
