/** What users of other incident bots complain about where time passes: none of it happens here. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { minute } from '../../src/domain/time.js';
import { startClock } from '../../src/sandbox/clock.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { delivery } from '../builders/delivery.js';
import {
  announcedChannel,
  commander,
  comms,
  type IncidentBot,
  type IncidentBotOptions,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { allClear, eventually, recorded, saidIn } from '../builders/incident-hands.js';

const first = announcedChannel(1);
const places = [1, 2, 3].map(announcedChannel);

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

describe('users of other bots complain that', () => {
  /** 28 March 2017, 22:40 PST8PDT. */
  const late = Date.UTC(2017, 2, 29, 5, 40);
  const clock = startClock(late);
  const reminders = () =>
    bot.head().replies.flatMap(({ text }) => /\((\d\w\w) reminder\)/.exec(text)?.[1] ?? []);

  it('reminders are lost at a restart, or fire once and never again', async () => {
    const now = startClock(late);
    await declared({}, { now: now.now });
    now.forwardTo(late + 21 * minute);
    await bot.settle();
    expect(reminders()).toEqual(['1st']);
    await bot.restart(() => now.forwardTo(late + 41 * minute));
    await bot.settle();
    expect(reminders()).toEqual(['1st', '2nd']);
    await bot.restart();
    await bot.settle();
    expect(reminders()).toEqual(['1st', '2nd']);
    now.forwardTo(late + 61 * minute);
    await bot.settle();
    expect(reminders()).toEqual(['1st', '2nd', '3rd']);
    const told = bot.slack.state.everything(bot.slack.direct('U0LEAD'));
    expect(told.map(({ text }) => text).join()).toContain('overdue (3rd reminder)');
  });

  it('the own rate limiter delays a notice 16 minutes, unseen', async () => {
    await start();
    const backlog = Array.from({ length: 120 }, (_, at) =>
      delivery({
        subject: `report ${at}`,
        destination: at % 2 === 0 ? incidents : first,
        text: `digest ${at}`,
      }),
    );
    await bot.database.write.transaction().execute((tx) => enqueue(tx, backlog, Date.now() - 16 * minute));
    const health = await (await fetch(`http://127.0.0.1:${bot.bot.port}/healthz`)).json();
    expect((health as { deliveries: object }).deliveries).toMatchObject({
      oldestSeconds: expect.any(Number),
    });
    expect(
      (health as { deliveries: { oldestSeconds: number } }).deliveries.oldestSeconds,
    ).toBeGreaterThanOrEqual(16 * 60);
    await bot.declare();
    await bot.slack.waitFor(() => bot.copy(first)?.text.startsWith('Incident 1,'));
    const before = bot.slack.state.messages(first).filter(({ text }) => text.startsWith('digest'));
    expect(before.length).toBeLessThan(50);
    await bot.settle();
    expect(bot.slack.state.messages(first)).toHaveLength(61);
  }, 60_000);

  it('the timeline has no dates, and edits are not followed', async () => {
    await declared({}, { now: clock.now });
    const { ts } = await bot.slack.say({ user: stranger, channel: incidents, text: 'DNS is down too' });
    await bot.slack.react({ user: stranger, channel: incidents, ts, name: 'round_pushpin' });
    await eventually(async () => (await bot.incident('timeline')).all.includes('DNS is down too'));
    const marked = await recorded(bot);
    await bot.slack.editMessage({ user: stranger, channel: incidents, ts, text: 'DNS is slow too' });
    await eventually(async () => (await recorded(bot)) > marked);
    const { all } = await bot.incident('timeline');
    expect(all).toContain('28 March 2017');
    expect(all).toContain('22:40');
    expect(all).toContain('DNS is slow too');
    expect(all).not.toContain('DNS is down too');
    await bot.slack.deleteMessage({ user: stranger, channel: incidents, ts });
    await eventually(async () => !(await bot.incident('timeline')).all.includes('DNS'));
  });

  it('a reaction on a thread reply captures the wrong message', async () => {
    await declared();
    const { ts: threadTs } = await bot.slack.say({ user: stranger, channel: incidents, text: 'the parent' });
    await bot.slack.say({ user: stranger, channel: incidents, text: 'a neighbour' });
    const reply = await bot.slack.say({ user: stranger, channel: incidents, text: 'the reply', threadTs });
    await bot.slack.react({ user: comms, channel: incidents, ts: reply.ts, name: 'round_pushpin' });
    await eventually(async () => (await bot.incident('timeline')).all.includes('the reply'));
    const { all } = await bot.incident('timeline');
    for (const other of ['the parent', 'a neighbour']) expect(all).not.toContain(other);
  });

  it('a duration drops days', async () => {
    const now = startClock(late);
    await declared({ severity: 's3' }, { now: now.now, more: '  exit-criteria: [It works again]' });
    // 3 April 2017, 13:32 PST8PDT: as long as in the incident of the time.
    now.forwardTo(Date.UTC(2017, 3, 3, 20, 32, 30));
    expect(await allClear(bot, 1, commander, ['It works again'])).toBe('clear');
    await bot.settle();
    for (const place of [incidents, ...places]) expect(saidIn(bot, [place])).toContain('5 d 14 h 52 min');
  });
});
