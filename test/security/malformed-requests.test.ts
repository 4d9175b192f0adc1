/** Requests that once took the bot down, hung, or were called a fault of ours; each is one that the fuzzing found. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkPayload } from '../../src/slack/receiving/payload.js';
import { lead, type RunningBot, release, signingSecret, startTestBot } from '../builders/bot.js';

let bot: RunningBot;
beforeAll(async () => {
  bot = await startTestBot({
    seed(github) {
      github.addRepo({ fullName: 'kubernetes/kubernetes' });
      github.addMilestone('kubernetes/kubernetes', { title: 'v1.6' });
    },
  });
});
afterAll(() => bot.close());

const url = () => bot.slack.eventsUrl ?? '';
const faults = () => bot.log.filter(({ level }) => level === 'error');

async function send(body: string, type: string, secret = signingSecret): Promise<number> {
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex');
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': String(time),
    'x-slack-signature': `v0=${signature}`,
  };
  return (await fetch(url(), { method: 'POST', headers, body })).status;
}
const form = 'application/x-www-form-urlencoded';
const interaction = (payload: object) => send(`payload=${encodeURIComponent(JSON.stringify(payload))}`, form);
const button = {
  ...{ type: 'block_actions', user: { id: lead, name: 'lea' }, team: { id: 'T0' }, trigger_id: '1.1' },
  ...{ channel: { id: release }, response_url: 'http://127.0.0.1:9/' },
  actions: [{ type: 'button', action_id: 'status_section:issues', block_id: 'b', action_ts: '1.1' }],
};

/** Those that change the form they stand in. */
const buttonsInForms = ['incident_entries_older'] as const;

describe('a request to the bot', () => {
  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'])(
    'by %s where Slack sends is refused: it once ended the process, and needed no signature',
    async (method) => {
      const answer = await fetch(url(), { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
    },
  );

  it('for a path that every object has is not found', async () => {
    for (const path of ['constructor', '__proto__', 'toString'])
      expect((await fetch(new URL(`/${path}`, url()))).status).toBe(404);
  });

  it.each([['null'], ['1'], ['"x"'], ['[]'], ['true'], ['{'], ['']])(
    'that is signed and holds %j, which is no payload, is refused: it once was never answered',
    async (text) => {
      expect(await send(text, 'application/json')).toBe(400);
      expect(await send(`payload=${encodeURIComponent(text)}`, form)).toBe(400);
      expect(faults()).toEqual([]);
    },
  );

  it('that is not from Slack learns nothing of what it holds', async () => {
    expect(await send('null', 'application/json', 'another secret')).toBe(401);
    expect(await send('x'.repeat(1_100_000), 'application/json', 'another secret')).toBe(413);
  });

  it.each([
    ['nobody', { ...button, user: undefined }],
    ['a user without an id', { ...button, user: {} }],
    ['no button', { ...button, actions: [] }],
    ['a button that is a number', { ...button, actions: [7] }],
    ['a channel that is none', { ...button, channel: null }],
    ['a form without a state', { type: 'view_submission', user: button.user, view: { id: 'V1' } }],
    ['an event that is text', { type: 'event_callback', event_id: 'Ev1', event: 'x' }],
    ['a message without a channel', { event_id: 'Ev1', event: { type: 'message', text: 'x' } }],
    [
      'a Home in no channel',
      { event_id: 'Ev1', event: { type: 'app_home_opened', user: lead, channel: null } },
    ],
    ['an item that is text', { event_id: 'Ev1', event: { type: 'other', item: 'x' } }],
    ['an event of null', { event_id: 'Ev1', event: { type: 'reaction_remove', user: null } }],
    ['a group that is none', { event_id: 'Ev1', event: { type: 'subteam_created', subteam: null } }],
    ['a kind that is not known', { type: 'toString' }],
  ])('that is signed and is from %s is refused', async (_, payload) => {
    expect(await interaction(payload)).toBe(400);
    expect(faults()).toEqual([]);
  });

  it.each([undefined, null, {}])(
    'that presses a button of a form in a view with the title %j does nothing: it once was called a fault of ours',
    async (title) => {
      const [form] = buttonsInForms;
      const view = {
        id: 'V1',
        type: 'home',
        callback_id: 'home',
        private_metadata: '{}',
        blocks: [],
        state: { values: {} },
        title,
      };
      const action = { type: 'button', action_id: form, block_id: 'b', action_ts: '1.1', value: '1' };
      expect(await interaction({ ...button, channel: undefined, view, actions: [action] })).toBe(200);
      await bot.ask('help', lead);
      expect(faults()).toEqual([]);
    },
  );

  it('for which nobody listens is told so, and is no fault of ours: it once was left to an alarm after three seconds', async () => {
    const action = { ...button.actions[0], action_id: 'from_another_app' };
    expect(await interaction({ ...button, actions: [action] })).toBe(404);
    expect(faults()).toEqual([]);
  });

  it('that was refused is told in the log a few times, not each time', async () => {
    const told = () => bot.log.filter(({ message }) => message.includes('were refused')).length;
    const before = told();
    for (let at = 0; at < 50; at++) await send('{}', 'application/json', 'another secret');
    expect(told() - before).toBeLessThan(3);
  });

  it('that is as Slack sends it is answered after all of that', async () => {
    expect((await bot.ask('help', lead)).text).not.toBe('');
  });
});

describe('a payload', () => {
  it('that is refused is named by place, and nothing of it is repeated', () => {
    expect(() =>
      checkPayload({ ...button, user: { id: 'a-secret' }, trigger_id: { token: 'a-secret' } }),
    ).toThrow('trigger_id: invalid_type');
  });

  it('without the name of the person, as Slack means to send them one day, is taken', () => {
    const command = { command: '/release-status', user_id: lead, channel_id: release };
    expect(() => checkPayload(command)).not.toThrow();
  });
});
