/** The calendar as a team meets it in Slack: asked for, announced at its moments, and held to across restarts. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { phases134 } from '../builders/calendar.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const utc = (text: string) => Date.parse(`${text}Z`);
const ana = 'U0ANA';

const config = (calendar: string, more = '') => `
repository: acme/rocket
timezone: America/Los_Angeles
gates: { bugs: { count: kind/bug } }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
releases:
  v1.34:
    calendar:${calendar}
${more}`;

let bot: RunningBot;
let clock: ReturnType<typeof startClock>;

async function start(at: string, calendar = phases134, more = '') {
  clock = startClock(utc(at));
  bot = await startTestBot({
    config: config(calendar, more),
    now: clock.now,
    limits: 'none',
    waitForData: false,
    users: [{ id: ana, name: 'ana', realName: 'Ana' }],
    seed(github) {
      github.addRepo({ fullName: 'acme/rocket' });
      github.addMilestone('acme/rocket', { title: 'v1.34' });
    },
  });
  await bot.wake();
}

const posts = () => bot.slack.state.messages(release);
const texts = () => posts().map(({ text }) => text);
const rows = async () =>
  (await bot.database.read.selectFrom('announcement').select(['slot', 'state']).execute())
    .filter(({ slot }) => slot.includes('code-freeze'))
    .map(({ state }) => state)
    .sort();

afterEach(() => bot.close());

describe('the calendar', () => {
  it('says what holds, what comes next, how long is left, and every phase on three clocks', async () => {
    // Half a minute off the hour: the clock goes on while the question is asked.
    await start('2025-07-25T02:00:30');
    const { all, blocks } = await bot.ask('calendar', member);
    expect(all).toContain('Week 10 of 15');
    expect(all).toContain('Code Freeze, Test Freeze');
    expect(all).toContain('Docs Freeze');
    expect(all).toContain('Next: *rc.0* Wed 6 August · 12 d 4 h 59 min left');
    const table = JSON.stringify(blocks.find(({ type }) => type === 'table'));
    expect(table).toContain('▶ Code Freeze');
    expect(table).toContain('✓ Feature blog freeze');
    expect(table).toContain('Thu 24 July, 14:00 AoE');
    expect(table).toContain('Fri 25 July, 02:00');
    expect(table).toContain('Thu 24 July, 19:00');
    // A contradiction of two clocks is nobody's secret.
    expect(all).toContain('14:00 PST');
    expect((await bot.ask('v1.34 calendar')).all).toContain('Week 10 of 15');
  });

  it('that is not configured says how to get one', async () => {
    clock = startClock(utc('2025-07-25T02:00'));
    bot = await startTestBot({ now: clock.now, seed: () => {}, waitForData: false });
    expect((await bot.ask('calendar')).all).toContain('No calendar is configured');
    expect((await bot.ask('exception', member, release, '/release-signoff')).all).toContain(
      'has no calendar',
    );
  });

  it('is a line of the digest, and who is on call has a name there', async () => {
    const rota = `${phases134}\n      rota: [{ who: ${ana} }]`;
    await start('2025-07-28T15:00', rota, 'digests: { daily: { at: "09:00" } }');
    clock.forwardTo(utc('2025-07-28T16:00'));
    await bot.wake();
    const digest = posts().find(({ text }) => text.includes(' on Monday 28 July'));
    const said = JSON.stringify(digest?.blocks);
    expect(said).toContain('Week 11 of 15');
    expect(said).toContain('next: *rc.0* Wed 6 August');
    const [id] = digest?.replies.at(-1)?.files ?? [];
    const file = bot.slack.state.files().find((one) => one.id === id);
    expect(file?.title).toContain('v1.34');
    expect(file?.content?.toString()).toContain('On call: ana');
    expect((await bot.ask('calendar')).all).toContain(`On call: <@${ana}>`);
  });
});

describe('a phase', () => {
  const begins = utc('2026-07-23T12:00');
  const freeze = `
      begins: 2026-05-18
      phases: { code-freeze: { begins: Wed 22 July 2026 (AoE), rota: [{ who: ${ana} }] } }`;

  it('is announced seven days ahead, a day ahead, and when it begins, each once', async () => {
    await start('2026-07-16T11:00', freeze);
    expect(texts()).toEqual([]);
    clock.forwardTo(begins - 7 * day);
    for (let ring = 0; ring < 3; ring++) await bot.wake();
    expect(texts()).toEqual(['v1.34: Code Freeze on Wed 22 July (AoE) (Thu 23 July, 12:00 UTC).']);
    expect(JSON.stringify(posts()[0]?.blocks)).toContain('That is in 7 days.');
    clock.forwardTo(begins - day);
    await bot.wake();
    await bot.restart();
    await bot.wake();
    expect(texts()).toHaveLength(2);
    clock.forwardTo(begins + minute);
    await bot.wake();
    await bot.restart();
    await bot.wake();
    expect(texts()).toHaveLength(3);
    const last = JSON.stringify(posts()[2]?.blocks);
    expect(texts()[2]).toContain('Code Freeze has begun');
    expect(last).toContain('Everything else needs an exception');
    expect(last).toContain(`On call: <@${ana}>`);
    expect(await rows()).toEqual(['posted', 'posted', 'posted']);
  });

  it('that began while the bot was away is announced late, and only it', async () => {
    await start('2026-07-16T11:00', freeze);
    await bot.restart(() => clock.forwardTo(begins + 2 * hour));
    await bot.wake();
    expect(texts()).toHaveLength(1);
    expect(JSON.stringify(posts()[0]?.blocks)).toContain('Posted 2 h');
    expect(await rows()).toEqual(['overtaken', 'overtaken', 'posted']);
  });

  it('that has begun is not said to come, where only the hour before is announced', async () => {
    await start('2026-07-22T11:00', `${freeze}\n      announce-ahead: [1h]`);
    await bot.restart(() => clock.forwardTo(begins + 2 * hour));
    await bot.wake();
    expect(texts()).toEqual(['v1.34: Code Freeze has begun (Thu 23 July, 12:00 UTC).']);
    expect(JSON.stringify(posts()[0]?.blocks)).toContain('Posted 3 h');
  });

  it('that is a moment is due, and whether it was done is not claimed', async () => {
    await start(
      '2026-08-18T11:00',
      `\n      phases: { release: Wed 19 August 2026, thaw: Wed 19 August 2026 }`,
    );
    clock.forwardTo(utc('2026-08-19T07:00'));
    await bot.wake();
    const said = texts().join('\n');
    expect(said).toContain('v1.34: Release is due (Wed 19 August, 07:00 UTC).');
    expect(said).toContain('v1.34: Thaw has begun');
  });

  it('that is long over is only noted', async () => {
    await start('2026-07-16T11:00', freeze);
    await bot.restart(() => clock.forwardTo(begins + 7 * hour));
    await bot.wake();
    expect(texts()).toEqual([]);
    expect(await rows()).toEqual(['missed', 'overtaken', 'overtaken']);
  });

  it('whose moment lies in the quiet is announced when that is over', async () => {
    await start('2026-07-23T11:00', freeze, 'quiet: { timezone: UTC, hours: "10:00-22:00" }');
    clock.forwardTo(begins + hour);
    await bot.wake();
    expect(texts()).toEqual([]);
    clock.forwardTo(utc('2026-07-23T22:01'));
    await bot.wake();
    expect(texts()).toHaveLength(1);
  });
});
