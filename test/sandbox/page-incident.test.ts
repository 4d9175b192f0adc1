// An incident from the message that tells of it to the all-clear and beyond, as five people do it at the page.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';

const patience = 120_000;
const [nora, tomas, mei] = ['U01NORA', 'U01TOMAS', 'U01MEI'];
const [ida, ravi] = ['U01IDA', 'U01RAVI'];
const [incidents, lifecycle, users] = ['C01INCIDENTS', 'C01LIFECYCLE', 'C01USERS'];
const seen = join(tmpdir(), 'signalman-pages');
const documented = process.env.UPDATE_SCREENSHOTS === '1' ? join('docs', 'images') : null;
const cause = 'The kubelet of 1.6 never starts the control plane: it waits for a network that nobody brings.';

describeInBrowser('An incident at the page', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    browser = await openBrowser({ width: 1280, height: 1000 });
    page = await browser.context.newPage();
    // What happens to the copies is told in the head within five seconds.
    page.setDefaultTimeout(20_000);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const conversation = () => page.getByRole('main');
  const heads = () =>
    sandbox.slack.state
      .messages(incidents)
      .filter((one) => one.user === 'U01SIGNAL' && /^Incident \d+, S\d/.test(one.text));
  const head = (id = 1) => heads().find((one) => one.text.startsWith(`Incident ${id},`));
  const headTs = (id = 1) => head(id)?.ts ?? '';
  const top = () => conversation().getByRole('article', { name: /^Signalman: Incident 1, S/ });
  const answer = () => page.getByRole('article', { name: /^Only visible to you/ }).last();

  async function be(user: string, channel: string, ts = ''): Promise<void> {
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
  /** The head says what became of its copies. */
  const delivered = () => top().filter({ hasNotText: 'on their way' }).getByText('archived').waitFor();
  async function dismiss(): Promise<void> {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  /** Chosen in the menu beside the buttons of the head. */
  async function choose(what: RegExp): Promise<void> {
    const menu = top().getByRole('combobox', { name: 'More' });
    const label = await menu.getByRole('option', { name: what, includeHidden: true }).innerText();
    await menu.selectOption({ label });
  }
  const submit = (form: Locator, name: string) => form.getByRole('button', { name, exact: true }).click();
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

  it('is declared from a message by somebody without a role, who is told what is missing', async () => {
    await be(ravi, lifecycle);
    const message = page.getByRole('article', { name: /kubeadm init/ }).first();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /^Declare as an incident/ }).click();
    const form = dialog('Declare an incident');
    const title = form.getByLabel('What is broken');
    await title.waitFor();
    expect(await title.inputValue()).toBe('kubeadm init of the 1.6 beta hangs for ever on a fresh machine');
    await form.getByRole('radio', { name: /^S1/ }).check();
    await form.getByLabel('Affected versions').fill('v1.6.0-beta.1 and later');
    await form.getByLabel('Commander').selectOption({ label: 'Tomás Okafor' });
    await form.getByLabel('Issue where it is tracked').fill('kubernetes/kubeadm#212');
    await submit(form, 'Declare');
    await form.getByRole('alert').filter({ hasText: 'or that no workaround is known' }).waitFor();
    await form.getByRole('textbox', { name: /^Workaround/ }).fill('Create new clusters with 1.5.');
    await title.scrollIntoViewIfNeeded();
    await photograph('incident-declare', documented);
    await submit(form, 'Declare');
    await dialog('Declared').getByText('Incident 1 is declared, and @Tomás Okafor commands it.').waitFor();
    await dismiss();
  });

  it('stands in its channel and in the others, and says where it could not arrive', async () => {
    await be(nora, incidents);
    await top().getByText('archived').waitFor();
    const said = await top().innerText();
    expect(said).toMatch(/#release-1\.5\s+archived/);
    expect(said).toMatch(/a private channel|#security-response/);
    expect(said).toMatch(/Next update by\s+today, 12:\d\d PM/);
    await top().getByText('Pinned').waitFor();
    await be(mei, users);
    const copy = page.getByRole('article', { name: /^Signalman: Incident 1, S1/ });
    await copy.getByRole('link', { name: 'incident 1' }).click();
    await thread().getByText('For the status page').waitFor();
  });

  it('refuses those who have no say in it, and says whom to ask', async () => {
    await be(ravi, incidents);
    await top().getByRole('button', { name: 'Update' }).click();
    const refusal = dialog('Update an incident').getByText(/^⚠️ Only the commander of incident 1/);
    await refusal.waitFor();
    await dialog('Update an incident').getByText('Ask @Tomás Okafor').waitFor();
    await dismiss();
  });

  it('is updated: worded by one, looked at, approved by another', async () => {
    await be(ida, incidents);
    await top().getByRole('button', { name: 'Update' }).click();
    const form = dialog('Update incident 1');
    await form.getByLabel('What has changed').fill(cause);
    await form.getByLabel('Where the fix stands').selectOption({ label: 'Cause known' });
    await form.getByLabel('What is being done').fill('A fix is under review.');
    await form.getByLabel('Who does it').fill('SIG Cluster Lifecycle');
    await submit(form, 'Preview');
    const preview = dialog('Look at the update');
    await preview.getByText(cause).waitFor();
    await submit(preview, 'Ask for approval');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await be(tomas, incidents, headTs());
    await thread().getByRole('button', { name: 'Approve and send' }).click();
    await thread().getByText('Rev 2', { exact: true }).waitFor();
    await be(mei, users);
    await page.getByText('Cause known').first().waitFor();
    await page.getByRole('button', { name: /^1 reply/ }).waitFor();
  });

  it('brings what people reply below a copy to where they talk, or proposes it', async () => {
    const [copy] = sandbox.slack.state.messages(users).filter((one) => one.user === 'U01SIGNAL');
    await be(ravi, users, copy?.ts);
    const field = thread().getByRole('combobox');
    await field.fill('With a pod network set by hand it comes up here.');
    await field.press('Enter');
    await thread().getByRole('button', { name: 'Bring it to the discussion' }).click();
    await thread().getByText('It is in the discussion now').waitFor();
    await thread().getByRole('button', { name: 'Propose it as an update' }).click();
    await thread()
      .getByText(/^Proposed:/)
      .waitFor();
    const discussion = sandbox.slack.state
      .messages(incidents)
      .find((one) => one.text.includes(', discussion'));
    await be(tomas, incidents, discussion?.ts);
    await thread().getByText('With a pod network set by hand').waitFor();
    await page.goto(`${sandbox.url}/#/${tomas}/${incidents}/${headTs()}`);
    await thread().getByText('proposes this as an update').waitFor();
    // The thread that stood there before is gone.
    expect(await thread().getByText('Discussion of incident 1').count()).toBe(0);
    await thread().getByRole('button', { name: 'Turn down…' }).click();
    const form = dialog('Turn the draft down');
    await form.getByRole('textbox').fill('Not confirmed yet.');
    await submit(form, 'Turn down');
    await thread().getByText('was turned down').waitFor();
  });

  it('takes a marked reply into the timeline, which is shown in any zone', async () => {
    const [first] = sandbox.slack.state.messages(lifecycle);
    await be(tomas, lifecycle, first?.ts);
    const reply = thread().getByRole('article', { name: /Here too/ });
    await reply.hover();
    await reply.getByRole('button', { name: 'React with round pushpin' }).click();
    await reply.getByRole('button', { name: 'round pushpin, 1' }).waitFor();
    await be(mei, incidents);
    // Nobody is told when the bot has taken it: whoever wants to know looks.
    for (let asked = 1; (await page.getByText('Here too').count()) === 0; asked++) {
      await command('/incident timeline 1 Asia/Tokyo');
      await page
        .getByText('Asia/Tokyo')
        .nth(asked - 1)
        .waitFor();
    }
    expect(await answer().innerText()).toMatch(
      /17 March 2017\s+01:53\s+\S+ reported kubeadm#212.*\s+03:23\s+Here too/,
    );
    await command('/incident list');
    await answer().getByText('1 incident open').waitFor();
    await command('/incident show 1');
    await answer().getByText('To be confirmed by the release lead').waitFor();
  });

  it('strikes through what was wrong, and says what is right', async () => {
    await be(tomas, incidents, headTs());
    await choose(/^Correct an update/);
    const form = dialog('Correct incident 1');
    await form.getByLabel('What was wrong with it').fill('It is the version of the network plugin.');
    await form
      .getByLabel('What is right')
      .fill('The kubelet of 1.6 does not start pods before a network is there.');
    await submit(form, 'Preview');
    await submit(dialog('Look at the correction'), 'Send');
    await thread().getByText('corrected by rev 3').waitFor();
    await thread().getByText('corrects rev 2').waitFor();
    await delivered();
    await page.setViewportSize({ width: 1280, height: 1120 });
    await page.evaluate("document.querySelector('.thread .timeline').scrollTop = 1e6");
    await photograph('incident', documented);
    await page.setViewportSize({ width: 1280, height: 1000 });
  });

  it('is handed over, and then given the all-clear by those whose word it takes', async () => {
    await be(tomas, incidents, headTs());
    await choose(/^Hand over/);
    const handOver = dialog('Hand incident 1 over');
    await handOver.getByLabel('New commander').selectOption({ label: 'Nora Feld' });
    await handOver.getByLabel('Reason').fill('My day ends.');
    await submit(handOver, 'Hand over');
    await thread().getByText('commands from here on').waitFor();
    await be(nora, incidents, headTs());
    await choose(/^Exit criteria/);
    const form = dialog('All-clear: incident 1');
    // The form is there before what it asks.
    await form.getByRole('button', { name: 'I confirm' }).waitFor();
    for (const box of await form.getByRole('checkbox').all()) await box.check();
    await submit(form, 'Save');
    await form.getByText('Still missing: 2 confirmations').waitFor();
    await form.getByRole('button', { name: 'I confirm' }).click();
    await form.getByText('The release lead: nora').waitFor();
    await form.getByLabel('How it was resolved').fill('The fix is in 1.6.0-beta.4: kubeadm waits no more.');
    await form.getByLabel('What still lingers').fill('Clusters made with beta.1 to beta.3 stay as they are.');
    await submit(form, 'All clear');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await top().getByText('Resolved after').waitFor();
    await top().getByRole('button', { name: 'Reopen' }).waitFor();
    await delivered();
    await page.evaluate("document.querySelector('.thread .timeline').scrollTop = 1e6");
    await photograph('incident-resolved', documented);
  });

  it('is reopened, survives a night without a flood, and ends as the duplicate of another', async () => {
    await be(nora, incidents, headTs());
    await top().getByRole('button', { name: 'Reopen' }).click();
    const again = dialog('Reopen incident 1');
    await again.getByRole('textbox').fill('It hangs again with two masters.');
    await submit(again, 'Reopen');
    await again.waitFor({ state: 'detached' });
    await top().getByRole('button', { name: 'Update' }).waitFor();
    const reminders = () => head()?.replies.filter((one) => one.text.includes('overdue')).length ?? 0;
    await button('Next day').click();
    await page.getByText('Next report: 17 March 2017').waitFor();
    await sandbox.slack.waitFor(() => reminders() > 0, { timeoutMs: 20_000 });
    expect(reminders()).toBe(1);
    await command('/incident declare kubeadm hangs with two masters');
    const form = dialog('Declare an incident');
    await form.getByText('Already open: is it one of these?').waitFor();
    await form.getByRole('radio', { name: /^S3/ }).check();
    await form.getByLabel('Affected versions').fill('v1.6.0-beta.3');
    await form.getByLabel('Impact').fill('Two masters cannot be set up.');
    await form.getByRole('checkbox', { name: 'No workaround is known' }).check();
    await submit(form, 'Declare');
    await dialog('Declared').getByText('you command it').waitFor();
    await dismiss();
    await command('/incident merge 2');
    const merge = dialog(/^Merge/);
    await merge.getByLabel('Goes on in').selectOption({ index: 1 });
    await merge.getByLabel('Why they are the same').fill('The same cause.');
    await submit(merge, 'Merge');
    await page.getByText('Merged: incident 2 goes on as incident 1').waitFor();
  });

  it('is struck through everywhere when it was none', async () => {
    await command('/incident retract 1');
    const form = dialog('Retract incident 1');
    await form.getByRole('textbox').fill('It was a test of the thread.');
    await submit(form, 'Retract');
    await page.getByText('Retracted: incident 1').first().waitFor();
  });

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await be(nora, users);
    await page.getByRole('article', { name: /^Signalman: Incident 1/ }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
    await photograph('incident-narrow');
  });

  it('gives nothing to complain about', () => {
    expect(browser.complaints).toEqual([]);
  });
});
