/** What people do by hand to the messages of an incident, and who wants copies: every place is right again soon. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { eventually, saidIn } from '../builders/incident-hands.js';

const [first, second] = [1, 2].map(announcedChannel) as [string, string];
const secret = 'G0SECRET';

let bot: IncidentBot;
async function begin() {
  bot = await startIncidentBot({
    announced: 2,
    channels: [
      { id: secret, name: 'secret', isPrivate: true, members: [stranger] },
      { id: 'C0OTHER', name: 'other', members: [stranger] },
    ],
  });
  await bot.declare({ severity: 's2' });
  await bot.settle();
}

const standing = (channel: string) =>
  bot.slack.state.messages(channel).filter((one) => one.user === 'U0BOT' && one.subtype !== 'tombstone');
const linkTo = (ts: string) => `/archives/${incidents}/p${ts.replace('.', '')}`;

describe('by hand', () => {
  beforeEach(begin);
  afterEach(() => bot.close());

  it('the head is deleted: it is posted again, says so, is pinned, and everything points to it', async () => {
    await bot.update({ text: 'Before it was deleted.' });
    await bot.settle();
    const old = bot.head().ts;
    await bot.slack.deleteMessage({ user: commander, channel: incidents, ts: old, asAdmin: true });
    await bot.slack.waitFor(() =>
      standing(incidents).some(({ ts, text }) => ts !== old && /^Incident 1, S/.test(text)),
    );
    await bot.settle();
    const head = bot.head();
    expect(head.ts).not.toBe(old);
    expect(JSON.stringify(head.blocks)).toContain('the message before was deleted by hand');
    expect(bot.slack.state.pins(incidents)).toEqual([head.ts]);
    for (const place of [first, second]) {
      expect(standing(place)).toHaveLength(1);
      expect(JSON.stringify(bot.copy(place)?.blocks)).toContain(linkTo(head.ts));
      expect(JSON.stringify(bot.copy(place)?.blocks)).not.toContain(linkTo(old));
    }
    await bot.update({ text: 'After it was deleted.' });
    await bot.settle();
    expect(bot.head().ts).toBe(head.ts);
    expect(
      bot
        .head()
        .replies.map(({ text }) => text)
        .join(),
    ).toContain('After it was deleted.');
    expect(bot.head().text).toContain('rev 3');
    // Nobody is led to the old one.
    await bot.slack.waitFor(() => !JSON.stringify(bot.copy(first)?.blocks).includes(linkTo(old)));
  });

  it('the head is deleted while the bot is away: the next revision puts it right', async () => {
    const old = bot.head().ts;
    await bot.restart(async () => {
      bot.slack.eventsUrl = undefined;
      await bot.slack.deleteMessage({ user: commander, channel: incidents, ts: old, asAdmin: true });
    });
    await bot.update({ text: 'It goes on.' });
    await bot.settle();
    const head = bot.head();
    expect(head.ts).not.toBe(old);
    expect(JSON.stringify(head.blocks)).toContain('the message before was deleted by hand');
    expect(bot.slack.state.pins(incidents)).toEqual([head.ts]);
    expect(head.replies.map(({ text }) => text).join()).toContain('It goes on.');
    for (const place of [first, second])
      expect(JSON.stringify(bot.copy(place)?.blocks)).toContain(linkTo(head.ts));
  });

  it('a copy is deleted: it is posted again', async () => {
    const ts = bot.copy(first)?.ts ?? '';
    await bot.slack.deleteMessage({ user: commander, channel: first, ts, asAdmin: true });
    await bot.slack.waitFor(() => bot.copy(first) !== undefined && bot.copy(first)?.ts !== ts);
    await bot.settle();
    expect(standing(first).map(({ text }) => text)).toEqual([bot.head().text]);
    expect(
      bot
        .head()
        .replies.map(({ text }) => text)
        .join(),
    ).toContain('was deleted by hand, and is posted again');
  });

  it('a copy is changed: it is put right, and stays one message', async () => {
    const ts = bot.copy(first)?.ts ?? '';
    await bot.slack.changeByHand({ channel: first, ts, text: 'All is well.' });
    // Only something with the bot's own rights can do that: it is seen when the places are looked at next.
    const other = bot.copy(second)?.ts ?? '';
    await bot.slack.deleteMessage({ user: commander, channel: second, ts: other, asAdmin: true });
    await bot.slack.waitFor(() => bot.slack.state.message(first, ts)?.text.startsWith('Incident 1,'));
    await bot.settle();
    expect(standing(first).map((one) => [one.ts, one.text])).toEqual([[ts, bot.head().text]]);
    expect(standing(first)[0]?.blocks?.length).toBeGreaterThan(0);
  });

  it('the place of a copy is archived: the head says so, and the others go on', async () => {
    await bot.slack.archive(first);
    await bot.update({ text: 'Only some hear this.' });
    await bot.settle();
    expect(bot.copy(second)?.text).toContain('rev 2');
    expect(bot.copy(first)?.text).toContain('rev 1');
    expect(JSON.stringify(bot.head().blocks)).toMatch(/\d of \d places up to date \(<#C0ANN1> [^)]*archived/);
    await bot.slack.unarchive(first);
    await bot.update({ text: 'Everybody hears this.' });
    await bot.settle();
    expect(bot.copy(first)?.text).toBe(bot.head().text);
    expect(standing(first)).toHaveLength(1);
  });
});

describe('whoever wants a copy', () => {
  beforeAll(begin);
  afterAll(() => bot.close());
  const direct = () => bot.slack.state.messages(bot.slack.direct(stranger));

  it('gets one in a channel, with a short reply to each revision', async () => {
    expect((await bot.incident('subscribe', stranger, 'C0OTHER')).all).toContain('now comes to this channel');
    await bot.settle();
    expect(bot.copy('C0OTHER')?.text).toBe(bot.head().text);
    await bot.update({ text: 'The cause is known.' });
    await bot.settle();
    expect(
      bot
        .copy('C0OTHER')
        ?.replies.map(({ text }) => text)
        .join(),
    ).toContain('The cause is known.');
    expect((await bot.incident('subscribe', stranger, 'C0OTHER')).all).toContain('arrives here already');
  });

  it('gets one directly', async () => {
    expect((await bot.incident('follow 1 me', stranger)).all).toContain('now comes to you');
    await bot.settle();
    expect(direct().map(({ text }) => text)).toEqual([bot.head().text]);
  });

  it('gets last words when they want no more, and nothing after them', async () => {
    for (const [text, channel] of [
      ['unsubscribe', 'C0OTHER'],
      ['unfollow me', incidents],
    ] as const)
      expect((await bot.incident(text, stranger, channel)).all).toContain('No more of incident 1 comes');
    await bot.settle();
    await bot.update({ text: 'They do not hear this.' });
    await bot.settle();
    for (const one of [bot.copy('C0OTHER'), direct()[0]]) {
      expect(one?.text).toContain('no further updates come here. This copy stopped at rev 2');
      expect(JSON.stringify(one)).not.toContain('They do not hear this');
    }
    expect((await bot.incident('unsubscribe', stranger, 'C0OTHER')).all).toContain('No updates come here');
  });

  it('cannot take away what the configuration names', async () => {
    expect((await bot.incident('unsubscribe', stranger, first)).all).toContain('signalman.yml names it');
    expect(bot.copy(first)?.text).toBe(bot.head().text);
  });

  it('is told what to do where Signalman cannot see the channel', async () => {
    const { all } = await bot.incident('subscribe', stranger, secret);
    expect(all).toContain('Signalman cannot see this channel');
    expect(all).toContain('/invite @Signalman');
    await bot.settle();
    expect(saidIn(bot, [secret])).toBe('');
    await bot.slack.invite({ user: 'U0BOT', channel: secret });
    expect((await bot.incident('subscribe', stranger, secret)).all).toContain('now comes to this channel');
    await eventually(async () => {
      await bot.settle();
      return bot.copy(secret)?.text === bot.head().text;
    });
  });
});
