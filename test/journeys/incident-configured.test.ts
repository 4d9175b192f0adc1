/** Incidents of teams that configure more than a channel: where people talk, who is told of which release, and when. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { minute, second } from '../../src/domain/time.js';
import { startClock } from '../../src/sandbox/clock.js';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { eventually, pressInForm, saidIn, topOf } from '../builders/incident-hands.js';

const [talk, six, five, grave] = ['C0TALK', 'C0SIX', 'C0FIVE', 'C0GRAVE'];
const everybody = announcedChannel(1);
/** 28 March 2017, 22:40 PST8PDT. */
const begin = Date.UTC(2017, 2, 29, 5, 40);

let bot: IncidentBot;
afterEach(() => bot.close());

const channel = (id: string) => ({ id, name: id.toLowerCase(), members: [stranger, commander] });

describe('a channel for the discussion', () => {
  it('holds the discussion’s message and what is brought there; the thread and every answer lead to it', async () => {
    bot = await startIncidentBot({ announced: 1, more: `  discussion: ${talk}`, channels: [channel(talk)] });
    await bot.declare({ severity: 's2' });
    await bot.settle();
    const [top, ...others] = bot.slack.state.messages(talk).filter(({ user }) => user === 'U0BOT');
    expect(others).toEqual([]);
    expect(top?.text).toContain('Incident 1, discussion');
    expect(saidIn(bot)).not.toContain('Incident 1, discussion');
    const path = (place: string, ts: string) => bot.slack.state.permalink(place, ts).split('/archives')[1];
    // Both are linked to each other once they stand.
    expect(JSON.stringify(top?.blocks)).toContain(path(incidents, bot.head().ts));
    await bot.press(commander, 'incident_discuss');
    await bot.slack.waitFor(() => bot.told(commander).includes('in this thread'));
    expect(bot.told(commander)).toContain(path(talk, top?.ts ?? ''));

    const threadTs = bot.copy(everybody)?.ts ?? '';
    await bot.slack.say({ user: stranger, channel: everybody, threadTs, text: 'arm64 too' });
    const answer = await bot.slack.waitFor(() => bot.slack.state.ephemerals(stranger, everybody)[0]);
    expect(JSON.stringify(answer.blocks)).toContain(path(talk, top?.ts ?? ''));
    const press = { user: stranger, channel: everybody, ephemeralId: answer.id, actionId: 'incident_bring' };
    await bot.slack.click(press);
    await bot.slack.waitFor(() => bot.told(stranger, everybody).includes('in the discussion now'));
    await bot.settle();
    const replies = bot.slack.state.messages(talk).find(({ ts }) => ts === top?.ts)?.replies ?? [];
    expect(replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('max wrote elsewhere: arm64 too'),
    ]);

    // There people may talk as they like.
    const seen = bot.slack.state.ephemerals(stranger).length;
    await bot.slack.say({ user: stranger, channel: talk, threadTs: top?.ts ?? '', text: 'Let me look' });
    await bot.incident('list', commander);
    expect(bot.slack.state.ephemerals(stranger)).toHaveLength(seen);
  });
});

describe('a discussion in a channel of its own', () => {
  const start = async () => {
    bot = await startIncidentBot({ announced: 1, more: `  discussion: ${talk}`, channels: [channel(talk)] });
  };
  const standing = () =>
    bot.slack.state.messages(talk).filter(({ user, subtype }) => user === 'U0BOT' && subtype !== 'tombstone');
  const linked = () =>
    JSON.stringify(bot.head().blocks).includes(
      `/archives/${talk}/p${(standing().at(-1)?.ts ?? 'nowhere').replace('.', '')}`,
    );

  it('that comes late is linked in the head as soon as it stands, and the copies are left alone', async () => {
    await start();
    bot.slack.faults.next('chat.postMessage', {
      ...{ kind: 'error', error: 'internal_error', times: 1 },
      where: (args) => args.channel === talk,
    });
    await bot.declare({ severity: 's2' });
    await bot.slack.waitFor(() =>
      JSON.stringify(bot.copy(everybody)?.blocks)?.includes(bot.head().ts.replace('.', '')),
    );
    const edits = () =>
      bot.slack.state.calls('chat.update').filter(({ args }) => args.channel === everybody).length;
    const before = edits();
    await eventually(async () => {
      await bot.settle();
      return linked();
    }, 'a link to the discussion');
    expect(edits()).toBe(before);
    const calls = bot.slack.state.calls('chat.update').length;
    await bot.settle();
    expect(bot.slack.state.calls('chat.update')).toHaveLength(calls);
  });

  it('that is deleted by hand is posted again, and linked in the head again', async () => {
    await start();
    await bot.declare({ severity: 's2' });
    await bot.settle();
    expect(linked()).toBe(true);
    const [{ ts } = { ts: '' }] = standing();
    await bot.slack.deleteMessage({ user: commander, channel: talk, ts, asAdmin: true });
    await eventually(async () => {
      await bot.settle();
      return standing().length === 1 && standing()[0]?.ts !== ts && linked();
    }, 'a link to the new one');
    expect(JSON.stringify(bot.head().blocks)).not.toContain(ts.replace('.', ''));
  });
});

describe('announcements by release and severity', () => {
  it('go where they are wanted, and follow when the incident becomes graver', async () => {
    bot = await startIncidentBot({
      announced: 1,
      more: `    - { channels: [${six}], releases: [v1.6] }
    - { channels: [${five}], releases: [v1.5.6] }
    - { channels: [${grave}], releases: [v1.5.6], severities: [s1] }`,
      channels: [six, five, grave].map(channel),
    });
    await bot.declare({ severity: 's2', release: 'v1.6', title: 'It is in six' });
    await bot.declare({ severity: 's2', release: 'v1.5.6', title: 'It is in five' });
    // The second is shown the first before it is declared.
    if (topOf(bot, commander).includes('has just declared')) await bot.send(commander, {});
    await bot.settle();
    const told = () =>
      [everybody, six, five, grave].map((place) => [1, 2].filter((id) => bot.copy(place, id) !== undefined));
    expect(told()).toEqual([[1, 2], [1], [2], []]);
    expect((await bot.update({ text: 'Data is lost.', severity: 's1' }, commander, 2)).action).toBe('clear');
    expect((await bot.update({ text: 'Only few.', severity: 's3' }, commander, 1)).action).toBe('clear');
    await bot.settle();
    expect(told()).toEqual([[1, 2], [1], [2], [2]]);
    for (const place of [everybody, five, grave]) expect(bot.copy(place, 2)?.text).toBe(bot.head(2).text);
    for (const place of [everybody, six]) expect(bot.copy(place, 1)?.text).toBe(bot.head(1).text);
  });

  it('reach a channel that had followed before, and left: nobody takes away what the configuration names', async () => {
    bot = await startIncidentBot({
      announced: 1,
      more: `    - { channels: [${grave}], severities: [s1] }`,
      channels: [channel(grave)],
    });
    await bot.declare({ severity: 's2' });
    await bot.settle();
    expect((await bot.incident('subscribe 1', stranger, grave)).all).toContain('now comes to this channel');
    await bot.settle();
    expect((await bot.incident('unsubscribe 1', stranger, grave)).all).toContain('No more of incident 1');
    await bot.settle();
    await bot.update({ text: 'Data is lost.', severity: 's1' }, commander, 1);
    await bot.settle();
    const copy = () => bot.slack.state.messages(grave).find((one) => one.user === 'U0BOT');
    expect(copy()?.text).toBe(bot.head(1).text);
    // An edit notifies nobody.
    expect(copy()?.replies.map(({ text }) => text)).toEqual([expect.stringContaining('Data is lost.')]);

    expect((await bot.incident('unsubscribe 1', stranger, grave)).all).toContain('signalman.yml names it');
    await bot.settle();
    expect(copy()?.text).toBe(bot.head(1).text);
  });

  it('stay, though the channel had asked for them itself', async () => {
    bot = await startIncidentBot({
      announced: 1,
      more: `    - { channels: [${grave}], severities: [s1] }`,
      channels: [channel(grave)],
    });
    await bot.declare({ severity: 's2' });
    await bot.settle();
    await bot.incident('subscribe 1', stranger, grave);
    await bot.settle();
    await bot.update({ text: 'Data is lost.', severity: 's1' }, commander, 1);
    await bot.settle();
    expect((await bot.incident('unsubscribe 1', stranger, grave)).all).toContain('signalman.yml names it');
    await bot.settle();
    expect(bot.copy(grave, 1)?.text).toBe(bot.head(1).text);
  });
});

describe('a moment', () => {
  it('that was promised and is over is not asked for again by who corrects something', async () => {
    const clock = startClock(begin);
    bot = await startIncidentBot({ announced: 1, now: clock.now });
    await bot.declare({ severity: 's2' });
    clock.forwardTo(begin + 45 * minute);
    await bot.settle();
    await bot.form('correct 1');
    const looked = await bot.send(commander, { reason: 'Wrong version.', text: 'It is 1.6.1.' });
    expect([looked.action, looked.errors]).toEqual(['push', {}]);
    expect((await bot.send(commander, {})).action).toBe('clear');
    await bot.settle();
    // 22:40, 45 minutes and the half hour of the cadence.
    expect(bot.head().text).toMatch(/Next update by 23:55/);
  });

  it('that nobody knew of an entry is given later, and the entry moves to it', async () => {
    const clock = startClock(begin);
    bot = await startIncidentBot({ announced: 1, now: clock.now });
    await bot.declare({ severity: 's2' });
    await bot.form('note 1');
    expect((await bot.send(commander, { entry: 'The first report.' })).action).toBe('clear');
    const timeline = async () => (await bot.incident('timeline 1')).all;
    const order = (text: string) =>
      ['Incident 1 declared', 'The first report.']
        .map((one) => text.indexOf(one))
        .every((at, n, all) => n === 0 || at > (all[n - 1] ?? 0));
    expect(order(await timeline())).toBe(true);
    await bot.form('entries 1');
    expect(topOf(bot, commander)).toContain('time not known yet');
    await pressInForm(bot, commander, 'incident_entry_change');
    await bot.slack.waitFor(() => topOf(bot, commander).includes('About that time'));
    const at = Math.floor((begin - 40 * minute) / second);
    expect((await bot.send(commander, { at, approximate: ['approximate'] })).action).toBe('clear');
    const text = await timeline();
    expect(order(text)).toBe(false);
    expect(text).toContain('about 22:00');
    expect(text).toContain('The first report.');
  });

  it.each([
    ['later', 120],
    ['earlier', 10],
  ])(
    'that an update promises %s than the cadence is the one that is reminded of, once',
    async (_, minutes) => {
      const clock = startClock(begin);
      bot = await startIncidentBot({ announced: 1, now: clock.now });
      await bot.declare({ severity: 's2' });
      const by = Math.floor((clock.now() + minutes * minute) / second);
      expect((await bot.update({ text: 'We wait.', nextUpdateBy: by })).action).toBe('clear');
      const reminders = () => bot.head().replies.filter(({ text }) => text.includes('reminder)')).length;
      for (const [at, owed] of [
        [minutes - 1, 0],
        [minutes + 1, 1],
        [minutes + 29, 1],
        [minutes + 31, 2],
      ] as const) {
        clock.forwardTo(by * second - minutes * minute + at * minute);
        await bot.settle();
        expect(reminders()).toBe(owed);
      }
      // The next one is promised by the cadence again, unless somebody says otherwise.
      await bot.form('update 1');
      expect((await bot.send(commander, { text: 'Still waiting.', nextUpdateBy: null })).action).toBe('push');
      expect((await bot.send(commander, {})).action).toBe('clear');
      await bot.settle();
      clock.forwardTo(clock.now() + 29 * minute);
      await bot.settle();
      expect(reminders()).toBe(2);
    },
  );
});
