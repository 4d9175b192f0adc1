/** What users of other incident bots complain about, one by one: none of it happens here. */
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  comms,
  type IncidentBot,
  type IncidentBotOptions,
  incidents,
  startIncidentBot,
} from '../builders/incident-bot.js';
import { topOf } from '../builders/incident-hands.js';

const [first, second, third] = [1, 2, 3].map(announcedChannel) as [string, string, string];
const places = [first, second, third];

let bot: IncidentBot;
afterEach(() => bot.close());

async function start(options: IncidentBotOptions = {}) {
  bot = await startIncidentBot(options);
}

async function declared(values: Record<string, unknown> = {}, options: IncidentBotOptions = {}) {
  await start(options);
  await bot.declare(values);
  await bot.settle();
}

/** What stands in a channel of Signalman's, without what is below it. */
const standing = (channel: string) =>
  bot.slack.state.messages(channel).filter((one) => one.user === 'U0BOT' && one.subtype !== 'tombstone');
const failing = () => bot.slack.state.calls().filter((call) => call.answer.ok === false);
const replies = (text: string) =>
  bot.head().replies.filter((one) => `${one.text} ${JSON.stringify(one.blocks)}`.includes(text));

describe('users of other bots complain about', () => {
  it('duplicate posts after a retry', async () => {
    await start();
    bot.slack.faults.next('chat.postMessage', { kind: 'dropAfterAccept', times: 5 });
    bot.slack.faults.next('chat.postMessage', { kind: 'status', status: 503, times: 3 });
    await bot.declare();
    await bot.settle();
    expect(bot.slack.faults.pending()).toBe(0);
    expect(standing(incidents)).toHaveLength(2);
    for (const place of places) expect(standing(place)).toHaveLength(1);
    expect(bot.head().replies).toHaveLength(1);
  });

  it('a long text posted several times', async () => {
    await declared();
    for (const kind of ['truncate', 'html', 'empty', 'dropAfterAccept'] as const)
      bot.slack.faults.next('chat.postMessage', { kind });
    await bot.update({ text: 'A long story. '.repeat(60).trim() });
    await bot.settle();
    expect(replies('*Rev 2*')).toHaveLength(1);
    expect(replies('A long story.').length).toBeLessThanOrEqual(2);
    for (const place of places) expect(standing(place)).toHaveLength(1);
  });

  it('an edit that fails falls back to a new post', async () => {
    await declared();
    const at = (channel: string) => ({ where: (args: Record<string, unknown>) => args.channel === channel });
    bot.slack.faults.next('chat.update', { kind: 'status', status: 500, ...at(first) });
    bot.slack.faults.next('chat.update', { kind: 'error', error: 'cant_update_message', ...at(second) });
    bot.slack.faults.next('chat.update', { kind: 'drop', ...at(incidents) });
    bot.slack.state.clearLogs();
    await bot.update({ text: 'The cause is known.' });
    await bot.settle();
    const posted = bot.slack.state
      .calls('chat.postMessage')
      .filter(({ args }) => args.thread_ts === undefined);
    expect(posted).toEqual([]);
    for (const place of places) expect(standing(place)).toHaveLength(1);
    for (const place of [first, third]) expect(bot.copy(place)?.text).toBe(bot.head().text);
    expect(JSON.stringify(bot.head().blocks)).toContain(`places up to date (<#${second}>`);
  });

  it.each([
    ['an edit over 4,000 characters freezes the message', '&'],
    ['msg_blocks_too_long', '<'],
  ])('%s', async (_, mark) => {
    const full = (length: number) => mark.repeat(length);
    const facts = { title: full(140), versions: full(200), impact: full(500), workaround: full(500) };
    await declared(facts);
    const more = { action: full(400), owner: full(120), fix: 'cause-known' };
    for (const start of ['a', 'b'])
      expect((await bot.update({ text: start + full(899), ...more })).action).toBe('clear');
    await bot.settle();
    expect(failing()).toEqual([]);
    expect(bot.head().text).toContain('rev 3');
    for (const place of places) expect(bot.copy(place)?.text).toBe(bot.head().text);
  });

  it('an expired trigger_id', async () => {
    await start();
    bot.slack.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' });
    const answer = await bot.incident('declare');
    expect(answer.all).toContain('three seconds to open a form');
    expect(answer.all).toContain('Please try again');
    expect((await bot.declare()).action).toBe('update');
  });
});

describe('a status change that posts nothing because a side system failed', () => {
  it('GitHub is down', async () => {
    await start();
    bot.github.faults.next('*', { kind: 'status', status: 502, times: 10_000 });
    await bot.declare();
    await bot.update({ text: 'Also without GitHub.', fix: 'cause-known' });
    await bot.settle();
    for (const place of places) expect(bot.copy(place)?.text).toContain('rev 2');
  });

  it('nothing can be pinned', async () => {
    await start();
    bot.slack.faults.next('pins.add', { kind: 'status', status: 500, times: 10_000 });
    await bot.declare();
    await bot.settle();
    const link = bot.slack.state.permalink(incidents, bot.head().ts).split('/archives')[1];
    for (const place of places) expect(JSON.stringify(bot.copy(place)?.blocks)).toContain(link);
    expect(JSON.stringify(bot.head().blocks)).toMatch(/all \d places up to date/);
    bot.slack.faults.clear();
    await bot.settle();
    expect(bot.slack.state.pins(incidents)).toEqual([bot.head().ts]);
  }, 60_000);

  it('nobody can be looked up', async () => {
    await start();
    bot.slack.faults.next('users.info', { kind: 'status', status: 500, times: 10_000 });
    await bot.declare({ commander: comms });
    await bot.slack.waitFor(() => topOf(bot, commander).includes('is declared'), { timeoutMs: 20_000 });
    await bot.settle();
    expect(JSON.stringify(bot.head().blocks)).toContain(`<@${comms}>`);
    for (const place of places) expect(bot.copy(place)?.text).toBe(bot.head().text);
  }, 60_000);
});

describe('places of which other bots lose some', () => {
  it('one archived or stale channel aborts the rest', async () => {
    await start({ announced: 5 });
    await bot.slack.archive(first);
    bot.slack.faults.next('chat.postMessage', {
      ...{ kind: 'error', error: 'channel_not_found', times: 10 },
      where: ({ channel }) => channel === second,
    });
    await bot.declare();
    await bot.settle();
    for (const place of [3, 4, 5].map(announcedChannel)) expect(bot.copy(place)?.text).toBe(bot.head().text);
    const said = JSON.stringify(bot.head().blocks);
    expect(said).toMatch(/\d of \d places up to date \(/);
    for (const place of [first, second]) expect(said).toContain(`<#${place}>`);
    expect(said).toContain('archived');
  });

  it('a private channel cannot be resolved', async () => {
    const secrets = ['G0SEEN', 'G0UNSEEN'].map((id) => ({
      ...{ id, name: id.toLowerCase(), isPrivate: true },
      members: [commander, ...(id === 'G0SEEN' ? ['U0BOT'] : [])],
    }));
    await declared({}, { more: '    - channels: [G0SEEN, G0UNSEEN]', channels: secrets });
    expect(bot.copy('G0SEEN')?.text).toBe(bot.head().text);
    expect(bot.copy('G0UNSEEN')).toBeUndefined();
    expect(JSON.stringify(bot.head().blocks)).toMatch(/\d of \d places up to date \(<#G0UNSEEN>/);
    // Invited, it follows with the next revision.
    await bot.slack.invite({ user: 'U0BOT', channel: 'G0UNSEEN' });
    await bot.update({ text: 'All are there now.' });
    await bot.settle();
    expect(bot.copy('G0UNSEEN')?.text).toBe(bot.head().text);
    expect(JSON.stringify(bot.head().blocks)).toMatch(/all \d places up to date/);
  });

  it('conversations.list is rate-limited at start', async () => {
    await start({
      prepare({ faults }) {
        for (const method of ['conversations.list', 'users.conversations'])
          faults.next(method, {
            kind: 'error',
            error: 'ratelimited',
            status: 429,
            retryAfter: 30,
            times: 10_000,
          });
      },
    });
    await bot.declare();
    await bot.settle();
    for (const place of places) expect(bot.copy(place)?.text).toBe(bot.head().text);
    expect(bot.slack.state.calls('conversations.list')).toEqual([]);
  });
});

describe('a "sent" flag that is set', () => {
  it('after the send: doubled when the bot dies in between', async () => {
    await start();
    bot.slack.faults.next('chat.postMessage', { kind: 'dropAfterAccept', times: 5 });
    await bot.declare();
    await bot.slack.waitFor(() => bot.slack.faults.pending() === 0);
    await bot.restart();
    await bot.settle();
    expect(standing(incidents)).toHaveLength(2);
    for (const place of places) expect(standing(place)).toHaveLength(1);
  });

  it('before the send: lost when the bot dies in between', async () => {
    await start();
    bot.slack.faults.next('chat.postMessage', { kind: 'drop', times: 5 });
    await bot.declare();
    await bot.slack.waitFor(() => bot.slack.faults.pending() === 0);
    await bot.restart();
    await bot.settle();
    expect(standing(incidents)).toHaveLength(2);
    for (const place of places) expect(bot.copy(place)?.text).toBe(bot.head().text);
  });
});
