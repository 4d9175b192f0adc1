/** Exceptions to a freeze, as people ask for them and release leads decide: once, by name, and over by themselves. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { deputy, lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import {
  dismiss,
  forged,
  lastInteraction,
  topOf,
  unheard,
  withMetadata,
} from '../builders/incident-hands.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 6, 24, 12);
const max = { id: member, name: 'max' };

const config = `
repository: acme/rocket
gates: { bugs: { count: kind/bug } }
roles: { release-lead: [${lead}, S0TEAM] }
channels: { release: [${release}] }
releases:
  v1.36: { calendar: { begins: 2026-05-18, phases: { code-freeze: 2026-07-22 AoE, release: 2026-08-19 } } }
  v1.35: { milestone: v1.35 }
`;

let bot: RunningBot;
let clock: ReturnType<typeof startClock>;
beforeEach(async () => {
  clock = startClock(now);
  bot = await startTestBot({
    ...{ config, now: clock.now, limits: 'none', waitForData: false },
    seed(github) {
      github.addRepo({ fullName: 'acme/rocket' });
      for (const title of ['v1.36', 'v1.35']) github.addMilestone('acme/rocket', { title });
    },
  });
  await bot.wake();
});
afterEach(() => bot.close());

const seconds = (at: number) => Math.floor(at / 1000);
const good = {
  what: 'Merge the fix of the leak',
  reason: 'Nodes run out of memory <!channel>.',
  issue: '#12',
  until: seconds(now + 3 * day),
};

async function filled(user: string): Promise<void> {
  await bot.slack.waitFor(
    () => {
      const top = bot.slack.state.views(user).at(-1);
      return top && top.callbackId !== 'loading' ? top : undefined;
    },
    { what: 'a form' },
  );
}
const command = (text: string, user = member) =>
  bot.slack.slashCommand({ command: '/release-signoff', text, user, channel: release });
const send = async (user: string, values: Record<string, unknown>) =>
  await bot.slack.submitView({ user, viewId: bot.slack.state.views(user).at(-1)?.id ?? '', values });

/** @returns what became of the form */
async function ask(values = {}, user = member) {
  await command('exception', user);
  await filled(user);
  const sent = await send(user, { ...good, ...values });
  await bot.wake();
  return sent;
}
const request = () => {
  const found = bot.slack.state.messages(release).find(({ text }) => text.includes(': exception 1,'));
  if (!found) throw new Error('there is no request');
  return found;
};
const said = () => JSON.stringify(request());
const direct = (user: string) => JSON.stringify(bot.slack.state.messages(bot.slack.direct(user)));
const press = (user: string, actionId: string) =>
  bot.slack.click({ user, actionId, channel: release, messageTs: request().ts });
const told = (user: string) => JSON.stringify(bot.slack.state.ephemerals(user, release).at(-1) ?? '');
const events = async () =>
  (await bot.database.read.selectFrom('exception_event').select('body').execute()).length;

describe('an exception', () => {
  it('is asked for in a form, stands before those who decide, and whoever asked is told', async () => {
    expect((await ask()).action).toBe('update');
    expect(said()).toContain(`<@${lead}>`);
    expect(said()).toContain('<!subteam^S0TEAM>');
    expect(said()).toContain('https://github.com/acme/rocket/issues/12');
    expect(said()).not.toContain('<!channel>');
    expect(direct(member)).toContain('with the release leads');
    const { all } = await bot.ask('calendar', member);
    expect(all).toContain('Merge the fix of the leak');
    expect(all).toContain('waits for a decision');
  });

  it('is listed in the report, with who approved it, until it is over', async () => {
    await ask();
    const listed = async () => (await bot.ask('report')).all;
    const line = 'Exception 1: Merge the fix of the leak';
    expect(await listed()).toContain('asked for by max, waits for a decision, until Mon 27 July 2026, 12:00');
    await press(deputy, 'exception_approve');
    await bot.slack.waitFor(() => told(deputy).includes('is approved'));
    expect(await listed()).toContain(line);
    expect(await listed()).toContain('approved by dee');
    clock.forwardTo(now + 3 * day);
    expect(await listed()).not.toContain(line);
  });

  it('is approved once: the request says by whom, the asker hears, and it is over by itself', async () => {
    await ask();
    await press(deputy, 'exception_approve');
    await bot.slack.waitFor(() => told(deputy).includes('is approved'));
    await bot.wake();
    expect(said()).toContain('*Approved* by dee');
    expect(said()).not.toContain('exception_approve');
    // Edited: nobody is pinged any more.
    expect(said()).not.toContain(`<@${lead}>`);
    expect(direct(member)).toContain('Your exception 1 was approved');
    expect((await bot.ask('calendar')).all).toContain('approved by dee');
    await bot.restart();
    clock.forwardTo(now + 3 * day + hour);
    await bot.wake();
    expect((await bot.ask('calendar')).all).not.toContain('Merge the fix of the leak');
    expect(await events()).toBe(2);
  });

  it('is refused with a reason, which the asker reads', async () => {
    await ask();
    await press(lead, 'exception_refuse');
    await filled(lead);
    expect((await send(lead, { reason: 'It can wait for the patch.' })).action).toBe('clear');
    await bot.wake();
    expect(said()).toContain('*Refused* by lea');
    expect(direct(member)).toContain('It can wait for the patch.');
  });

  it.each([
    ['until', { until: seconds(now - hour) }, 'over already'],
    ['until', { from: seconds(now + 2 * day), until: seconds(now + day) }, 'end before it starts'],
    ['issue', { issue: 'see the wiki' }, '#123'],
    ['what', { what: '\u200b' }, 'what is to be merged'],
    ['reason', { reason: '  ' }, 'cannot wait'],
  ])('whose %s is wrong (%j) is not stored, and says so beside the field', async (field, values, why) => {
    const sent = await ask(values);
    expect(JSON.stringify(sent)).toContain(why);
    expect(JSON.stringify(sent)).toContain(field);
    expect(await events()).toBe(0);
  });

  it('of a release without a calendar, or with a wrong word, is answered and opens nothing', async () => {
    const answer = (text: string) => bot.ask(text, member, release, '/release-signoff');
    expect((await answer('v1.35 exception')).all).toContain('v1.35 has no calendar');
    expect((await answer('excpetion')).all).toContain('Did you mean `exception`?');
    expect((await answer('exception now')).all).toContain('Nothing was expected after');
    expect((await answer('')).all).toContain('asks for an exception to a freeze');
    expect(bot.slack.state.views(member)).toEqual([]);
  });

  it('can be asked for from the calendar', async () => {
    const { id } = await bot.ask('calendar', member);
    await bot.slack.click({ user: member, actionId: 'exception_ask', channel: release, ephemeralId: id });
    await filled(member);
    expect((await send(member, good)).action).toBe('update');
  });
});

describe('who is no release lead', () => {
  it('can neither approve nor refuse, and is told whom to ask', async () => {
    await ask();
    await press(member, 'exception_approve');
    await bot.slack.waitFor(() => told(member).includes('Only a release lead'));
    expect(told(member)).toContain(`<@${lead}>`);
    await dismiss(bot, member);
    await press(member, 'exception_refuse');
    await filled(member);
    expect(topOf(bot, member)).toContain('Only a release lead');
    expect(await events()).toBe(1);
  });

  it('cannot send a copy of what a release lead pressed or sent', async () => {
    await ask();
    const pressed = await unheard(bot, () => press(lead, 'exception_approve').catch(() => {}));
    await forged(bot, pressed, max);
    // The address to answer at is that of whoever pressed it.
    await bot.slack.waitFor(() => told(lead).includes('Only a release lead'));
    await press(lead, 'exception_refuse');
    await filled(lead);
    const sent = await unheard(bot, () => send(lead, { reason: 'No.' }).catch(() => {}));
    expect(await forged(bot, sent, max)).toContain('Only a release lead');
    expect(await events()).toBe(1);
  });
});

describe('a form or a button that is stale', () => {
  it('of what is decided already changes nothing, and says who decided', async () => {
    await ask();
    await press(lead, 'exception_refuse');
    await filled(lead);
    await press(deputy, 'exception_approve');
    await bot.slack.waitFor(() => told(deputy).includes('is approved'));
    expect(JSON.stringify(await send(lead, { reason: 'Too late.' }))).toContain('push');
    expect(topOf(bot, lead)).toContain('dee has approved exception 1 already');
    expect(await events()).toBe(2);
  });

  it('that is changed on its way does nothing', async () => {
    await ask();
    await press(lead, 'exception_refuse');
    await filled(lead);
    await unheard(bot, () => send(lead, { reason: 'No.' }).catch(() => {}));
    const payload = lastInteraction(bot);
    const again = (more: object) => forged(bot, withMetadata(payload, more), { id: lead, name: 'lea' });
    expect(await again({ exception: 99 })).toContain('There is no exception 99');
    expect(await again({ exception: 'x' })).toContain('out of date');
    expect(await events()).toBe(1);
  });

  it('after the end that was asked for approves nothing', async () => {
    await ask();
    clock.forwardTo(now + 4 * day);
    await press(lead, 'exception_approve');
    await bot.slack.waitFor(() => told(lead).includes('that is over'));
    expect(await events()).toBe(1);
  });
});

it('the record of an exception cannot be changed, not even by a mistake of ours', async () => {
  await ask();
  const { write } = bot.database;
  await expect(write.updateTable('exception_event').set({ by_name: 'x' }).execute()).rejects.toThrow(
    'only added to',
  );
  await expect(write.deleteFrom('exception_event').execute()).rejects.toThrow('only added to');
});
