/** The Home of people, through signed HTTP: it shows what waits for each, does it, and says what became of it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { deputy, lead, member } from '../builders/bot.js';
import { commander, type IncidentBot, startIncidentBot } from '../builders/incident-bot.js';
import { dismiss } from '../builders/incident-hands.js';
import { waitFor } from '../builders/wait.js';

const minute = 60_000;
const start = Date.UTC(2017, 2, 16, 12);

let bot: IncidentBot;
let clock: ReturnType<typeof startClock>;
beforeEach(async () => {
  clock = startClock(start);
  bot = await startIncidentBot({ now: clock.now });
});
afterEach(() => bot.close());

const homeOf = (user: string) => bot.slack.state.home(user);
const shows = (user: string) => JSON.stringify(homeOf(user)?.blocks ?? '');
const published = () => bot.slack.state.calls('views.publish').length;

/** Opens it, and waits until it shows that. */
async function open(user: string, part: string): Promise<void> {
  await bot.slack.openHome(user);
  await showing(user, part);
}
async function showing(user: string, part: string): Promise<void> {
  await bot.slack.waitFor(() => shows(user).includes(part), {
    what: `"${part}" in the Home of ${user}: ${shows(user).slice(0, 3000)} ${JSON.stringify(bot.log.slice(-3))}`,
  });
}
const press = (user: string, actionId: string, value?: unknown) =>
  bot.slack.click({
    user,
    actionId,
    viewId: homeOf(user)?.id ?? '',
    ...(value === undefined ? {} : { value }),
  });

describe('the Home', () => {
  it('says warmly that nothing waits, with the verdict of each release', async () => {
    await open(member, 'Nothing waits for you');
    expect(shows(member)).toContain('*v1.6 is GO*');
    expect(shows(member)).toContain('*v1.5.6 is GO*');
    expect(shows(member)).toContain('No incident is open');
  });

  it('is made for the Home tab only, and once for each event', async () => {
    await bot.slack.openHome(member, 'messages');
    const report = await bot.slack.openHome(member);
    await showing(member, 'Nothing waits');
    const before = published();
    if (!('eventId' in report) || !report.eventId) throw new Error('the event was not sent');
    await bot.slack.raw.duplicate(report.eventId);
    await open(deputy, 'Nothing waits');
    expect(published()).toBe(before + 1);
  });

  it('opens the status of a release, without what only a message can have', async () => {
    await open(member, '*v1.6 is GO*');
    const block = homeOf(member)?.blocks.find((one) => JSON.stringify(one).includes('v1.6 is GO'));
    await bot.slack.click({
      ...{ user: member, actionId: 'home_release', viewId: homeOf(member)?.id ?? '' },
      blockId: String(block?.block_id),
    });
    await bot.filled(member);
    const form = JSON.stringify(bot.slack.state.views(member).at(-1)?.blocks);
    expect(form).toContain('v1.6 is GO');
    expect(form).not.toContain('status_share');
  });

  it('reminds the commander of an update that is overdue, takes it, and is well again by itself', async () => {
    await bot.declare();
    await bot.settle();
    await open(commander, '1 incident open');
    expect(shows(commander)).toContain('kubeadm 1.6.0 hangs');
    expect(shows(commander)).not.toContain('needs its update');
    clock.forwardTo(start + 25 * minute);
    // Nobody opens it again: it follows by itself.
    await bot.wake();
    await showing(commander, 'needs its update');
    await open(member, '1 incident open');
    expect(shows(member)).not.toContain('needs its update');
    await dismiss(bot, commander);
    const overdue = homeOf(commander)?.blocks.find((one) => JSON.stringify(one).includes('needs its update'));
    await bot.slack.click({
      ...{ user: commander, actionId: 'incident_update', viewId: homeOf(commander)?.id ?? '' },
      blockId: String(overdue?.block_id),
    });
    await bot.filled(commander);
    await bot.send(commander, { text: 'The cause is known.', fix: 'cause-known' });
    await bot.send(commander, {});
    await bot.slack.waitFor(() => !shows(commander).includes('needs its update'), { what: 'the update' });
    await showing(commander, 'rev 2');
  }, 60_000);

  it('lets a release lead approve a draft, answers at the top, and forgets the answer', async () => {
    await bot.declare();
    await bot.form('update', 'U0COMMS');
    await bot.send('U0COMMS', { text: 'Only *new* clusters <!channel>.' });
    await bot.send('U0COMMS', {});
    await open(lead, 'wrote an update of');
    expect(shows(lead)).toContain('Only ∗new∗ clusters &lt;!channel&gt;.');
    await press(lead, 'incident_approve');
    await showing(lead, 'Sent as rev 2 of incident 1.');
    expect(shows(lead)).not.toContain('wrote an update of');
    clock.forwardTo(clock.now() + 2 * minute);
    await bot.slack.openHome(lead);
    await bot.slack.waitFor(() => !shows(lead).includes('Sent as rev 2'), { what: 'a fresh Home' });
    expect(shows(lead)).toContain('Nothing waits for you');
    expect(bot.head().text).toContain('rev 2');
  });

  it('says at the top why something could not be done', async () => {
    await bot.declare();
    await bot.form('update', 'U0COMMS');
    await bot.send('U0COMMS', { text: 'Only new clusters.' });
    await bot.send('U0COMMS', {});
    await open(lead, 'wrote an update of');
    await open(commander, 'wrote an update of');
    // The lead looks at what was true a moment ago.
    await Promise.all([press(commander, 'incident_approve'), press(lead, 'incident_approve')]);
    await bot.slack.waitFor(() => [commander, lead].some((user) => shows(user).includes('Sent as rev 2')), {
      what: 'who was first',
    });
    await bot.slack.waitFor(() => [commander, lead].some((user) => shows(user).includes(':warning:')), {
      what: `why the other was not: ${shows(lead).slice(0, 600)}`,
    });
  });

  it('tells nobody of anything when Slack refuses it, and comes when it is opened again', async () => {
    bot.slack.faults.next('views.publish', { kind: 'error', error: 'invalid_auth' });
    await bot.slack.openHome(member);
    await waitFor(() => bot.log.some(({ message }) => message === 'a Home could not be published'));
    expect(homeOf(member)).toBeFalsy();
    await open(member, 'Nothing waits');
  });
});

describe('figures of incidents', () => {
  it('are told to whoever asks', async () => {
    await bot.declare();
    await bot.settle();
    clock.forwardTo(start + 10 * minute);
    await bot.update({ text: 'Known.', fix: 'cause-known' });
    const { all } = await bot.incident('stats');
    expect(all).toContain('Incidents in the last 90 days: 1');
    expect(all).toContain('1 S1');
    expect(all).toContain('to identify');
    expect(all).toContain('1 of 1 updates on time (100 %)');
    expect((await bot.incident('stats 2017-02 v1.6')).all).toContain('Incidents of v1.6 in February 2017: 0');
    expect((await bot.incident('stats v9')).all).toContain('There is no release');
  });
});
