/** Digests as release leads manage them from Slack, and what becomes of the moments that a bot misses. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { NOON_16_MARCH_2017 } from '../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import {
  deputy,
  kubernetesConfig,
  lead,
  member,
  type RunningBot,
  release,
  startTestBot,
} from '../builders/bot.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Thursday, 16 March 2017, 12:03 in Los Angeles. */
const noon = NOON_16_MARCH_2017.publishedAt;
const privately = 'G0PRIVATE';

function start(config = kubernetesConfig, at = noon + minute) {
  const clock = startClock(at);
  const bot = startTestBot({
    config,
    now: clock.now,
    limits: 'none',
    seed: (github) => void seedReportDay(github, NOON_16_MARCH_2017),
    channels: [
      { id: privately, name: 'leads', isPrivate: true, members: [lead, member] },
      { id: 'C0OPEN', name: 'open', members: [lead] },
    ],
  });
  return { clock, bot };
}

const posts = (bot: RunningBot, channel = release) => bot.slack.state.messages(channel);
const digests = (bot: RunningBot, channel = release) =>
  posts(bot, channel).filter((message) => message.text.includes(': NO GO.'));

async function slots(bot: RunningBot) {
  return await bot.database.read.selectFrom('slot').select(['slot', 'state']).orderBy('slot').execute();
}

describe('a release lead', () => {
  let bot: RunningBot;
  let clock: ReturnType<typeof startClock>;
  beforeAll(async () => {
    const started = start();
    clock = started.clock;
    bot = await started.bot;
  }, 60_000);
  afterAll(() => bot.close());

  it('subscribes a channel, which is told so by whom', async () => {
    const answer = await bot.ask('subscribe daily at 13:00 America/Los_Angeles');
    expect(answer.all).toContain('subscribed as number 1');
    await bot.wake();
    const [notice] = posts(bot);
    expect(JSON.stringify(notice)).toContain(`<@${lead}>`);
    expect(JSON.stringify(notice)).toContain('daily at 13:00 America/Los_Angeles');
  });

  it('gets the digest when its moment comes, with its details and its file in the thread', async () => {
    await bot.wake();
    expect(digests(bot)).toHaveLength(0);
    clock.forwardTo(noon + hour);
    await bot.wake();
    const [digest] = digests(bot);
    expect(digest?.text).toMatch(/^v1\.6 on Thursday 16 March: NO GO\. 36 open, 21 flakes, 6 bugs\./);
    expect(digest?.replies.length).toBeGreaterThan(2);
    expect(digest?.replies.at(-1)?.files).toHaveLength(1);
  });

  it('does not get it twice, however often the alarm rings', async () => {
    for (let ring = 0; ring < 3; ring++) await bot.wake();
    expect(digests(bot)).toHaveLength(1);
  });

  it('sees every digest with its next moment and what became of the last one', async () => {
    const { all } = await bot.ask('schedule', member);
    expect(all).toContain('daily at 13:00 America/Los_Angeles');
    expect(all).toContain(`<#${release}>`);
    expect(all).toMatch(/1 of 1 delivered/);
  });

  it('issues it again: the same message, with a word in its thread', async () => {
    const before = digests(bot)[0];
    expect((await bot.ask('schedule 1 again')).all).toContain('issued again');
    await bot.wake();
    const [after, ...others] = digests(bot);
    expect(others).toEqual([]);
    expect(after?.ts).toBe(before?.ts);
    expect(after?.edited).toBeDefined();
    expect(JSON.stringify(after?.blocks)).toContain('issued again');
    expect(after?.replies.some((reply) => reply.text.startsWith('Issued again: v1.6'))).toBe(true);
  });

  it('is told that the channel has that digest already', async () => {
    expect((await bot.ask('subscribe daily at 13:00 America/Los_Angeles')).all).toContain('it is number 1');
  });

  it('unsubscribes, and the channel is told so', async () => {
    expect((await bot.ask('unsubscribe')).all).toContain('digest 1 ended');
    await bot.wake();
    expect(JSON.stringify(posts(bot).at(-1))).toContain(`<@${lead}>`);
    clock.forwardTo(noon + day + hour);
    await bot.wake();
    expect(digests(bot)).toHaveLength(1);
  });

  it('may be a member of the user group of the role', async () => {
    expect((await bot.ask('subscribe mon,thu at 9:00 short', deputy)).all).toContain('subscribed as number');
    expect((await bot.ask('unsubscribe', deputy)).all).toContain('ended');
  });

  it.each([
    ['subscribe', member, 'Only a release lead may do that.'],
    ['unsubscribe 1', member, 'Only a release lead may do that.'],
    ['schedule 1 again', member, 'Only a release lead may do that.'],
    ['subscribe cron * * * * * *', lead, 'seconds'],
    ['subscribe cron 0 16 30 2 *', lead, 'never'],
    ['subscribe cron 61 * * * *', lead, '61'],
    ['subscribe at 25:00', lead, '"25:00" is not a time of day.'],
    ['subscribe daily at 16:00 Europe/Berln', lead, '"Europe/Berln" is not a time zone.'],
    ['subscribe wekdays', lead, 'Did you mean `weekdays`?'],
    ['subscribe <!channel>', lead, 'is not a day, a time, a zone or a kind'],
    [`subscribe ${'x'.repeat(3000)}`, lead, 'characters, which no schedule has'],
    ['unsubscribe 99', lead, 'There is no digest 99.'],
    ['unsubscribe', lead, 'This channel has no digest.'],
    ['unsubscribe one', lead, 'is not the number of a digest'],
    ['schedule 99 again', lead, 'There is no digest 99.'],
    ['schedule 1 twice', lead, 'A digest knows no "twice".'],
    ['subscirbe', lead, 'Did you mean `subscribe`?'],
  ])('who types "%.40s" is told what is wrong, and nothing changes', async (text, user, said) => {
    const before = await bot.database.read.selectFrom('schedule').selectAll().execute();
    const answer = await bot.ask(text, user);
    expect(answer.all).toContain(said);
    expect(answer.all).not.toContain('<!channel>');
    expect(await bot.database.read.selectFrom('schedule').selectAll().execute()).toEqual(before);
  });

  it('is told to invite Signalman to a private channel first', async () => {
    const answer = await bot.ask('subscribe', lead, privately);
    expect(answer.all).toContain('Signalman cannot see this channel.');
    expect(answer.all).toContain('/invite @Signalman');
  });

  it('need not invite it to a public one: it joins', async () => {
    expect((await bot.ask('subscribe', lead, 'C0OPEN')).all).toContain('subscribed');
    await bot.wake();
    expect(posts(bot, 'C0OPEN')).toHaveLength(1);
  });
});

describe('a digest of signalman.yml', () => {
  let bot: RunningBot;
  let clock: ReturnType<typeof startClock>;
  const open = async (digest: string, at = noon + minute) => {
    const started = start(`${kubernetesConfig}\ndigests:\n  daily: ${digest}\n`, at);
    clock = started.clock;
    bot = await started.bot;
  };
  afterEach(() => bot.close());

  it('cannot be ended from Slack', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles }');
    expect((await bot.ask('unsubscribe 1')).all).toContain('is written in signalman.yml as "daily"');
  });

  it('is posted late, and says so, when the bot was away for less than the grace', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles }');
    clock.forwardTo(noon + 2 * hour);
    await bot.wake();
    expect(digests(bot)).toHaveLength(1);
    expect(JSON.stringify(digests(bot)[0]?.blocks)).toMatch(/posted 1 h \d+ min late/);
  });

  it('is only noted when it was away for longer', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles }');
    clock.forwardTo(noon + 5 * hour);
    await bot.wake();
    expect(digests(bot)).toHaveLength(0);
    expect((await slots(bot)).map((slot) => slot.state)).toEqual(['missed']);
    expect((await bot.ask('schedule')).all).toContain('not posted: it would have been too late');
    // Somebody may want it all the same.
    expect((await bot.ask('schedule 1 again')).all).toContain('issued again');
    await bot.wake();
    expect(digests(bot)).toHaveLength(1);
    expect((await slots(bot)).map((slot) => slot.state)).toEqual(['posted']);
  });

  it('survives a clock that was a year ahead for a moment', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles }');
    // What such a moment leaves behind: slots in the future that are worked off.
    const future = noon + 365 * day;
    await bot.database.write
      .insertInto('slot')
      .values({ schedule_id: 1, slot: future, state: 'posted', at: future, note: null })
      .execute();
    clock.forwardTo(noon + hour);
    await bot.wake();
    expect(digests(bot)).toHaveLength(1);
  });

  it('is posted though a clock that was a month ahead has noted it as missed', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles }');
    const note = { schedule_id: 1, state: 'missed' as const, at: noon + 30 * day, note: null };
    await bot.database.write
      .insertInto('slot')
      .values([
        { ...note, slot: noon + 57 * minute - 22_000 },
        { ...note, slot: noon + 57 * minute - 22_000 + day },
      ])
      .execute();
    clock.forwardTo(noon + hour);
    await bot.wake();
    expect(digests(bot)).toHaveLength(1);
    clock.forwardTo(noon + hour + day);
    await bot.wake();
    expect(digests(bot)).toHaveLength(2);
  });

  it('compares nothing where nobody could look, and says afterwards what was opened meanwhile', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles, days: daily }');
    clock.forwardTo(noon + hour);
    await bot.wake();
    bot.github.faults.next('*', { kind: 'status', status: 503, times: 100_000 });
    clock.forwardTo(noon + 12 * hour);
    bot.github.addIssue('kubernetes/kubernetes', { title: 'New', milestone: 'v1.6', labels: ['kind/bug'] });
    clock.forwardTo(noon + hour + day);
    await bot.wake();
    const last = () =>
      posts(bot)
        .filter((one) => one.text.startsWith('v1.6 on '))
        .at(-1);
    expect(last()?.text).toMatch(/^v1\.6 on Friday 17 March: UNKNOWN\. 36 open, 21 flakes, 6 bugs\./);
    expect(JSON.stringify(last()?.blocks)).toContain(
      'not read since Thursday 16 March, so not compared with it',
    );
    bot.github.faults.clear();
    clock.forwardTo(noon + hour + 2 * day);
    await bot.wake();
    expect(last()?.text).toContain('37 open (+1), 21 flakes (±0), 7 bugs (+1)');
    expect(JSON.stringify(last()?.blocks)).toMatch(/: 1 opened/);
  });

  it('of the kind short has no thread', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles, kind: short }');
    clock.forwardTo(noon + hour);
    await bot.wake();
    expect(digests(bot)[0]?.replies).toEqual([]);
    expect(JSON.stringify(digests(bot)[0]?.blocks)).not.toContain('data_visualization');
  });

  it('of the kind on-change is posted once, and again when something has changed', async () => {
    await open('{ cron: "0 * * * *", timezone: UTC, days: daily, kind: on-change }');
    for (const hours of [1, 2]) {
      clock.forwardTo(noon + hours * hour);
      await bot.wake();
    }
    expect(digests(bot)).toHaveLength(1);
    const [issue] = bot.github
      .issues('kubernetes/kubernetes')
      .filter((one) => one.state === 'open' && one.milestone?.number === 17 && one.pull === null);
    bot.github.closeIssue('kubernetes/kubernetes', issue?.number ?? 0);
    clock.forwardTo(noon + 3 * hour);
    await bot.wake();
    expect(digests(bot)).toHaveLength(2);
    expect(digests(bot)[1]?.text).toContain('35 open (−1)');
    expect((await slots(bot)).map((slot) => slot.state)).toEqual(['posted', 'unchanged', 'posted']);
  });

  it('keeps quiet on a holiday and at night', async () => {
    const started = start(
      `${kubernetesConfig}
digests: { hourly: { cron: "0 * * * *", timezone: UTC, days: daily, kind: short } }
quiet: { timezone: America/Los_Angeles, hours: "14:30-22:00", holidays: [2017-03-17] }
digest-grace: 24h
`,
    );
    clock = started.clock;
    bot = await started.bot;
    for (let hours = 1; hours <= 15; hours++) {
      clock.forwardTo(noon + hours * hour);
      await bot.wake();
    }
    const states = (await slots(bot)).map(({ slot, state }) => `${new Date(slot).getUTCHours()} ${state}`);
    expect(states).toEqual([
      ...[
        '20 posted',
        '21 posted',
        '22 quiet',
        '23 quiet',
        '0 quiet',
        '1 quiet',
        '2 quiet',
        '3 quiet',
        '4 quiet',
      ],
      ...['5 posted', '6 posted', '7 quiet', '8 quiet', '9 quiet', '10 quiet'],
    ]);
  });

  it('asks GitHub first, and says UNKNOWN when GitHub has been away for too long', async () => {
    await open('{ at: "13:00", timezone: America/Los_Angeles }');
    bot.github.faults.next('*', { kind: 'status', status: 503, times: 1000 });
    clock.forwardTo(noon + hour);
    await bot.wake();
    const [message] = posts(bot).filter((one) => one.text.includes('v1.6 on'));
    expect(message?.text).toContain('UNKNOWN');
  });
});

describe('a report that contradicts itself', () => {
  let bot: RunningBot;
  beforeEach(async () => {
    const started = start(
      `${kubernetesConfig}\ndigests: { daily: { at: "13:00", timezone: America/Los_Angeles } }\n`,
    );
    bot = await started.bot;
    // A count that no issues stand behind, as a fault of ours would make it.
    const row = await bot.database.read
      .selectFrom('census')
      .select('data')
      .where('source', '=', 'issues')
      .executeTakeFirstOrThrow();
    const census = JSON.parse(row.data ?? '{}') as { total: { count: number } };
    census.total.count = 5;
    await bot.database.write
      .updateTable('census')
      .set({ data: JSON.stringify(census) })
      .where('source', '=', 'issues')
      .execute();
    started.clock.forwardTo(noon + hour);
    await bot.wake();
  }, 60_000);
  afterEach(() => bot.close());

  it('is not posted: the release leads are told what contradicts what', async () => {
    expect(posts(bot)).toEqual([]);
    const told = bot.slack.state.messages(bot.slack.direct(lead));
    expect(JSON.stringify(told)).toContain('21');
    expect(told).toHaveLength(1);
    expect(bot.slack.state.messages(bot.slack.direct(deputy))).toHaveLength(1);
    expect((await slots(bot)).map((slot) => slot.state)).toEqual(['refused']);
  });
});
