// A post-mortem at the page: the question after the all-clear, lessons, action items, sections, and its signatures.
import { afterAll, beforeAll, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { minute } from '../../src/domain/time.js';
import type { Sandbox } from '../../src/sandbox/world.js';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { describeInBrowser } from './browser.js';

const tomas = 'U01TOMAS';
const incidents = 'C01INCIDENTS';

describeInBrowser('A post-mortem at the page', () => {
  let at: Played;
  let sandbox: Sandbox;
  let page: Page;
  beforeAll(async () => {
    at = await playPage(incidents);
    ({ sandbox, page } = at);
    await overAndDone(sandbox);
  }, pagePatience);
  afterAll(async () => await at?.close());

  it('asks for lessons in the discussion, by button or by a word', async () => {
    await at.be(tomas, at.found(', discussion'));
    await at.thread().getByRole('button', { name: 'What went well…' }).waitFor();
    const field = at.thread().getByRole('combobox');
    await field.fill('wrong: no test covers clusters without a network');
    await field.press('Enter');
    await at.thread().getByText('Kept under What went wrong.').waitFor();
    await at.photograph('postmortem-question');
    await at.thread().getByRole('button', { name: 'Where we got lucky…' }).click();
    const form = at.dialog('Add a lesson');
    await form.getByLabel('What you learned').fill('Only clusters that were initialized anew could hang.');
    await at.photograph('postmortem-lesson');
    await at.submit(form, 'Add');
    await at.dialog('Added').getByText('It stands under Where we got lucky.').waitFor();
    await at.photograph('postmortem-added');
    await at.dismiss();
  });

  it('takes action items in a form', async () => {
    await at.be(tomas);
    await at.command('/incident action 1 Run kubeadm end-to-end tests on release-1.6');
    const form = at.dialog('Add an action item');
    await form.getByLabel('Type').getByText('detect').click();
    await form.getByLabel('Owner').selectOption({ label: 'Mei Tanabe' });
    await form.getByLabel('Due').fill('2017-04-28');
    await form.getByRole('textbox').first().scrollIntoViewIfNeeded();
    await at.photograph('postmortem-action');
    await at.submit(form, 'Add');
    await at.dialog('Added').waitFor();
    await at.dismiss();
    await at.command('/incident action 1 Say who answers for failing end-to-end tests');
    await at.dialog('Add an action item').getByLabel('Type').getByText('prevent').click();
    await at.submit(at.dialog('Add an action item'), 'Add');
    await at.dialog('Added').waitFor();
    await at.dismiss();
    await at.command('/incident action list');
    await at.answer().getByText('2 of 2 open').waitFor();
    await at.photograph('postmortem-items');
    const menu = at.answer().getByRole('combobox', { name: 'More' }).first();
    await menu.selectOption({ label: 'Open as an issue…' });
    await at.dialog('Open as an issue').getByText('Assigned to:').waitFor();
    await at.photograph('postmortem-issue');
    await at.dismiss();
  });

  it('is written section by section', async () => {
    await at.be(tomas);
    await page
      .getByRole('article', { name: /^Signalman: Incident 1, S/ })
      .getByRole('button', { name: 'Post-mortem' })
      .click();
    await at.answer().getByText('Missing before it can be final').waitFor();
    await at.answer().scrollIntoViewIfNeeded();
    await at.photograph('postmortem');
    await at.answer().getByRole('button', { name: 'Write…' }).nth(1).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').waitFor();
    await at.photograph('postmortem-section');
    await at.dismiss();
    await at.answer().getByRole('button', { name: 'Status…' }).click();
    await at.dialog('Status').getByText('pending feedback').waitFor();
    await at.photograph('postmortem-status');
    await at.dismiss();
    await at.be(tomas, at.found('Incident 1, S'));
    await at.thread().getByText('added an action item').last().waitFor();
    await at.photograph('postmortem-thread');
  });
});

/** Declared and, later, resolved by Tomás, without a browser. */
async function overAndDone({ slack, pass }: Sandbox): Promise<void> {
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
  await pass(47 * minute);
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
