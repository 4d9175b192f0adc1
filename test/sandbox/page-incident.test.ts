// An incident from the message that tells of it to the all-clear and beyond, as five people do it at the page.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/world.js';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { type Browser, describeInBrowser } from './browser.js';

const [nora, tomas, mei] = ['U01NORA', 'U01TOMAS', 'U01MEI'];
const [ida, ravi] = ['U01IDA', 'U01RAVI'];
const [incidents, lifecycle, users] = ['C01INCIDENTS', 'C01LIFECYCLE', 'C01USERS'];
const cause = 'The kubelet of 1.6 never starts the control plane: it waits for a network that nobody brings.';

describeInBrowser('An incident at the page', () => {
  let at: Played;
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    at = await playPage(incidents);
    ({ sandbox, browser, page } = at);
  }, pagePatience);
  afterAll(async () => await at?.close());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const conversation = () => page.getByRole('main');
  const heads = () =>
    sandbox.slack.state
      .messages(incidents)
      .filter((one) => one.user === 'U01SIGNAL' && /^Incident \d+, S\d/.test(one.text));
  const head = (id = 1) => heads().find((one) => one.text.startsWith(`Incident ${id},`));
  const headTs = (id = 1) => head(id)?.ts ?? '';
  const top = () => conversation().getByRole('article', { name: /^Signalman: Incident 1, S/ });

  /** The head says what became of its copies. */
  const delivered = () => top().filter({ hasNotText: 'on their way' }).getByText('archived').waitFor();
  /** Chosen in the menu beside the buttons of the head. */
  async function choose(what: RegExp): Promise<void> {
    const menu = top().getByRole('combobox', { name: 'More' });
    const label = await menu.getByRole('option', { name: what, includeHidden: true }).innerText();
    await menu.selectOption({ label });
  }

  it('is declared from a message by somebody without a role, who is told what is missing', async () => {
    await at.be(ravi, '', lifecycle);
    const message = page.getByRole('article', { name: /kubeadm init/ }).first();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /^Declare as an incident/ }).click();
    const form = at.dialog('Declare an incident');
    const title = form.getByLabel('What is broken');
    await title.waitFor();
    expect(await title.inputValue()).toBe('kubeadm init of the 1.6 beta hangs for ever on a fresh machine');
    await form.getByRole('radio', { name: /^S1/ }).check();
    await form.getByLabel('Affected versions').fill('v1.6.0-beta.1 and later');
    await form.getByLabel('Commander').selectOption({ label: 'Tomás Okafor' });
    await form.getByLabel('Issue where it is tracked').fill('kubernetes/kubeadm#212');
    await at.submit(form, 'Declare');
    await form.getByRole('alert').filter({ hasText: 'or that no workaround is known' }).waitFor();
    await form.getByRole('textbox', { name: /^Workaround/ }).fill('Create new clusters with 1.5.');
    await title.scrollIntoViewIfNeeded();
    await at.photograph('incident-declare');
    await at.submit(form, 'Declare');
    await at.dialog('Declared').getByText('Incident 1 is declared, and @Tomás Okafor commands it.').waitFor();
    await at.dismiss();
  });

  it('stands in its channel and in the others, and says where it could not arrive', async () => {
    await at.be(nora);
    await top().getByText('archived').waitFor();
    const said = await top().innerText();
    expect(said).toMatch(/#release-1\.5\s+archived/);
    expect(said).toMatch(/a private channel|#security-response/);
    expect(said).toMatch(/Next update by\s+today, 12:\d\d PM/);
    await top().getByText('Pinned').waitFor();
    await at.be(mei, '', users);
    const copy = page.getByRole('article', { name: /^Signalman: Incident 1, S1/ });
    await copy.getByRole('link', { name: 'incident 1' }).click();
    await at.thread().getByText('For the status page').waitFor();
    await at.be(mei, '', users);
    await copy.waitFor();
    await at.photograph('incident-copy');
    await at.be(mei, encodeURIComponent('kubernetes/kubeadm#212'), 'github');
    await page.getByText('Create new clusters with 1.5').first().waitFor();
    await at.photograph('incident-github');
  });

  it('refuses those who have no say in it, and says whom to ask', async () => {
    await at.be(ravi);
    await top().getByRole('button', { name: 'Update' }).click();
    const refusal = at.dialog('Update an incident').getByText(/^⚠️ Only the commander of incident 1/);
    await refusal.waitFor();
    await at.dialog('Update an incident').getByText('Ask @Tomás Okafor').waitFor();
    await at.photograph('not-allowed');
    await at.dismiss();
  });

  it('is updated: worded by one, looked at, approved by another', async () => {
    await at.be(ida);
    await top().getByRole('button', { name: 'Update' }).click();
    const form = at.dialog('Update incident 1');
    await form.getByLabel('What has changed').fill(cause);
    await form.getByLabel('Where the fix stands').selectOption({ label: 'Cause known' });
    await form.getByLabel('What is being done').fill('A fix is under review.');
    await form.getByLabel('Who does it').fill('SIG Cluster Lifecycle');
    await at.submit(form, 'Preview');
    const preview = at.dialog('Check the update');
    await preview.getByText(cause).waitFor();
    await at.photograph('incident-preview');
    await at.submit(preview, 'Ask for approval');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await at.be(tomas, headTs());
    await at.thread().getByRole('button', { name: 'Approve and send' }).click();
    await at.thread().getByText('Rev 2', { exact: true }).waitFor();
    await at.be(mei, '', users);
    await page.getByText('Cause known').first().waitFor();
    await page.getByRole('button', { name: /^1 reply/ }).waitFor();
  });

  it('brings what people reply below a copy to where they talk, or proposes it', async () => {
    const [copy] = sandbox.slack.state.messages(users).filter((one) => one.user === 'U01SIGNAL');
    await at.be(ravi, copy?.ts, users);
    const field = at.thread().getByRole('combobox');
    await field.fill('With a pod network set by hand it comes up here.');
    await field.press('Enter');
    await at.thread().getByRole('button', { name: 'Bring it to the discussion' }).click();
    await at.thread().getByText('It is in the discussion now').waitFor();
    await at.thread().getByRole('button', { name: 'Propose it as an update' }).click();
    await at
      .thread()
      .getByText(/^Proposed:/)
      .waitFor();
    const discussion = sandbox.slack.state
      .messages(incidents)
      .find((one) => one.text.includes(', discussion'));
    await at.be(tomas, discussion?.ts);
    await at.thread().getByText('With a pod network set by hand').waitFor();
    await page.goto(`${sandbox.url}/#/${tomas}/${incidents}/${headTs()}`);
    await at.thread().getByText('proposes this as an update').waitFor();
    // The thread that stood there before is gone.
    expect(await at.thread().getByText('Discussion of incident 1').count()).toBe(0);
    await at.thread().getByRole('button', { name: 'Refuse…' }).click();
    const form = at.dialog('Refuse the draft');
    await form.getByRole('textbox').fill('Not confirmed yet.');
    await at.submit(form, 'Refuse');
    await at.thread().getByText('was refused').waitFor();
  });

  it('takes a marked reply into the timeline, which is shown in any zone', async () => {
    const [first] = sandbox.slack.state.messages(lifecycle);
    await at.be(tomas, first?.ts, lifecycle);
    const reply = at.thread().getByRole('article', { name: /Here too/ });
    await reply.hover();
    await reply.getByRole('button', { name: 'React with round pushpin' }).click();
    await reply.getByRole('button', { name: 'round pushpin, 1' }).waitFor();
    await at.be(mei);
    // Nobody is told when the bot has taken it, nor when it has read the linked issue: whoever wants to know looks.
    const isTold = async () =>
      (await page.getByText('Here too').count()) > 0 &&
      (await page.getByText('reported kubeadm#212').count()) > 0;
    for (let asked = 1; !(await isTold()); asked++) {
      await at.command('/incident timeline 1 Asia/Tokyo');
      await page
        .getByText('Asia/Tokyo')
        .nth(asked - 1)
        .waitFor();
    }
    expect(await at.answer().innerText()).toMatch(
      /17 March 2017\s+01:53\s+\S+ reported kubeadm#212.*\s+03:23\s+Here too/,
    );
    await at.photograph('incident-timeline', { end: '.timeline' });
    await at.command('/incident list');
    await at.answer().getByText('1 incident open').waitFor();
    await at.command('/incident show 1');
    await at.answer().getByText('To be confirmed by the release lead').waitFor();
  });

  it('strikes through what was wrong, and says what is right', async () => {
    await at.be(tomas, headTs());
    await choose(/^Correct an update/);
    const form = at.dialog('Correct incident 1');
    await form.getByLabel('What was wrong with it').fill('It is the version of the network plugin.');
    await form
      .getByLabel('What is right')
      .fill('The kubelet of 1.6 does not start pods before a network is there.');
    await at.submit(form, 'Preview');
    await at.submit(at.dialog('Check the correction'), 'Send');
    await at.thread().getByText('corrected by rev 3').waitFor();
    await at.thread().getByText('corrects rev 2').waitFor();
    await delivered();
    await at.photograph('incident', { height: 1120, end: '.thread .timeline' });
  });

  it('is handed over, and then given the all-clear by those whose word it takes', async () => {
    await at.be(tomas, headTs());
    await choose(/^Hand over/);
    const handOver = at.dialog('Hand incident 1 over');
    await handOver.getByLabel('New commander').selectOption({ label: 'Nora Feld' });
    await handOver.getByLabel('Reason').fill('My day ends.');
    await at.submit(handOver, 'Hand over');
    await at.thread().getByText('commands from here on').waitFor();
    await at.be(nora, headTs());
    await choose(/^Exit criteria/);
    const form = at.dialog('All-clear: incident 1');
    // The form is there before what it asks.
    await form.getByRole('button', { name: 'I confirm' }).waitFor();
    for (const box of await form.getByRole('checkbox').all()) await box.check();
    await at.submit(form, 'Save');
    await form.getByText('Still missing: 2 confirmations').waitFor();
    await form.getByRole('button', { name: 'I confirm' }).click();
    await form.getByText('The release lead: nora').waitFor();
    await form.getByLabel('How it was resolved').fill('The fix is in 1.6.0-beta.4: kubeadm waits no more.');
    await form.getByLabel('What remains').fill('Clusters made with beta.1 to beta.3 stay as they are.');
    await at.submit(form, 'All clear');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await top().getByText('Resolved after').waitFor();
    await top().getByRole('button', { name: 'Reopen' }).waitFor();
    await delivered();
    await at.photograph('incident-resolved', { end: '.thread .timeline' });
  });

  it('is counted with the others of the month', async () => {
    await at.be(nora);
    await at.command('/incident stats');
    await at
      .answer()
      .getByText(/^Incidents .*: 1$/)
      .waitFor();
    await at.photograph('incident-stats', { end: '.timeline' });
  });

  it('may be declared under embargo, in the same form', async () => {
    await at.command('/incident declare --embargo');
    const form = at.dialog('Declare an incident');
    await form.getByRole('checkbox', { name: /under embargo/ }).waitFor();
    await at.photograph('incident-embargo');
    await at.dismiss();
  });

  it('is reopened, survives a night without a flood, and ends as the duplicate of another', async () => {
    await at.be(nora, headTs());
    await top().getByRole('button', { name: 'Reopen' }).click();
    const again = at.dialog('Reopen incident 1');
    await again.getByRole('textbox').fill('It hangs again with two masters.');
    await at.submit(again, 'Reopen');
    await again.waitFor({ state: 'detached' });
    await top().getByRole('button', { name: 'Update' }).waitFor();
    const reminders = () => head()?.replies.filter((one) => one.text.includes('overdue')).length ?? 0;
    await button('Next day').click();
    await page.getByText('Next report: 17 March 2017').waitFor();
    await sandbox.slack.waitFor(() => reminders() > 0, { timeoutMs: 20_000 });
    expect(reminders()).toBe(1);
    await at.command('/incident declare kubeadm hangs with two masters');
    const form = at.dialog('Declare an incident');
    await form.getByText('Already open: is it one of these?').waitFor();
    await form.getByRole('radio', { name: /^S3/ }).check();
    await form.getByLabel('Affected versions').fill('v1.6.0-beta.3');
    await form.getByLabel('Impact').fill('Two masters cannot be set up.');
    await form.getByRole('checkbox', { name: 'No workaround is known' }).check();
    await at.submit(form, 'Declare');
    await at.dialog('Declared').getByText('you command it').waitFor();
    await at.dismiss();
    await at.command('/incident merge 2');
    const merge = at.dialog(/^Merge/);
    await merge.getByLabel('Goes on in').selectOption({ index: 1 });
    await merge.getByLabel('Why they are the same').fill('The same cause.');
    await at.submit(merge, 'Merge');
    await page.getByText('Merged: incident 2 goes on as incident 1').waitFor();
    await at.command('/incident list');
    await at.answer().getByText('Over', { exact: true }).waitFor();
    await at.photograph('incident-list', { end: '.timeline' });
  });

  it('is struck through everywhere when it was none', async () => {
    await at.command('/incident retract 1');
    const form = at.dialog('Retract incident 1');
    await form.getByRole('textbox').fill('It was a test of the thread.');
    await at.submit(form, 'Retract');
    await page.getByText('Retracted: incident 1').first().waitFor();
  });

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await at.be(nora, '', users);
    await page.getByRole('article', { name: /^Signalman: Incident 1/ }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
    await at.photograph('incident-narrow');
  });

  it('gives nothing to complain about', () => {
    expect(browser.complaints).toEqual([]);
  });
});
