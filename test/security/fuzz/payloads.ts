/** Payloads as Slack sends them, one for each thing that Signalman listens to: whole, to be broken afterwards. */

import type { Random } from '../../../src/sandbox/seed/random.js';
import { actions, commands, events, shortcuts, views } from '../../../src/slack/listeners.js';
import type { Json } from './mutate.js';

export type Kind = 'slash_commands' | 'interactive' | 'events_api';

export interface Payload {
  kind: Kind;
  /** What it is, for whoever looks for it. */
  name: string;
  body: { [key: string]: Json };
}

/** Where things stand that payloads may name. */
export interface Scene {
  user: string;
  channel: string;
  /** A message with a thread. */
  ts: string;
  responseUrl: string;
}

/** What commands understand, and what they nearly understand. */
const texts = [
  '',
  'help',
  'v1.6',
  'issues',
  'tests',
  'features sig/node',
  'kep 1234',
  'signoff',
  'calendar',
  'report',
  'schedule',
  'schedule 3 again',
  'unsubscribe 9',
  'subscribe cron 0 */4 * * * Europe/Berlin',
  'act reason Upgrade tests: no clear signal until Friday',
  'act end 12',
  'ask v1.6.0-rc.1 abcdef1234 2d',
  'go node if #123 is merged',
  'no-go node broken',
  'withdraw node',
  'delegate node <@U0X|x>',
  'history node',
  'waive bugs because',
  'waivers',
  'exception',
  'checklist',
  'declare it burns',
  'declare --embargo it burns',
  'update 1',
  'show 1',
  'list all',
  'timeline 1',
  'handover 1',
  'resolve 1',
  'reopen 1',
  'merge 1 into 2',
  'link kubernetes/kubernetes#5',
  'postmortem 1',
  'stats 30d v1.6',
  'gaps node',
  'draft',
  'write #123',
  'publish',
  'agenda',
  'add a topic',
  'notes',
  'actions',
  'collected',
  'attendees',
  'move 2017-03-20 10:00',
  'cancel',
];

/** Values of buttons, as they are made here and as they are not. */
const values = [
  '',
  '1',
  'v1.6',
  '1:2',
  'v1.6 node',
  '{"release":"v1.6"}',
  '1:draft-1',
  'kubernetes/kubernetes#1',
  'a b c d',
  '-',
  '9'.repeat(20),
];

/** Names of what listens to a pattern. */
function actionId(chance: Random, id: string | RegExp): string {
  if (typeof id === 'string') return id;
  const source = id.source.replace(/[\^$]|\(\?:.*/g, '').replaceAll('\\', '');
  return `${source}${chance.pick(['', '1', ':1', 'issues', 'bug', ':999999999999'])}`;
}

const metadata = [
  '',
  '{}',
  '{"incident":1,"base":1}',
  '{"incident":1,"packed":"x","draft":"d"}',
  '{"release":"v1.6","group":"node"}',
  '{"series":"release-team","meeting":1}',
  '[1,2,3]',
  '{"for":"update","text":"x"}',
];

const fieldNames = [
  'title',
  'severity',
  'release',
  'text',
  'impact',
  'incident',
  'reason',
  'note',
  'group',
  'criteria',
  'until',
  'owner',
  'commander',
  'nextUpdateBy',
  'of',
  'into',
];

function field(chance: Random): Json {
  const value = chance.pick(['v1.6', '1', 's1', 'a few words', 'U0LEAD', 'node', '']);
  return chance.pick<Json>([
    { type: 'plain_text_input', value },
    { type: 'plain_text_input', value: null },
    { type: 'static_select', selected_option: { value, text: { type: 'plain_text', text: value } } },
    { type: 'static_select', selected_option: null },
    { type: 'checkboxes', selected_options: [{ value }] },
    { type: 'users_select', selected_user: value },
    { type: 'multi_users_select', selected_users: [value] },
    { type: 'datepicker', selected_date: '2017-03-20' },
    { type: 'datetimepicker', selected_date_time: 4_102_444_800 },
  ]);
}

function viewOf(chance: Random, callback: string): { [key: string]: Json } {
  const names = fieldNames.filter(() => chance.below(3) > 0);
  return {
    id: `V${chance.below(1_000_000)}`,
    type: 'modal',
    callback_id: callback,
    hash: `${chance.below(1_000_000)}.abc`,
    private_metadata: chance.pick(metadata),
    root_view_id: null,
    title: { type: 'plain_text', text: 'A form' },
    blocks: names.map((name) => ({
      type: 'input',
      block_id: name,
      label: { type: 'plain_text', text: name },
      element: { type: 'plain_text_input', action_id: name },
    })),
    state: { values: Object.fromEntries(names.map((name) => [name, { [name]: field(chance) }])) },
  };
}

/** One of everything, by chance. */
export function payload(chance: Random, scene: Scene): Payload {
  const makers = [command, action, action, submitted, submitted, shortcut, event, event];
  return chance.pick(makers)(chance, scene);
}

const team = { id: 'T0', domain: 'test' };
const person = (id: string) => ({ id, name: 'someone', username: 'someone', team_id: 'T0' });
const trigger = (chance: Random) => `${chance.below(1e9)}.${chance.below(1e9)}.abc`;

function command(chance: Random, { user, channel, responseUrl }: Scene): Payload {
  const name = chance.pick(Object.keys(commands));
  return {
    ...{ kind: 'slash_commands', name },
    body: {
      ...{ token: 'x', team_id: 'T0', team_domain: 'test', channel_id: channel, channel_name: 'c' },
      ...{ user_id: user, user_name: 'someone', command: name, text: chance.pick(texts), api_app_id: 'A0' },
      ...{ is_enterprise_install: 'false', response_url: responseUrl, trigger_id: trigger(chance) },
    },
  };
}

function action(chance: Random, { user, channel, ts, responseUrl }: Scene): Payload {
  const id = actionId(chance, chance.pick(actions).id);
  const isInView = chance.below(3) === 0;
  const value = chance.pick(values);
  return {
    ...{ kind: 'interactive', name: `block_actions ${id}` },
    body: {
      ...{ type: 'block_actions', user: person(user), api_app_id: 'A0', token: 'x', team, enterprise: null },
      ...{ is_enterprise_install: false, trigger_id: trigger(chance), response_url: responseUrl },
      container: isInView ? { type: 'view' } : { type: 'message', message_ts: ts, channel_id: channel },
      ...(isInView
        ? { view: viewOf(chance, chance.pick(views)) }
        : { channel: { id: channel, name: 'c' }, message: { type: 'message', ts, text: 'x' } }),
      actions: [
        {
          ...{ type: 'button', action_id: id, block_id: 'b1', action_ts: `${chance.below(1e9)}.000100` },
          ...(chance.below(3) === 0 ? { selected_option: { value } } : { value }),
        },
      ],
    },
  };
}

function submitted(chance: Random, { user }: Scene): Payload {
  const id = chance.pick(views);
  return {
    ...{ kind: 'interactive', name: `view_submission ${id}` },
    body: {
      ...{ type: 'view_submission', team, user: person(user), api_app_id: 'A0', token: 'x' },
      ...{ trigger_id: trigger(chance), view: viewOf(chance, id), response_urls: [] },
      ...{ is_enterprise_install: false, enterprise: null },
    },
  };
}

function shortcut(chance: Random, { user, channel, ts, responseUrl }: Scene): Payload {
  const { id, type } = chance.pick(shortcuts);
  return {
    ...{ kind: 'interactive', name: `shortcut ${id}` },
    body: {
      ...{ type: type === 'global' ? 'shortcut' : 'message_action', callback_id: id, team },
      ...{ user: person(user), trigger_id: trigger(chance), token: 'x', action_ts: '1.1', enterprise: null },
      ...(type === 'global'
        ? {}
        : {
            channel: { id: channel, name: 'c' },
            ...{ message_ts: ts, response_url: responseUrl },
            message: {
              ...{ type: 'message', ts, text: 'It burns', user, blocks: [], attachments: [], files: [] },
              edited: { user, ts },
            },
          }),
    },
  };
}

function event(chance: Random, { user, channel, ts }: Scene): Payload {
  const name = chance.pick(events);
  const type = name.split('.')[0] ?? '';
  const said = { type: 'message', user, ts: `${chance.below(1e9)}.000200`, thread_ts: ts };
  const text = chance.pick(['note: a thing', 'decision: yes', 'action @x: do', 'went well: all', 'hello']);
  const shapes: Record<string, { [key: string]: Json }[]> = {
    message: [
      { ...said, channel, text },
      {
        ...{ type, subtype: 'message_changed', channel, ts, event_ts: ts },
        message: { ...said, text, edited: { user, ts } },
        previous_message: { ...said, text: 'before' },
      },
      { type, subtype: 'message_deleted', channel, ts, deleted_ts: ts, previous_message: { ...said, text } },
    ],
    reaction_added: [{ type, user, reaction: 'memo', item: { type: 'message', channel, ts }, event_ts: ts }],
    reaction_removed: [{ type, user, reaction: 'pushpin', item: { type: 'message', channel, ts } }],
    app_home_opened: [{ type, user, channel: 'D0', tab: 'home', event_ts: ts }],
  };
  return {
    ...{ kind: 'events_api', name: `event ${name}` },
    body: {
      ...{ token: 'x', team_id: 'T0', api_app_id: 'A0', type: 'event_callback', event_time: 1 },
      ...{ event_id: `Ev${chance.below(1e9)}`, event: chance.pick(shapes[type] ?? [{ type }]) },
      authorizations: [{ team_id: 'T0', user_id: 'U0BOT', is_bot: true, enterprise_id: null }],
    },
  };
}
