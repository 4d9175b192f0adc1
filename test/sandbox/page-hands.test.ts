import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';
import { type PageFixture, startPage } from './page-fixture.js';
import { type Answer, call } from './slack/fixture.js';

const patience = 120_000;
const channel = 'C01RELEASE';
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const options = ['sev1', 'sev2', 'sev3'].map((value) => ({ text: plain(value.toUpperCase()), value }));
const at = Date.UTC(2017, 2, 16, 19) / 1000;
const folder = join(tmpdir(), 'signalman-pages');

/** The block in which the person would type now. */
const focused = "document.activeElement.closest('[data-block]')?.dataset.block";

const input = (name: string, label: string, element: object, more: object = {}) => ({
  ...{ type: 'input', block_id: name, label: plain(label), element: { action_id: name, ...element } },
  ...more,
});
const modal = (title: string, blocks: object[], more: object = {}) => ({
  ...{ type: 'modal', callback_id: 'incident', title: plain(title), submit: plain('Declare'), blocks },
  ...more,
});
const long = modal('Declare an incident', [
  { type: 'header', text: plain('What happened') },
  {
    type: 'section',
    text: mrkdwn(`From <#${channel}> by <@U01MEI>, <!date^${at}^{date_short_pretty} at {time}|then>`),
  },
  {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'e2e-gce: 3 of 40 fail' }] },
    ],
  },
  { type: 'context', elements: [mrkdwn('Everybody in the channel sees it.')] },
  { type: 'divider' },
  input('title', 'Title', { type: 'plain_text_input', initial_value: 'Upgrade jobs hang', max_length: 40 }),
  input(
    'what',
    'What is broken',
    { type: 'plain_text_input', multiline: true },
    { hint: plain('One line.') },
  ),
  input('severity', 'Severity', { type: 'radio_buttons', options, initial_option: options[1] }),
  input('parts', 'Affected', { type: 'checkboxes', options: options.slice(0, 2) }),
  input('lead', 'Commander', { type: 'users_select', initial_user: 'U01NORA' }),
  input('where', 'Channel', { type: 'channels_select', initial_channel: channel }),
  input(
    'kind',
    'Kind',
    { type: 'static_select', options, placeholder: plain('Pick one') },
    { optional: true },
  ),
  input('since', 'Since', { type: 'datetimepicker', initial_date_time: at }),
  input('day', 'Review on', { type: 'datepicker', initial_date: '2017-03-20' }),
]);

describeInBrowser('A person at the page', () => {
  let fixture: PageFixture;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    fixture = await startPage();
    browser = await openBrowser({ width: 1280, height: 800 });
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await browser.context.newPage();
    page.setDefaultTimeout(8_000);
    await page.goto(fixture.url);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await fixture?.close();
  });
  afterEach(() => {
    fixture.bot.answers = [{ status: 200 }];
  });

  const message = (text: string) => page.getByRole('article', { name: text }).first();
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const say = (text: string, more: object = {}) =>
    fixture.slack.say({ user: 'U01NORA', channel, text, ...more });
  const post = (text: string, more: object = {}) =>
    call(fixture.slack, 'chat.postMessage', { channel, text, ...more });

  async function more(text: string): Promise<void> {
    await message(text).hover();
    await message(text).getByRole('button', { name: 'More actions' }).click();
  }
  async function sent(type: string): Promise<Answer> {
    const last = () => fixture.bot.received.at(-1)?.body;
    await fixture.slack.waitFor(() => last()?.type === type, { what: `a ${type} at the bot` });
    return last();
  }
  /** As a bot would: with the trigger of what has just been pressed. */
  async function openModal(view: object = long): Promise<void> {
    const { ts } = await say('Please open');
    await more('Nora Feld: Please open');
    await item(/^Add to the timeline/).click();
    const { trigger_id, message_ts } = await sent('message_action');
    expect(message_ts).toBe(ts);
    expect(await call(fixture.slack, 'views.open', { trigger_id, view })).toMatchObject({ ok: true });
    await fixture.slack.deleteMessage({ user: 'U01NORA', channel, ts });
  }
  async function photograph(name: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it("finds the app's shortcuts on a message and in the composer", async () => {
    await say('The upgrade jobs hang');
    await more('The upgrade jobs hang');
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      ...['Add to the timeline\nKeeps this message', 'Copy link', 'Edit', 'Delete'],
    ]);
    await photograph('menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    const bolt = page.getByRole('button', { name: 'Shortcuts' });
    await bolt.click();
    await bolt.click();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await bolt.click();
    await page.keyboard.press('Enter');
    expect(await sent('shortcut')).toMatchObject({ callback_id: 'declare', user: { id: 'U01NORA' } });
  });

  it('edits a message of their own, and deletes it when they are sure', async () => {
    const { ts } = await say('Skew tests are red');
    await more('Skew tests are red');
    await item('Edit').click();
    const field = page.getByRole('textbox', { name: 'Edit the message' });
    await field.fill('Skew tests are green');
    await field.press('Enter');
    await message('Skew tests are green').getByText('(edited)').waitFor();
    await more('Skew tests are green');
    await item('Delete').click();
    await dialog('Delete this message?').getByRole('button', { name: 'Cancel' }).click();
    expect(fixture.slack.state.message(channel, ts)).toMatchObject({ text: 'Skew tests are green' });
    await more('Skew tests are green');
    await item('Delete').click();
    await dialog('Delete this message?').getByRole('button', { name: 'Delete' }).click();
    await message('Skew tests are green').waitFor({ state: 'detached' });
  });

  it("deletes the bot's message by hand, but edits nobody else's", async () => {
    await post('Incident 7 is open');
    await fixture.slack.say({ user: 'U01MEI', channel, text: 'I am on it' });
    await more('Incident 7 is open');
    expect(await item('Edit').count()).toBe(0);
    await item('Delete by hand (as an admin)').click();
    await dialog('Delete this message?').getByRole('button', { name: 'Delete' }).click();
    await message('Incident 7 is open').waitFor({ state: 'detached' });
    await more('I am on it');
    expect(await item('Delete').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('copies a link, which opens the thread when it is followed', async () => {
    const { ts } = await post('Incident 8 is open');
    await say('First reply', { threadTs: ts });
    await more('Incident 8 is open');
    await item('Copy link').click();
    const link = fixture.slack.state.permalink(channel, ts);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    await post(`See <${link}|the incident>`);
    await page.getByRole('link', { name: 'the incident' }).click();
    await thread().getByText('First reply').waitFor();
    expect(page.url()).toContain(`/${channel}/${ts}`);
  });

  it('reacts to a reply, uses a shortcut on it, and sees in the thread what others do not', async () => {
    const reply = thread().getByRole('article', { name: 'First reply' });
    await reply.hover();
    await reply.getByRole('button', { name: 'React with round pushpin' }).click();
    await reply.getByRole('button', { name: 'round pushpin, 1' }).waitFor();
    await reply.getByRole('button', { name: 'More actions' }).click();
    await item(/^Add to the timeline/).click();
    const { message: meant } = await sent('message_action');
    await call(fixture.slack, 'chat.postEphemeral', {
      ...{ channel, user: 'U01NORA', thread_ts: meant.thread_ts, text: 'Noted in the timeline' },
    });
    await thread().getByText('Only visible to you').waitFor();
    await page.getByRole('button', { name: /1 only visible to you/ }).waitFor();
    await photograph('thread');
    await thread().getByText('Noted in the timeline').hover();
    await thread().getByRole('button', { name: 'Dismiss' }).click();
    await thread().getByText('Noted in the timeline').waitFor({ state: 'detached' });
  });

  it('is told of a thread that is not there, or no more', async () => {
    await page.goto(`${fixture.url}/#/U01NORA/${channel}/1.000000`);
    await thread().getByText('There is no such thread here.').waitFor();
    await page.goto(`${fixture.url}/#/U01NORA/${channel}/%E0%A4%A`);
    await thread().getByText('There is no such thread here.').waitFor();
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await thread().waitFor({ state: 'detached' });
  });

  it('answers the app in a thread of its own conversation', async () => {
    const direct = fixture.slack.direct('U01NORA');
    const { ts } = await call(fixture.slack, 'chat.postMessage', {
      channel: direct,
      text: 'A digest is late',
    });
    await page.goto(`${fixture.url}/#/U01NORA/${direct}/${ts}`);
    await thread().getByRole('combobox').fill('Thank you');
    await thread().getByRole('combobox').press('Enter');
    await page.getByRole('button', { name: /^1 reply/ }).waitFor();
    await page.goto(`${fixture.url}/#/U01NORA/${channel}`);
  });

  it('fills in a long modal in a small window, and is told at each field what is missing', async () => {
    await page.setViewportSize({ width: 900, height: 600 });
    await openModal();
    const form = dialog('Declare an incident');
    const box = (await form.boundingBox()) ?? { height: 0 };
    expect(box.height).toBeLessThanOrEqual(600);
    const submit = form.getByRole('button', { name: 'Declare' });
    await submit.waitFor();
    const said = await form.innerText();
    for (const text of ['#release-1.6', '@Mei Tanabe', 'today at 12:00 PM', 'e2e-gce: 3 of 40 fail'])
      expect(said).toContain(text);
    expect(await form.getByLabel('Title').inputValue()).toBe('Upgrade jobs hang');
    expect(await form.getByLabel('Since').inputValue()).toBe('2017-03-16T12:00');
    expect(await form.getByLabel('Commander').locator('option:checked').innerText()).toBe('Nora Feld');
    expect(await form.getByRole('radio', { name: 'SEV2' }).isChecked()).toBe(true);
    await photograph('modal');
    await submit.click();
    const alerts = form.getByRole('alert').filter({ hasText: 'Please complete this required field.' });
    await alerts.first().waitFor();
    expect(await alerts.count()).toBe(2);
    expect(await page.evaluate(focused)).toBe('what');
    await photograph('modal-errors');
    await form.getByLabel('What is broken').fill('Nodes do not come back');
    expect(await alerts.count()).toBe(1);
    await form.getByRole('checkbox', { name: 'SEV1' }).check();
    await form.getByLabel('Since').fill('2017-03-16T11:30');
    await photograph('modal-end');
    const answer = { response_action: 'errors', errors: { title: 'There is one of this name.' } };
    fixture.bot.answers = [{ status: 200, body: JSON.stringify(answer) }, { status: 200 }];
    await submit.click();
    await form.getByRole('alert').filter({ hasText: 'There is one of this name.' }).waitFor();
    await form.getByLabel('Title').fill('Upgrade jobs hang again, and it is known why');
    await form.getByText('40 of 40 characters').waitFor();
    await submit.click();
    await form.waitFor({ state: 'detached' });
    const { values } = (await sent('view_submission')).view.state;
    expect(values).toMatchObject({
      title: { title: { value: 'Upgrade jobs hang again, and it is known' } },
      what: { what: { value: 'Nodes do not come back' } },
      severity: { severity: { selected_option: { value: 'sev2' } } },
      parts: { parts: { selected_options: [{ value: 'sev1' }] } },
      lead: { lead: { selected_user: 'U01NORA' } },
      where: { where: { selected_channel: channel } },
      kind: { kind: { selected_option: null } },
      since: { since: { selected_date_time: at - 1800 } },
      day: { day: { selected_date: '2017-03-20' } },
    });
  });

  it('comes back from a modal that was pushed, to what was typed before', async () => {
    const actions = [{ type: 'button', action_id: 'more', text: plain('Add people') }];
    await openModal(
      modal('First', [
        input('title', 'Title', { type: 'plain_text_input' }),
        { type: 'actions', elements: actions },
      ]),
    );
    await dialog('First').getByLabel('Title').fill('Typed');
    async function push(): Promise<void> {
      await dialog('First').getByRole('button', { name: 'Add people' }).click();
      const { trigger_id } = await sent('block_actions');
      const view = modal('Second', [{ type: 'section', text: mrkdwn('Nobody yet') }], { submit: undefined });
      await call(fixture.slack, 'views.push', { trigger_id, view });
      await dialog('Second').waitFor();
      expect(await dialog('First').count()).toBe(0);
    }
    await push();
    await page.keyboard.press('Escape');
    await dialog('Second').waitFor({ state: 'detached' });
    expect(await dialog('First').getByLabel('Title').inputValue()).toBe('Typed');
    await push();
    await dialog('Second').getByRole('button', { name: 'Back' }).click();
    await dialog('Second').waitFor({ state: 'detached' });
    await push();
    await dialog('Second').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(fixture.slack.state.views('U01NORA')).toEqual([]);
  });

  it('begins in the first field of a modal that is filled in once it is open, or where the bot says', async () => {
    const nothing = modal('Declare', [{ type: 'section', text: mrkdwn('One moment') }], {
      submit: undefined,
    });
    const boxes = { type: 'checkboxes', options: [{ text: plain('Now'), value: 'now' }] };
    const fields = (more: object = {}) => [
      { type: 'section', text: mrkdwn('Read this first') },
      input('what', 'What', { type: 'plain_text_input' }),
      input('when', 'When', { ...boxes, ...more }),
    ];
    await openModal(nothing);
    const view = () => fixture.slack.state.views('U01NORA').at(-1)?.id ?? '';
    await call(fixture.slack, 'views.update', { view_id: view(), view: modal('Declare', fields()) });
    await dialog('Declare').getByLabel('What').waitFor();
    await page.locator('[data-block=what] :focus').waitFor();
    // Whoever is typing is left alone.
    await dialog('Declare').getByLabel('What').fill('Typed');
    const more = [...fields(), input('who', 'Who', { type: 'plain_text_input' })];
    await call(fixture.slack, 'views.update', { view_id: view(), view: modal('Declare', more) });
    await dialog('Declare').getByLabel('Who').waitFor();
    expect(await page.evaluate(focused)).toBe('what');
    await dialog('Declare').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await openModal(modal('Declare', fields({ focus_on_load: true })));
    await page.locator('[data-block=when] :focus').waitFor();
    await dialog('Declare').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('needs no mouse: past the sidebar with one key, and after a form back to where one was', async () => {
    await page.reload();
    await page.getByRole('main').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the conversation');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    const bolt = page.getByRole('button', { name: 'Shortcuts' });
    await bolt.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Enter');
    const { trigger_id } = await sent('shortcut');
    const view = modal('By keys', [input('title', 'Title', { type: 'plain_text_input' })]);
    expect(await call(fixture.slack, 'views.open', { trigger_id, view })).toMatchObject({ ok: true });
    await dialog('By keys').waitFor();
    await page.keyboard.press('Escape');
    await dialog('By keys').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.ariaLabel')).toMatch(/^(Shortcuts|Message #)/);
  });

  it('sees that a modal is being sent, and in it that the bot failed', async () => {
    await openModal(modal('Ask', [input('why', 'Why', { type: 'plain_text_input' })]));
    fixture.bot.answers = [{ status: 500 }];
    await dialog('Ask').getByLabel('Why').fill('So');
    await dialog('Ask').getByLabel('Why').press('Control+Enter');
    await dialog('Ask').getByRole('alert').filter({ hasText: 'could not take it' }).waitFor();
    fixture.bot.answers = ['hang'];
    const submit = dialog('Ask').getByRole('button', { name: 'Declare' });
    await submit.click();
    await page.locator('[type=submit][aria-busy=true]').waitFor();
    await photograph('modal-busy');
    await dialog('Ask').getByRole('alert').filter({ hasText: 'did not answer in time' }).waitFor();
    await dialog('Ask').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('does all of it in a narrow window too', async () => {
    await page.setViewportSize({ width: 390, height: 740 });
    await say('A line in a narrow window');
    await more('A line in a narrow window');
    await photograph('menu-narrow');
    expect(
      (await page.getByRole('button', { name: 'Conversations', exact: true }).boundingBox())?.width,
    ).toBe(32);
    const { x = 0, width = 0 } = (await page.getByRole('menu').boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(390);
    await page.keyboard.press('Escape');
    await openModal();
    await photograph('modal-narrow');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('finds nothing to complain about', () => {
    // The refusals of the test before are the browser's to tell.
    const own = browser.complaints.filter((text) => !text.includes('400 (Bad Request)'));
    expect(own).toEqual([]);
  });
});
