/** What people are called, and whom the bot calls when Slack does not say who they are. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { minute } from '../../src/domain/time.js';
import { startClock } from '../../src/sandbox/clock.js';
import { lead } from '../builders/bot.js';
import { type IncidentBot, incidents, startIncidentBot } from '../builders/incident-bot.js';
import { eventually, saidIn } from '../builders/incident-hands.js';

const [nick, plain] = ['U0NICK', 'U0PLAIN'];

let bot: IncidentBot;
afterEach(() => bot.close());

describe('somebody', () => {
  it('has one name wherever they act: the one they chose, else their real one', async () => {
    bot = await startIncidentBot({
      announced: 1,
      users: [
        { id: nick, name: 'nhandle', realName: 'Nicola Long', displayName: 'Nick' },
        { id: plain, name: 'phandle', realName: 'Pat Plain', displayName: '' },
      ],
    });
    await bot.declare({ severity: 's2', commander: nick }, nick);
    await bot.settle();
    // By form, by message, by reaction, and as whom somebody else has chosen.
    expect((await bot.update({ text: 'We look.' }, nick)).action).toBe('clear');
    const { ts } = await bot.slack.say({ user: plain, channel: incidents, text: 'It is DNS' });
    await bot.slack.react({ user: nick, channel: incidents, ts, name: 'round_pushpin' });
    await eventually(async () => (await bot.incident('timeline')).all.includes('It is DNS'));
    await bot.form('hand-over', nick);
    expect((await bot.send(nick, { commander: plain, reason: '' })).action).toBe('clear');
    expect((await bot.update({ text: 'I look.' }, plain)).action).toBe('clear');
    await bot.settle();
    const said = `${saidIn(bot)} ${(await bot.incident('timeline 1')).all} ${(await bot.incident('show 1')).all}`;
    for (const name of ['Nick', 'Pat Plain']) expect(said).toContain(name);
    expect(said).not.toMatch(/handle|Nicola/);
  });

  it('keeps the handle where Slack does not say more', async () => {
    bot = await startIncidentBot({ announced: 1 });
    bot.slack.faults.next('users.info', { kind: 'error', error: 'user_not_found', times: 100 });
    await bot.declare({ severity: 's2' });
    await bot.settle();
    expect((await bot.incident('show 1')).all).toContain('by jacob');
  });
});

describe('release leads whose user group cannot be read', () => {
  const begin = Date.UTC(2017, 2, 29, 5, 40);
  it.each([
    ['only a group', '[S0TEAM]', []],
    ['a person and a group', `[${lead}, S0TEAM]`, [lead]],
  ])('are called as a group: %s', async (_, leads, told) => {
    const clock = startClock(begin);
    bot = await startIncidentBot({
      announced: 1,
      now: clock.now,
      leads,
    });
    await bot.declare();
    await bot.settle();
    bot.slack.faults.next('usergroups.users.list', { kind: 'error', error: 'missing_scope', times: 100 });
    for (const late of [21, 41, 61]) {
      clock.forwardTo(begin + late * minute);
      await bot.settle();
    }
    const reminder = bot.head().replies.find(({ text }) => text.includes('(3rd reminder)'));
    const shown = JSON.stringify(reminder?.blocks);
    expect(shown).toContain('<!subteam^S0TEAM>: please look. Slack does not say at the moment');
    expect(shown).not.toContain('Nobody is named as release lead');
    for (const one of told) expect(shown).toContain(`<@${one}> has been told.`);
    const direct = bot.slack.state.everything(bot.slack.direct(lead)).map(({ text }) => text);
    expect(direct.filter((text) => text.includes('3rd reminder'))).toHaveLength(told.length);
    // Nothing is owed to a group, which nobody can write to.
    const owed = await bot.database.read
      .selectFrom('message')
      .select('destination')
      .where('destination', '=', 'S0TEAM')
      .execute();
    expect(owed).toEqual([]);
  });
});
