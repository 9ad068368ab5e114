import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, signIn, visitor } from '@/tests/support/chromium';
import { createInstallation, type Installation } from '@/tests/support/installation';
import { type Server, startServer } from '@/tests/support/server';

const EMAIL = 'keeper@example.org';
const PASSWORD = 'seven brass kettles hum';
const LOOKS = [
  { name: 'desktop, light', phone: false, dark: false },
  { name: 'phone, dark', phone: true, dark: true },
];

describe('every page, wide and narrow, light and dark', () => {
  let installation: Installation;
  let server: Server;
  let browser: Browser;
  let pages: string[];

  beforeAll(async () => {
    installation = await createInstallation({
      HOLDFAST_ADMIN_EMAIL: EMAIL,
      HOLDFAST_ADMIN_PASSWORD: PASSWORD,
    });
    const source = path.join(installation.workDir, 'src');
    mkdirSync(source);
    for (let n = 0; n < 12; n++) writeFileSync(path.join(source, `page-${n}.txt`), `page ${n}\n`.repeat(200));
    await installation.sql('UPDATE backup_settings SET include_paths = ?', [JSON.stringify([source])]);
    const made = await installation.cli(['backup', '--wait', '--json']);
    const job = JSON.parse(made.stdout);
    const [archive] = await installation.sql<{ name: string }>('SELECT name FROM archives');
    pages = [
      '/',
      '/backups?tab=settings',
      '/backups?tab=history',
      '/backups?tab=archives',
      `/backups/jobs/${job.id}`,
      `/backups/archives/${job.repository_id}/${archive?.name}`,
      '/access',
      '/docs',
    ];
    server = await startServer(installation);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await installation?.remove();
  });

  const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  for (const look of LOOKS)
    it(`has no serious barrier, no sideways scroll and no error: ${look.name}`, async () => {
      const me = await visitor(browser, server.url, look);
      await signIn(me.page, EMAIL, PASSWORD);
      const found: string[] = [];
      for (const address of pages) {
        await me.page.goto(address);
        await me.page.locator('h1').first().waitFor();
        await me.page.waitForLoadState('networkidle').catch(() => {});
        const { violations } = await new AxeBuilder({ page: me.page }).analyze();
        for (const { id, impact, nodes } of violations)
          if (impact === 'serious' || impact === 'critical')
            found.push(`${address}: ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
        if ((await overflow(me.page)) > 0) found.push(`${address}: scrolls sideways`);
      }
      expect(found).toEqual([]);
      expect(me.complaints).toEqual([]);
      await me.close();
    });

  it('says so to a moderator who opens the backups, and shows nothing of them', async () => {
    await installation.cli(['user', 'create', 'mod@example.org', '--role', 'moderator'], {
      input: `${PASSWORD}\n`,
    });
    const me = await visitor(browser, server.url);
    await me.page.goto('/sign-in');
    await me.page.getByRole('textbox', { name: /^E-mail/ }).fill('mod@example.org');
    await me.page.getByLabel(/^Password/).fill(PASSWORD);
    await me.page.getByRole('button', { name: 'Sign in' }).click();
    await me.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await me.page.goto('/backups?tab=history');
    await me.page.getByText('This is not for your role').waitFor();
    expect(await me.page.getByTestId('job-row').count()).toBe(0);
    await me.close();
  });

  it('brings a visitor back to the page they had asked for', async () => {
    const me = await visitor(browser, server.url);
    await me.page.goto('/backups?tab=history');
    await me.page.waitForURL(/\/sign-in\?callbackUrl=/);
    await me.page.getByRole('textbox', { name: /^E-mail/ }).fill(EMAIL);
    await me.page.getByLabel(/^Password/).fill(PASSWORD);
    await me.page.getByRole('button', { name: 'Sign in' }).click();
    await me.page.waitForURL(/\/backups\?tab=history/);
    await me.close();
  });

  it('shows nothing but a clear page for an address that is no job', async () => {
    const me = await visitor(browser, server.url);
    await signIn(me.page, EMAIL, PASSWORD);
    const answer = await me.page.goto('/backups/jobs/zzz');
    expect(answer?.status()).toBe(404);
    await me.page.getByText('There is nothing here').waitFor();
    await me.close();
  });
});
