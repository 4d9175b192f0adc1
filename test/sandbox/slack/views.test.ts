import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Bot, startBot } from './bot.js';
import { call, start } from './fixture.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (name: string, more: object = {}) => ({
  type: 'input',
  block_id: `${name}_block`,
  label: plain(name),
  element: { type: 'plain_text_input', action_id: name },
  ...more,
});
const modal = (more: object = {}) => ({
  ...{ type: 'modal', title: plain('Title'), submit: plain('Send'), callback_id: 'ask' },
  blocks: [input('why')],
  ...more,
});

describe('Modals', () => {
  let slack: LocalSlack;
  let bot: Bot;
  let now = 1_700_000_000_000;
  beforeEach(async () => {
    bot = await startBot();
    slack = await start({ eventsUrl: bot.url, now: () => now });
  });
  afterEach(async () => {
    await bot.close();
    await slack.close();
  });
  async function trigger(): Promise<string> {
    return (await slack.shortcut({ callbackId: 'go', user: 'U1' })).triggerId;
  }
  async function open(view: object = modal()) {
    return call(slack, 'views.open', { trigger_id: await trigger(), view });
  }

  it('open with a trigger of ours, and show', async () => {
    const answer = await open();
    expect(answer).toMatchObject({
      ok: true,
      view: { type: 'modal', callback_id: 'ask', previous_view_id: null },
    });
    expect(answer.view.state.values).toEqual({
      why_block: { why: { type: 'plain_text_input', value: null } },
    });
    expect(slack.state.views('U1')).toMatchObject([{ id: answer.view.id }]);
    expect(slack.state.views('U2')).toEqual([]);
  });

  it('do not open with an invented, a used or an old trigger', async () => {
    const tryOpen = (trigger_id: string) => call(slack, 'views.open', { trigger_id, view: modal() });
    expect(await tryOpen('1.2.abc')).toMatchObject({ error: 'invalid_trigger_id' });
    const used = await trigger();
    await tryOpen(used);
    expect(await tryOpen(used)).toMatchObject({ error: 'exchanged_trigger_id' });
    const old = await trigger();
    now += 3_001;
    expect(await tryOpen(old)).toMatchObject({ error: 'expired_trigger_id' });
  });

  it.each([
    ['a long title', modal({ title: plain('x'.repeat(25)) }), '/view/title/text'],
    [
      '101 blocks',
      modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }),
      '/view/blocks',
    ],
    ['a native chart', modal({ blocks: [{ type: 'data_visualization' }] }), '/view/blocks/0/type'],
    ['inputs and nothing to submit', modal({ submit: undefined }), '/view/submit'],
    ['long private metadata', modal({ private_metadata: 'x'.repeat(3001) }), '/view/private_metadata'],
    ['the wrong type', modal({ type: 'home' }), '/view/type'],
  ])('are refused with %s', async (_, view, place) => {
    const answer = await open(view);
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(answer.response_metadata.messages.join()).toContain(`[json-pointer:${place}]`);
  });

  it('are updated unless they changed meanwhile, and keep what was typed', async () => {
    const { view } = await open();
    const shown = slack.state.views('U1')[0];
    Object.assign(shown?.state.why_block?.why ?? {}, { value: 'typed' });
    const update = (hash: string) => call(slack, 'views.update', { view_id: view.id, hash, view: modal() });
    const changed = await update(view.hash);
    expect(changed.view.state.values.why_block.why.value).toBe('typed');
    expect(await update(view.hash)).toMatchObject({ error: 'hash_conflict' });
    expect(await call(slack, 'views.update', { view_id: 'V9', view: modal() })).toMatchObject({
      error: 'not_found',
    });
  });

  it('are found by their external id, which no two share', async () => {
    await open(modal({ external_id: 'mine' }));
    const update = { external_id: 'mine', view: modal({ external_id: 'mine', title: plain('New') }) };
    expect(await call(slack, 'views.update', update)).toMatchObject({ ok: true });
    expect(await open(modal({ external_id: 'mine' }))).toMatchObject({ error: 'duplicate_external_id' });
  });

  it('are pushed from a modal, three deep', async () => {
    const blocks = [
      { type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] },
    ];
    let { view } = await open(modal({ blocks }));
    const push = async () => {
      const { triggerId } = await slack.click({ user: 'U1', viewId: view.id, actionId: 'more' });
      return call(slack, 'views.push', { trigger_id: triggerId, view: modal({ blocks }) });
    };
    const second = await push();
    expect(second.view).toMatchObject({ previous_view_id: view.id, root_view_id: view.id });
    view = second.view;
    view = (await push()).view;
    expect(await push()).toMatchObject({ error: 'push_limit_reached' });
    expect(slack.state.views('U1')).toHaveLength(3);
  });

  it('send their values, and close when the bot just acknowledges', async () => {
    const { view } = await open();
    const outcome = await slack.submitView({ viewId: view.id, user: 'U1', values: { why: 'so' } });
    expect(outcome).toMatchObject({ action: 'none', status: 200 });
    const { type, view: sent } = bot.received.at(-1)?.body ?? {};
    expect([type, sent.state.values.why_block.why.value]).toEqual(['view_submission', 'so']);
    expect(slack.state.views('U1')).toEqual([]);
  });

  it('are not sent with a required field empty or a field that is not there', async () => {
    const { view } = await open();
    await expect(slack.submitView({ viewId: view.id, user: 'U1' })).rejects.toThrow('must be filled in');
    const values = { why: 'so', other: 'x' };
    await expect(slack.submitView({ viewId: view.id, user: 'U1', values })).rejects.toThrow('no field other');
  });

  it('stay open with errors, update, push and clear as the bot answers', async () => {
    const { view } = await open();
    const submit = async (answer: object) => {
      bot.answers = [{ status: 200, body: JSON.stringify(answer) }];
      return slack.submitView({
        viewId: slack.state.views('U1').at(-1)?.id ?? '',
        user: 'U1',
        values: { why: 'so' },
      });
    };
    const refused = await submit({ response_action: 'errors', errors: { why_block: 'No' } });
    expect(refused).toMatchObject({ action: 'errors', errors: { why_block: 'No' } });
    expect(slack.state.views('U1')[0]?.errors).toEqual({ why_block: 'No' });
    expect(await submit({ response_action: 'errors', errors: { nowhere: 'No' } })).toMatchObject({
      action: 'failed',
    });
    expect(await submit({ response_action: 'update', view: modal({ title: plain('Two') }) })).toMatchObject({
      action: 'update',
    });
    expect(slack.state.views('U1')).toMatchObject([{ id: view.id, title: plain('Two') }]);
    expect(await submit({ response_action: 'push', view: modal() })).toMatchObject({ action: 'push' });
    expect(slack.state.views('U1')).toHaveLength(2);
    expect(await submit({ response_action: 'clear' })).toMatchObject({ action: 'clear' });
    expect(slack.state.views('U1')).toEqual([]);
  });

  it('tell the bot when they are closed, if it asked to know', async () => {
    const { view } = await open(modal({ notify_on_close: true }));
    await slack.closeView({ viewId: view.id, user: 'U1' });
    expect(bot.received.at(-1)?.body).toMatchObject({ type: 'view_closed', is_cleared: false });
    expect(slack.state.views('U1')).toEqual([]);
  });

  it('stay open when the bot fails', async () => {
    const { view } = await open();
    bot.answers = [{ status: 500 }];
    const outcome = await slack.submitView({ viewId: view.id, user: 'U1', values: { why: 'so' } });
    expect(outcome).toMatchObject({ action: 'failed', error: 'dispatch_failed' });
    expect(slack.state.views('U1')).toHaveLength(1);
  });
});

describe('The Home tab', () => {
  it('is published per person and tells the bot when it is opened', async () => {
    const bot = await startBot();
    const slack = await start({ eventsUrl: bot.url });
    const view = { type: 'home', blocks: [{ type: 'divider' }] };
    const first = await call(slack, 'views.publish', { user_id: 'U1', view });
    expect(slack.state.home('U1')?.blocks).toMatchObject([{ type: 'divider' }]);
    await slack.openHome('U1');
    expect(bot.received[0]?.body.event).toMatchObject({ type: 'app_home_opened', user: 'U1', tab: 'home' });
    expect(bot.received[0]?.body.event.view.id).toBe(first.view.id);
    const again = await call(slack, 'views.publish', { user_id: 'U1', view, hash: 'old' });
    expect(again).toMatchObject({ error: 'hash_conflict' });
    expect(await call(slack, 'views.publish', { user_id: 'U9', view })).toMatchObject({
      error: 'user_not_found',
    });
    await bot.close();
    await slack.close();
  });
});
