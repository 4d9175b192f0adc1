// Release notes at the page: what is there, what is missing, the form that writes a note, and the draft at GitHub.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';

const patience = 120_000;
const seen = join(tmpdir(), 'signalman-pages');
const documented = process.env.UPDATE_SCREENSHOTS === '1' ? join('docs', 'images') : null;

describeInBrowser('Release notes at the page', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    browser = await openBrowser({ width: 1280, height: 1000 });
    page = await browser.context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${sandbox.url}/#/U01NORA/C01RELEASE`);
    await page.getByRole('main').waitFor();
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const answer = () => page.getByRole('article', { name: /^Only visible to you/ }).last();
  async function command(text: string): Promise<void> {
    const field = page.getByRole('combobox', { name: /^Message / }).first();
    await field.fill(text);
    await field.press('Escape');
    await field.press('Enter');
  }
  async function photograph(name: string, kept: string | null = null): Promise<void> {
    await page.mouse.move(640, 20);
    for (const colorScheme of ['light', 'dark'] as const) {
      const place = kept ?? seen;
      await mkdir(place, { recursive: true });
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      const end = colorScheme === 'dark' ? '-dark' : '';
      await page.screenshot({ path: join(place, `${name}${end}.png`), animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it('shows how far they are, and what is missing', async () => {
    await command('/release-notes v1.7');
    await answer().getByText('v1.7').first().waitFor();
    await photograph('release-notes', documented);
    await command('/release-notes gaps v1.7');
    await answer().getByText('kubelet: log less while nothing happens').waitFor();
    await photograph('release-notes-gaps');
  });

  it('takes a note in a form', async () => {
    await answer()
      .getByRole('button', { name: /^Write/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    await photograph('release-notes-form');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('proposes the draft at GitHub', async () => {
    await command('/release-notes publish v1.7');
    await answer().getByText('on its way').waitFor();
    const pull = () => sandbox.github.issues('kubernetes/features').find((one) => one.pull !== null);
    await sandbox.slack.waitFor(pull, { what: 'the pull request', timeoutMs: 20_000 });
    expect(pull()?.title).toBe('Release notes of v1.7');
  });

  it('reminds whoever owes something, with a button for each', async () => {
    await page.getByRole('button', { name: 'Next day' }).click();
    await page.goto(`${sandbox.url}/#/U01AMARA/C01RELEASE`);
    await page
      .getByRole('button', { name: /^Signalman/ })
      .first()
      .click();
    await page.getByText('Messages', { exact: true }).first().click();
    await page.getByText(/^Release notes of v1.7: \d things of yours are still missing/).waitFor();
    expect(await page.getByRole('button', { name: /^Write the note/ }).count()).toBeGreaterThan(2);
    await photograph('release-notes-reminder');
  });
});
