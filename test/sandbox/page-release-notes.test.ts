// Release notes at the page: what is there, what is missing, the form that writes a note, and the draft on GitHub.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/world.js';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { describeInBrowser } from './browser.js';

describeInBrowser('Release notes at the page', () => {
  let at: Played;
  let sandbox: Sandbox;
  let page: Page;
  beforeAll(async () => {
    at = await playPage('C01RELEASE');
    ({ sandbox, page } = at);
    await at.be('U01NORA');
  }, pagePatience);
  afterAll(async () => await at?.close());

  it('shows how far they are, and what is missing', async () => {
    await at.command('/release-notes v1.7');
    await at.answer().getByText('v1.7').first().waitFor();
    await at.photograph('release-notes');
    await at.command('/release-notes gaps v1.7');
    await at.answer().getByText('kubelet: log less while nothing happens').waitFor();
    await at.photograph('release-notes-gaps');
  });

  it('takes a note in a form', async () => {
    await at
      .answer()
      .getByRole('button', { name: /^Write/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    await at.photograph('release-notes-form');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('proposes the draft on GitHub', async () => {
    await at.command('/release-notes publish v1.7');
    await at.answer().getByText('on its way').waitFor();
    const pull = () => sandbox.github.issues('kubernetes/features').find((one) => one.pull !== null);
    await sandbox.slack.waitFor(pull, { what: 'the pull request', timeoutMs: 20_000 });
    expect(pull()?.title).toBe('Release notes of v1.7');
    await at.photograph('release-notes-publish');
    await at.be('U01NORA', encodeURIComponent(`kubernetes/features#${pull()?.number}`), 'github');
    await page.getByText('Release notes of v1.7').nth(1).waitFor();
    await at.photograph('release-notes-pull');
  });

  it('reminds whoever owes something, with a button for each', async () => {
    await at.be('U01NORA');
    await page.getByRole('button', { name: 'Next day' }).click();
    await page.goto(`${sandbox.url}/#/U01AMARA/C01RELEASE`);
    await page
      .getByRole('button', { name: /^Signalman/ })
      .first()
      .click();
    await page.getByText('Messages', { exact: true }).first().click();
    await page.getByText(/^Release notes of v1.7: \d things of yours are still missing/).waitFor();
    expect(await page.getByRole('button', { name: /^Write the note/ }).count()).toBeGreaterThan(2);
    await at.photograph('release-notes-reminder');
  });
});
