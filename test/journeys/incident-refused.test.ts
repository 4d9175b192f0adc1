/** Slack takes nothing for ten seconds, just after a form was sent: one answer for the person, and everything once. */
import { afterEach, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
} from '../builders/incident-bot.js';
import { topOf } from '../builders/incident-hands.js';

const places = [incidents, ...[1, 2, 3].map(announcedChannel)];

let bot: IncidentBot;
afterEach(() => bot.close());

/** From now on every call is answered with 429. */
function refuseAll(forMs: number): number {
  const until = Date.now() + forMs;
  bot.slack.faults.next('*', {
    ...{ kind: 'status', status: 429, retryAfter: 1, times: 100_000 },
    where: () => Date.now() < until,
  });
  return until;
}

const posts = (place: string) =>
  bot.slack.state
    .everything(place)
    .filter(({ user, subtype }) => user === 'U0BOT' && subtype !== 'tombstone')
    .map(({ text }) => text);

it('a declaration is answered once, and its head, thread and copies arrive once', async () => {
  bot = await startIncidentBot({ announced: 3 });
  await bot.form('declare');
  const until = refuseAll(10_000);
  const sent = await bot.send(commander, {
    ...{ title: 'All is broken', severity: 's2', versions: 'v1', impact: 'All', workaround: 'None' },
    release: 'v1.6',
  });
  expect(sent.action).toBe('update');
  await bot.slack.waitFor(() => topOf(bot, commander).includes('Incident 1 is declared'), {
    timeoutMs: 25_000,
  });
  await bot.slack.waitFor(() => places.every((place) => posts(place).length > 0), { timeoutMs: 25_000 });
  expect(Date.now()).toBeGreaterThan(until);
  bot.slack.faults.clear();
  await bot.settle();
  for (const place of places)
    expect(posts(place).filter((text) => /^Incident 1, S2/.test(text))).toHaveLength(1);
  expect(bot.slack.state.views(commander)).toHaveLength(1);
  expect(bot.slack.state.pins(incidents)).toEqual([bot.head().ts]);
}, 60_000);

it('an update is answered once, and stands everywhere once', async () => {
  bot = await startIncidentBot({ announced: 3, more: '      ping: true' });
  await bot.declare({ severity: 's2' });
  await bot.settle();
  await bot.form('update');
  expect((await bot.send(commander, { text: 'We know why.' })).action).toBe('push');
  const until = refuseAll(10_000);
  expect((await bot.send(commander, {})).action).toBe('clear');
  expect(bot.slack.state.views(commander)).toEqual([]);
  const stands = () =>
    places.every((place) => JSON.stringify(bot.slack.state.messages(place)).includes('rev 2'));
  await bot.slack.waitFor(stands, { timeoutMs: 25_000 });
  expect(Date.now()).toBeGreaterThan(until);
  bot.slack.faults.clear();
  await bot.settle();
  for (const place of places.slice(1)) {
    expect(bot.copy(place)?.text).toBe(bot.head().text);
    expect(bot.copy(place)?.replies.filter(({ text }) => text.includes('We know why.'))).toHaveLength(1);
  }
  expect(bot.head().replies.filter(({ text }) => text.includes('We know why.'))).toHaveLength(1);
}, 60_000);
