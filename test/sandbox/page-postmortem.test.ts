// A post-mortem at the page: the question after the all-clear, lessons, action items, sections, and its signatures.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';

const patience = 120_000;
const [tomas, mei] = ['U01TOMAS', 'U01MEI'];
const incidents = 'C01INCIDENTS';
const seen = join(tmpdir(), 'signalman-pages');
const documented = process.env.UPDATE_SCREENSHOTS === '1' ? join('docs', 'images') : null;

describeInBrowser('A post-mortem at the page', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    await overAndDone(sandbox);
    browser = await openBrowser({ width: 1280, height: 1000 });
    page = await browser.context.newPage();
    page.setDefaultTimeout(20_000);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const answer = () => page.getByRole('article', { name: /^Only visible to you/ }).last();
  const found = (part: string) =>
    sandbox.slack.state.everything(incidents).find(({ text }) => text.includes(part))?.ts ?? '';
  async function be(user: string, ts = ''): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${sandbox.url}/#/${user}/${incidents}${ts === '' ? '' : `/${ts}`}`);
    await page.getByRole('main').waitFor();
  }
  async function command(text: string): Promise<void> {
    const field = page.getByRole('combobox', { name: /^Message / }).first();
    await field.fill(text);
    await field.press('Escape');
    await field.press('Enter');
  }
  async function dismiss(): Promise<void> {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  const submit = (form: Locator, name: string) => form.getByRole('button', { name, exact: true }).click();
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

  it('asks for lessons in the discussion, by button or by a word', async () => {
    await be(tomas, found(', discussion'));
    await thread().getByRole('button', { name: 'What went well…' }).waitFor();
    const field = thread().getByRole('combobox');
    await field.fill('wrong: no test covers clusters without a network');
    await field.press('Enter');
    await thread().getByText('Kept under What went wrong.').waitFor();
    await photograph('postmortem-question');
    await thread().getByRole('button', { name: 'Where we got lucky…' }).click();
    const form = dialog('Add a lesson');
    await form.getByLabel('What you learned').fill('Only clusters that were initialized anew could hang.');
    await photograph('postmortem-lesson');
    await submit(form, 'Add');
    await dialog('Added').getByText('It stands under Where we got lucky.').waitFor();
    await photograph('postmortem-added');
    await dismiss();
  });

  it('takes action items in a form', async () => {
    await be(tomas);
    await command('/incident action 1 Run kubeadm end-to-end tests on release-1.6');
    const form = dialog('Add an action item');
    await form.getByLabel('Type').getByText('detect').click();
    await form
      .getByLabel('Owner')
      .selectOption({ label: 'Mei Tanaka' })
      .catch(() => {});
    await form.getByLabel('Due').fill('2017-04-28');
    await photograph('postmortem-action');
    await submit(form, 'Add');
    await dialog('Added').waitFor();
    await dismiss();
    await command('/incident action 1 Say who answers for failing end-to-end tests');
    await dialog('Add an action item').getByLabel('Type').getByText('prevent').click();
    await submit(dialog('Add an action item'), 'Add');
    await dialog('Added').waitFor();
    await dismiss();
    await command('/incident action list');
    await answer().getByText('2 of 2 open').waitFor();
    await photograph('postmortem-items');
    const menu = answer().getByRole('combobox', { name: 'More' }).first();
    await menu.selectOption({ label: 'Open as an issue…' });
    await dialog('Open as an issue').getByText('Assigned to:').waitFor();
    await photograph('postmortem-issue');
    await dismiss();
  });

  it('is written section by section', async () => {
    await be(tomas);
    await page
      .getByRole('article', { name: /^Signalman: Incident 1, S/ })
      .getByRole('button', { name: 'Post-mortem' })
      .click();
    await answer().getByText('Missing before it can be final').waitFor();
    await answer().scrollIntoViewIfNeeded();
    await photograph('postmortem', documented);
    await answer().getByRole('button', { name: 'Write…' }).nth(1).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').waitFor();
    await photograph('postmortem-section');
    await dismiss();
    await answer().getByRole('button', { name: 'Status…' }).click();
    await dialog('Status').getByText('pending feedback').waitFor();
    await photograph('postmortem-status');
    await dismiss();
    await be(tomas, found('Incident 1, S'));
    await thread().getByText('added an action item').last().waitFor();
    await photograph('postmortem-thread');
    expect(mei).toBe('U01MEI');
  });
});

/** Declared and resolved by Tomás, without a browser. */
async function overAndDone({ slack }: Sandbox): Promise<void> {
  const user = tomas;
  const top = () => slack.state.views(user).at(-1);
  const form = (callbackId: string) =>
    slack.waitFor(() => (top()?.callbackId === callbackId ? top()?.id : undefined), { what: callbackId });
  const type = (text: string) => slack.slashCommand({ command: '/incident', text, user, channel: incidents });
  await type('declare');
  await slack.submitView({
    user,
    viewId: await form('incident_declare'),
    values: {
      ...{ title: 'kubeadm init hangs with 1.6.0-beta.4', severity: 's3', versions: '1.6.0-beta.4' },
      ...{
        impact: 'Nobody can initialize a new cluster.',
        workaround: 'Stay on 1.5.',
        issue: 'kubernetes/kubeadm#212',
      },
    },
  });
  await slack.closeView({ viewId: top()?.id ?? '', user, all: true });
  await type('resolve 1');
  const viewId = await form('incident_resolve');
  const blocks = JSON.stringify(top()?.blocks);
  const criteria = [...blocks.matchAll(/"value":"([^"]+)"/g)]
    .map(([, one]) => one ?? '')
    .filter((one) => one !== '1');
  await slack.submitView({ user, viewId, values: { criteria } });
  await slack.click({ user, viewId: top()?.id ?? '', actionId: 'incident_confirm' });
  await slack.waitFor(() => JSON.stringify(top()?.blocks).includes('white_check_mark') || undefined);
  await slack.submitView({
    user,
    viewId: top()?.id ?? '',
    values: { text: 'The fix is in 1.6.0-rc.1.', lingering: 'none' },
  });
  await slack.waitFor(
    () =>
      slack.state.everything(incidents).some(({ text }) => text.startsWith('Incident 1 is over')) ||
      undefined,
    { what: 'the question', timeoutMs: 40_000 },
  );
}
