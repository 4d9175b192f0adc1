/** Messages marked for the timeline: after the end too, whatever they are made of, and however Slack's events arrive. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import {
  announcedChannel,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { allClear, entriesRecorded, eventually } from '../builders/incident-hands.js';

const elsewhere = 'C0ELSEWHERE';
const secret = 'G0SECRET';
const other = 'U0COMMS';
const criterion = 'It works again';

let bot: IncidentBot;
afterEach(() => bot.close());

async function begin({ now, announced = 1 }: { now?: () => number; announced?: number } = {}) {
  bot = await startIncidentBot({
    announced,
    more: `  exit-criteria: [${criterion}]`,
    channels: [
      { id: elsewhere, name: 'elsewhere', members: [stranger, other, 'U0COMMANDER', 'U0BOT'] },
      { id: secret, name: 'secret', isPrivate: true, members: [stranger, other, 'U0BOT'] },
    ],
    ...(now ? { now } : {}),
  });
}

async function declare(title: string) {
  await bot.declare({ severity: 's3', title });
  await bot.settle();
}

async function end(id: number) {
  expect(await allClear(bot, id, 'U0COMMANDER', [criterion])).toBe('clear');
  await bot.settle();
}

const say = (text: string, more: Partial<Parameters<IncidentBot['slack']['say']>[0]> = {}) =>
  bot.slack.say({ user: stranger, channel: elsewhere, text, ...more });
const mark = (ts: string, channel = elsewhere, user = stranger) =>
  bot.slack.react({ user, channel, ts, name: 'round_pushpin' });
const unmark = (ts: string, channel = elsewhere, user = stranger) =>
  bot.slack.unreact({ user, channel, ts, name: 'round_pushpin' });
const timeline = async (id = 1) => (await bot.incident(`timeline ${id}`)).all;
const told = (user = stranger) => bot.slack.state.ephemerals(user).map(({ text }) => text);
/** Does it, and waits for the private answer to it. */
async function answered(act: () => Promise<unknown>, user = stranger): Promise<string> {
  const before = told(user).length;
  await act();
  await bot.slack.waitFor(() => told(user).length > before, { what: `an answer to ${user}` });
  const last = bot.slack.state.ephemerals(user).at(-1);
  return `${last?.text} ${JSON.stringify(last?.blocks)}`;
}

describe('a mark after the all-clear', () => {
  it('goes into the one that ended lately, and nowhere once that is long over', async () => {
    const clock = startClock(Date.UTC(2017, 2, 28, 22, 40));
    await begin({ now: clock.now });
    await declare('DNS is down');
    clock.forwardTo(Date.UTC(2017, 2, 29, 1));
    await end(1);
    clock.forwardTo(Date.UTC(2017, 3, 11));
    const { ts } = await say('I saw the first timeout at 22:10');
    expect(await answered(() => mark(ts))).toContain('timeline of incident 1');
    expect(await timeline()).toContain('the first timeout');
    clock.forwardTo(Date.UTC(2017, 3, 13));
    const late = await say('Lunch is here');
    const before = bot.slack.state.calls('conversations.history').length;
    await mark(late.ts);
    await bot.incident('list');
    expect(bot.slack.state.calls('conversations.history')).toHaveLength(before);
    expect(told()).toHaveLength(1);
  });

  it('asks where several ended lately; one that is open comes before them; its own thread decides', async () => {
    await begin();
    for (const title of ['The first', 'The second']) await declare(title);
    const talk = bot.slack.state
      .messages(incidents)
      .find(({ text }) => text.includes('Incident 1, discussion'));
    const inside = await say('We have turned it off and on', {
      channel: incidents,
      threadTs: talk?.ts ?? '',
    });
    await end(1);
    const { ts } = await say('The registry answers again');
    expect(await answered(() => mark(ts))).toContain('timeline of incident 2');
    await end(2);
    const again = await say('All queues are empty');
    const question = await answered(() => mark(again.ts));
    expect(question.indexOf('Incident 2')).toBeLessThan(question.indexOf('Incident 1'));
    expect(question).toContain('ended');
    await declare('The third');
    await declare('The fourth');
    const third = await answered(() => mark(again.ts, elsewhere, other), other);
    const order = ['Incident 4', 'Incident 3', 'Incident 2', 'Incident 1'].map((one) => third.indexOf(one));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    const asked = bot.slack.state.ephemerals(other).at(-1);
    const first = asked?.blocks?.find((block) => JSON.stringify(block).includes('"1:'));
    const choose = { actionId: 'incident_mark', blockId: String(first?.block_id) };
    const at = { user: other, channel: elsewhere, ephemeralId: asked?.id ?? '' };
    expect(await answered(() => bot.slack.click({ ...at, ...choose }), other)).toContain(
      'timeline of incident 1',
    );
    expect(await answered(() => mark(inside.ts, incidents))).toContain('timeline of incident 1');
    expect(await timeline(1)).toContain('off and on');
  });

  it('is offered by the shortcut and the command too', async () => {
    await begin();
    await declare('DNS is down');
    await end(1);
    const { ts } = await say('I saw it first');
    await bot.slack.messageShortcut({
      ...{ callbackId: 'incident_note_from', user: stranger, channel: elsewhere, messageTs: ts },
    });
    await bot.filled(stranger);
    expect((await bot.send(stranger, {})).action).toBe('clear');
    expect(await timeline()).toContain('I saw it first');
  });
});

describe('a message', () => {
  it('of an app, with attachments or blocks only, is read, and has the name of the app’s user', async () => {
    await begin();
    await declare('DNS is down');
    const alert = await say('', {
      user: other,
      attachments: [{ color: 'danger', title: 'e2e-gce #4711 failed', text: 'TestDNS &lt;timeout&gt;' }],
    });
    expect(await answered(() => mark(alert.ts))).toContain('timeline of incident 1');
    const post = await say('', {
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Deploy 42' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'rolled *back*' } },
      ],
    });
    await answered(() => mark(post.ts));
    const all = await timeline();
    for (const said of ['e2e-gce #4711 failed', 'TestDNS', 'Deploy 42', 'rolled'])
      expect(all).toContain(said);
  });

  it('without anything to read says so', async () => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('', { blocks: [{ type: 'divider' }] });
    expect(await answered(() => mark(ts))).toContain('no text');
  });
});

describe('a mark that fails', () => {
  it.each([
    ['Slack is away for a moment', { kind: 'status', status: 503 } as const],
    ['Slack wants to wait', { kind: 'status', status: 429, retryAfter: 30 } as const],
    ['Slack stumbles', { kind: 'error', error: 'internal_error' } as const],
  ])('because %s: whoever marked is told, and the same event may succeed later', async (_, fault) => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('The registry is slow');
    bot.slack.faults.next('conversations.history', fault);
    expect(await answered(() => mark(ts))).toContain('mark it again');
    expect(await timeline()).not.toContain('registry');
    const event = lastEvent('reaction_added');
    // Within one second it would have the very same signature.
    const then = Math.floor(Date.now() / 1000);
    await eventually(async () => Math.floor(Date.now() / 1000) > then);
    expect(await answered(() => bot.slack.raw.duplicate(event))).toContain('timeline of incident 1');
    const before = told().length;
    await bot.slack.raw.duplicate(event);
    await bot.incident('list');
    expect(told()).toHaveLength(before);
    expect((await timeline()).split('registry')).toHaveLength(2);
  });

  it('because Signalman is not in the channel any more is told directly what to do', async () => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('The registry is slow', { channel: secret });
    bot.slack.faults.next('conversations.history', { kind: 'error', error: 'not_in_channel' });
    bot.slack.faults.next('chat.postEphemeral', {
      ...{ kind: 'error', error: 'not_in_channel' },
      where: ({ channel }) => channel === secret,
    });
    const said = await answered(() => mark(ts, secret));
    expect(said).toContain('/invite');
    expect(bot.slack.state.ephemerals(stranger).at(-1)?.channel).toBe(bot.slack.direct(stranger));
  });
});

describe('taking the mark off', () => {
  it('takes the entry out again for whoever marked, and for nobody else; the record keeps both', async () => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('The registry is slow');
    await answered(() => mark(ts));
    expect(await answered(() => mark(ts, elsewhere, other), other)).toContain('already');
    const before = await entriesRecorded(bot);
    await unmark(ts, elsewhere, other);
    await bot.incident('list');
    expect(await entriesRecorded(bot)).toBe(before);
    expect(await timeline()).toContain('registry');
    expect(await answered(() => unmark(ts))).toContain('Taken out of the timeline of incident 1');
    expect(await timeline()).not.toContain('registry');
    expect(await entriesRecorded(bot)).toBe(before + 1);
    expect(await answered(() => mark(ts))).toContain('timeline of incident 1');
    expect(await timeline()).toContain('registry');
  });
});

describe('a marked message', () => {
  const editedIn = (ts: string, channel: string) => bot.slack.state.message(channel, ts)?.edited?.ts;

  it('that is edited while it is being marked ends up as it was edited', async () => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('The registry is slow');
    // The first answer is read while the message says something else already.
    bot.slack.faults.next('conversations.history', { kind: 'delay', ms: 150 });
    const marking = mark(ts);
    await bot.slack.waitFor(() => bot.slack.state.calls('conversations.history').length > 0);
    await bot.slack.editMessage({ user: stranger, channel: elsewhere, ts, text: 'The registry is fast' });
    await marking;
    await eventually(async () => (await timeline()).includes('fast'));
  });

  it('that is deleted while it is being marked does not stay', async () => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('The registry is slow');
    bot.slack.faults.next('conversations.history', { kind: 'delay', ms: 150 });
    const before = await entriesRecorded(bot);
    const marking = mark(ts);
    await bot.slack.waitFor(() => bot.slack.state.calls('conversations.history').length > 0);
    await bot.slack.deleteMessage({ user: stranger, channel: elsewhere, ts });
    await marking;
    await eventually(async () => (await entriesRecorded(bot)) === before + 2);
    expect(await timeline()).not.toContain('registry');
  });

  it('keeps the last wording though its edits arrive the other way round', async () => {
    await begin();
    await declare('DNS is down');
    const { ts } = await say('one');
    await answered(() => mark(ts));
    const url = bot.slack.eventsUrl;
    bot.slack.eventsUrl = `${url}/nowhere`;
    const first = await bot.slack.editMessage({ user: stranger, channel: elsewhere, ts, text: 'two' });
    const second = await bot.slack.editMessage({ user: stranger, channel: elsewhere, ts, text: 'three' });
    bot.slack.eventsUrl = url;
    expect(editedIn(ts, elsewhere)).toBeDefined();
    await bot.slack.raw.duplicate(second.event.eventId ?? '');
    await eventually(async () => (await timeline()).includes('three'));
    const before = await entriesRecorded(bot);
    await bot.slack.raw.duplicate(first.event.eventId ?? '');
    await bot.incident('list');
    await bot.incident('list');
    expect(await entriesRecorded(bot)).toBe(before);
    expect(await timeline()).toContain('three');
  });

  it('in a thread of a private channel is followed to its end, and what cannot be read stays as it is', async () => {
    await begin();
    await declare('DNS is down');
    const parent = await say('the parent', { channel: secret });
    const reply = await say('the reply', { channel: secret, threadTs: parent.ts });
    for (const { ts } of [parent, reply]) await answered(() => mark(ts, secret));
    await bot.slack.deleteMessage({ user: stranger, channel: secret, ts: parent.ts });
    await eventually(async () => !(await timeline()).includes('the parent'));
    expect(await timeline()).toContain('the reply');
    await bot.slack.editMessage({ user: stranger, channel: secret, ts: reply.ts, text: 'the last reply' });
    await eventually(async () => (await timeline()).includes('the last reply'));
    await bot.slack.leave({ user: 'U0BOT', channel: secret });
    await bot.slack.deleteMessage({ user: stranger, channel: secret, ts: reply.ts });
    await bot.incident('list');
    expect(await timeline()).toContain('the last reply');
  });
});

describe('twelve copies deleted by hand', () => {
  it('at once are posted again after one or two readings of all of them, not twelve', async () => {
    await begin({ announced: 12 });
    await declare('DNS is down');
    const places = Array.from({ length: 12 }, (_, at) => announcedChannel(at + 1));
    const reads = () =>
      ['conversations.history', 'conversations.replies'].flatMap((one) => bot.slack.state.calls(one)).length;
    const old = places.map((channel) => bot.copy(channel)?.ts ?? '');
    const before = reads();
    await Promise.all(
      places.map((channel, at) =>
        bot.slack.deleteMessage({ user: 'U0COMMANDER', channel, ts: old[at] ?? '', asAdmin: true }),
      ),
    );
    await bot.slack.waitFor(
      () => places.every((channel, at) => (bot.copy(channel)?.ts ?? old[at]) !== old[at]),
      { timeoutMs: 15_000 },
    );
    await bot.settle();
    // Head, discussion and twelve copies; of what is gone the thread is asked for too.
    expect(reads() - before).toBeLessThan(3 * 26);
  });
});

const lastEvent = (type: string): string => {
  const sent = bot.slack.raw
    .sent()
    .map(({ body }) => body)
    .filter((body) => body.startsWith('{'))
    .map((body) => JSON.parse(body) as { event_id?: string; event?: { type?: string } });
  return sent.findLast(({ event }) => event?.type === type)?.event_id ?? '';
};
