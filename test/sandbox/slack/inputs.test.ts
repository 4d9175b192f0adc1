import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Bot, startBot } from './bot.js';
import { call, start } from './fixture.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const options = ['low', 'high', 'severe'].map(option);
const [low, high] = options;
const at = 1_489_683_600;

/** Kind of input, what else it says, the field of its state, and what stands there. */
const filled: [string, object, string, unknown][] = [
  ['plain_text_input', { initial_value: 'Tests hang', multiline: true }, 'value', 'Tests hang'],
  ['email_text_input', { initial_value: 'a@example.org' }, 'value', 'a@example.org'],
  ['url_text_input', { initial_value: 'https://example.org' }, 'value', 'https://example.org'],
  ['number_input', { initial_value: '7', is_decimal_allowed: false }, 'value', '7'],
  ['static_select', { options, initial_option: high }, 'selected_option', high],
  [
    'static_select',
    { option_groups: [{ label: plain('All'), options }], initial_option: low },
    'selected_option',
    low,
  ],
  ['users_select', { initial_user: 'U1' }, 'selected_user', 'U1'],
  ['conversations_select', { initial_conversation: 'C1' }, 'selected_conversation', 'C1'],
  ['channels_select', { initial_channel: 'C1' }, 'selected_channel', 'C1'],
  ['checkboxes', { options, initial_options: [low, high] }, 'selected_options', [low, high]],
  ['radio_buttons', { options, initial_option: high }, 'selected_option', high],
  ['datepicker', { initial_date: '2017-03-16' }, 'selected_date', '2017-03-16'],
  ['timepicker', { initial_time: '09:30' }, 'selected_time', '09:30'],
  ['datetimepicker', { initial_date_time: at }, 'selected_date_time', at],
  ['multi_static_select', { options, initial_options: [high] }, 'selected_options', [high]],
  ['multi_users_select', { initial_users: ['U1', 'U2'] }, 'selected_users', ['U1', 'U2']],
];

/** What an input without a beginning holds. */
const empty: [string, object, string, unknown][] = [
  ['plain_text_input', {}, 'value', null],
  ['static_select', { options }, 'selected_option', null],
  ['users_select', {}, 'selected_user', null],
  ['checkboxes', { options }, 'selected_options', []],
  ['radio_buttons', { options }, 'selected_option', null],
  ['datetimepicker', {}, 'selected_date_time', null],
  ['multi_users_select', {}, 'selected_users', []],
];

describe('The inputs of a modal', () => {
  let slack: LocalSlack;
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    slack = await start({ eventsUrl: bot.url });
  });
  afterEach(async () => {
    await bot.close();
    await slack.close();
  });
  const block = (type: string, more: object, optional = false) => ({
    ...{ type: 'input', block_id: 'field', label: plain('Field'), optional },
    element: { type, action_id: 'it', ...more },
  });
  async function open(blocks: object[], more: object = {}) {
    const { triggerId: trigger_id } = await slack.shortcut({ callbackId: 'go', user: 'U1' });
    const view = { type: 'modal', title: plain('Ask'), submit: plain('Send'), blocks, ...more };
    return call(slack, 'views.open', { trigger_id, view });
  }
  const state = () => bot.received.at(-1)?.body.view.state.values.field.it;

  it.each(filled)(
    'send what they began with when nobody touches them: %s',
    async (type, more, field, value) => {
      const { view } = await open([block(type, more)]);
      expect(view.state.values.field.it).toEqual({ type, [field]: value });
      expect(await slack.submitView({ viewId: view.id, user: 'U1' })).toMatchObject({ action: 'none' });
      expect(state()).toEqual({ type, [field]: value });
    },
  );

  it.each(empty)('send that they are empty: %s', async (type, more, field, value) => {
    const { view } = await open([block(type, more, true)]);
    await slack.submitView({ viewId: view.id, user: 'U1' });
    expect(state()).toEqual({ type, [field]: value });
  });

  it('send what is chosen in place of what they began with', async () => {
    const { view } = await open([block('datetimepicker', { initial_date_time: at })]);
    await slack.submitView({ viewId: view.id, user: 'U1', values: { it: at + 60 } });
    expect(state()).toEqual({ type: 'datetimepicker', selected_date_time: at + 60 });
  });

  it.each([
    ['an option that is not offered', 'static_select', { options, initial_option: option('other') }],
    [
      'an option in other words',
      'radio_buttons',
      { options, initial_option: { ...low, text: plain('Low') } },
    ],
    ['one box that is not offered', 'checkboxes', { options, initial_options: [low, option('other')] }],
    ['no box, written as an empty list', 'checkboxes', { options, initial_options: [] }],
    ['a moment in milliseconds', 'datetimepicker', { initial_date_time: at * 1000 }],
    ['a moment as text', 'datetimepicker', { initial_date_time: String(at) }],
    ['a day that is none', 'datepicker', { initial_date: '16.03.2017' }],
    ['a time that is none', 'timepicker', { initial_time: '9:30' }],
    ['a name for a person', 'users_select', { initial_user: '@ada' }],
    ['a name for a channel', 'channels_select', { initial_channel: '#release' }],
  ])('cannot begin with %s', async (_, type, more) => {
    const answer = await open([block(type, more)]);
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(answer.response_metadata.messages.join()).toContain('/view/blocks/0/element/initial_');
  });

  it('hand private metadata through, 3,000 characters and no more, in every way a view is given', async () => {
    const private_metadata = 'm'.repeat(3000);
    const blocks = [block('plain_text_input', { initial_value: 'x' })];
    const { view } = await open(blocks, { private_metadata });
    const answer = { type: 'modal', title: plain('Ask'), submit: plain('Send'), blocks };
    const long = JSON.stringify({ ...answer, private_metadata: `${private_metadata}m` });
    bot.answers = [{ status: 200, body: `{"response_action":"update","view":${long}}` }];
    expect(await slack.submitView({ viewId: view.id, user: 'U1' })).toMatchObject({ action: 'failed' });
    expect(bot.received.at(-1)?.body.view.private_metadata).toBe(private_metadata);
    expect(await call(slack, 'views.update', { view_id: view.id, view: JSON.parse(long) })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(slack.state.views('U1')).toMatchObject([{ id: view.id, privateMetadata: private_metadata }]);
  });
});
