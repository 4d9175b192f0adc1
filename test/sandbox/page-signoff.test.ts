// The sign-off of a candidate at the page: asked by one, answered by several, and taken back by a commit that lands.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';

const patience = 120_000;
const [nora, tomas, mei, ravi] = ['U01NORA', 'U01TOMAS', 'U01MEI', 'U01RAVI'];
const [amara, jonas] = ['U01AMARA', 'U01JONAS'];
const channel = 'C01RELEASE';
const seen = join(tmpdir(), 'signalman-pages');
const documented = process.env.UPDATE_SCREENSHOTS === '1' ? join('docs', 'images') : null;

describeInBrowser('The sign-off at the page', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    browser = await openBrowser({ width: 1280, height: 1000 });
    page = await browser.context.newPage();
    page.setDefaultTimeout(20_000);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const poll = () => page.getByRole('article', { name: /^Signalman: v1\.6: Sign-off for v1\.6\.0-beta\.4/ });
  const answer = () => page.getByRole('article', { name: /^Only visible to you/ }).last();
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const press = (name: string) => poll().getByRole('button', { name, exact: true }).click();
  const submit = (form: Locator, name: string) => form.getByRole('button', { name, exact: true }).click();

  async function be(user: string, ts = ''): Promise<void> {
    // From scratch: nothing of what the person before saw is left.
    await page.goto('about:blank');
    await page.goto(`${sandbox.url}/#/${user}/${channel}${ts === '' ? '' : `/${ts}`}`);
    await page.getByRole('main').waitFor();
  }
  async function command(text: string): Promise<void> {
    const field = page.getByRole('combobox', { name: /^Message / });
    await field.fill(text);
    await field.press('Escape');
    await field.press('Enter');
  }
  async function dismiss(): Promise<void> {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  /** The light one is for the documentation; the dark one is only looked at. */
  async function photograph(name: string, kept: string | null = null): Promise<void> {
    await page.mouse.move(640, 20);
    for (const [colorScheme, place] of [
      ['light', kept ?? seen],
      ['dark', seen],
    ] as const) {
      await mkdir(place, { recursive: true });
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      const end = place === kept ? '' : `-${colorScheme}`;
      await page.screenshot({ path: join(place, `${name}${end}.png`), animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it('is asked for by a release lead, in a form that knows the deadline', async () => {
    await be(nora);
    await command('/release-signoff ask v1.6.0-beta.4');
    const form = dialog('Ask for sign-off');
    await form.getByText('7 SIGs').waitFor();
    expect(await form.getByLabel('Candidate').inputValue()).toBe('v1.6.0-beta.4');
    await photograph('signoff-ask');
    await submit(form, 'Ask');
    await dialog('Asked').getByText('is open until').waitFor();
    await dismiss();
    await poll().getByText('0 of 7 GO').waitFor();
    expect(await poll().innerText()).toContain('b202120be');
  });

  it('is answered with one press by the lead of one SIG, and by whoever leads several in a form', async () => {
    await be(tomas);
    await press('GO');
    await answer().getByText('of Cluster Lifecycle for v1.6.0-beta.4 is recorded').waitFor();
    await poll().getByText('1 of 7 GO').waitFor();
    await be(jonas);
    await press('GO');
    const form = dialog('Say GO');
    await form.getByRole('checkbox', { name: 'API Machinery' }).check();
    await form.getByRole('checkbox', { name: 'Apps' }).check();
    await photograph('signoff-answer');
    await submit(form, 'GO');
    await dialog('Recorded').getByText('of API Machinery, Apps').waitFor();
    await dismiss();
    await poll().getByText('3 of 7 GO').waitFor();
  });

  it('takes a NO GO with its reason, and a GO that waits for something', async () => {
    await be(amara);
    await press('NO GO…');
    const against = dialog('Say NO GO');
    await against.getByRole('checkbox', { name: 'Node' }).check();
    await against.getByLabel('Why not').fill('The kubelet does not come back after a restart of docker.');
    await submit(against, 'NO GO');
    await dialog('Recorded').getByText('of Node').waitFor();
    await dismiss();
    await poll().getByText('does not come back').waitFor();
    const open = sandbox.github
      .issues('kubernetes/kubernetes')
      .find((one) => one.state === 'open' && one.pull);
    await press('GO if…');
    const form = dialog('GO with conditions');
    await form.getByRole('checkbox', { name: 'Storage' }).check();
    await form.getByLabel('GO as soon as').fill(`#${open?.number}`);
    await submit(form, 'GO');
    await dialog('Recorded').getByText('of Storage').waitFor();
    await dismiss();
    await poll().getByText(`#${open?.number}`).waitFor();
    await poll().getByText('3 of 7 GO').waitFor();
    await be(mei);
    await poll().getByText('3 of 7 GO').waitFor();
    await photograph('signoff', documented);
  });

  it('refuses those who speak for nobody, and is no message of its own for every answer', async () => {
    await be(ravi);
    await press('GO');
    await answer().getByText('You lead none of the SIGs').waitFor();
    expect(await poll().count()).toBe(1);
    const [message] = sandbox.slack.state
      .messages(channel)
      .filter((one) => one.text.includes('Sign-off for v1.6.0-beta.4'));
    expect(message?.edited).toBeDefined();
    expect(message?.replies).toHaveLength(1);
    await be(mei, message?.ts);
    await thread().getByText('Node says NO GO').waitFor();
    await photograph('signoff-thread');
  });

  it('is a section of the status, with the reason among those of the verdict', async () => {
    await be(nora);
    await command('/release-status signoff');
    await answer().getByText('3 of 7 GO').waitFor();
    await photograph('signoff-section');
    await answer().getByRole('button', { name: 'Back to the verdict' }).click();
    await answer().getByText('Not every SIG has signed off').waitFor();
    const last = await answer().innerText();
    expect(last).toContain('3 of 7 GO for v1.6.0-beta.4');
    await photograph('signoff-verdict');
  });

  it('is void once a commit lands, and says which; a release lead asks again', async () => {
    await be(nora);
    await page.getByRole('button', { name: 'A commit lands on release-1.6' }).click();
    await poll().getByText('Overtaken').waitFor();
    await poll().getByText('0 of 7 GO').waitFor();
    expect(await poll().getByRole('button', { name: 'GO', exact: true }).count()).toBe(0);
    expect(await poll().innerText()).toMatch(/landed on release-1\.6/);
    await be(mei);
    await poll().getByText('Overtaken').waitFor();
    await photograph('signoff-void');
    await be(nora);
    await press('Ask again…');
    const form = dialog('Ask for sign-off');
    await form.getByLabel('Candidate').waitFor();
    expect(await form.getByLabel('Candidate').inputValue()).toBe('');
    await submit(form, 'Ask');
    await dialog('Asked').getByText('is open until').waitFor();
    await dismiss();
    expect(browser.complaints).toEqual([]);
  });
});
