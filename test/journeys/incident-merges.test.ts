/** Incidents that go on as others: whoever comes upon an old copy is led to the one that really goes on. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { day } from '../../src/domain/time.js';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
} from '../builders/incident-bot.js';
import { allClear } from '../builders/incident-hands.js';

const [first, second] = [1, 2].map(announcedChannel) as [string, string];
const criteria = ['The fix is out'];

let bot: IncidentBot;
let now: number;
beforeEach(async () => {
  now = Date.now();
  bot = await startIncidentBot({
    announced: 2,
    more: `  exit-criteria: [${criteria[0]}]`,
    now: () => now,
  });
});
afterEach(() => bot.close());

async function declare(title: string): Promise<void> {
  expect((await bot.declare({ title, severity: 's2' })).action).toBe('update');
  await bot.settle();
}

async function merge(from: number, into: number): Promise<void> {
  await bot.form(`merge ${from}`);
  expect((await bot.send(commander, { into: `${into}`, reason: 'The same cause.' })).action).toBe('clear');
  await bot.settle();
}

const linkTo = (ts: string) => `/archives/${incidents}/p${ts.replace('.', '')}`;
const everyPlace = (id: number) => [bot.head(id), bot.copy(first, id), bot.copy(second, id)];

/** Every message of the incident leads to the head of the other one, and to no other. */
function leadTo(id: number, other: number, lost: string[] = []): void {
  const head = bot.head(other);
  for (const place of everyPlace(id)) {
    const all = `${place?.text} ${JSON.stringify(place?.blocks)}`;
    expect(all).toContain(linkTo(head.ts));
    expect(all).toContain(`goes on as incident ${other}`);
    for (const ts of lost) expect(all).not.toContain(linkTo(ts));
  }
  // So does the revision in its thread.
  const told = bot.head(id).replies.find((one) => JSON.stringify(one.blocks).includes('It goes on as'));
  expect(JSON.stringify(told?.blocks)).toContain(linkTo(head.ts));
}

async function deleteHead(id: number): Promise<string> {
  const { ts } = bot.head(id);
  await bot.slack.deleteMessage({ user: commander, channel: incidents, ts, asAdmin: true });
  await bot.slack.waitFor(() =>
    bot.slack.state
      .messages(incidents)
      .some(
        (one) => one.ts !== ts && one.subtype !== 'tombstone' && one.text.startsWith(`Incident ${id}, S`),
      ),
  );
  await bot.settle();
  return ts;
}

/** How much was ever owed and recorded for an incident. */
async function written(id: number): Promise<number[]> {
  const { read } = bot.database;
  const owed = await read
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select('d.id')
    .where('m.subject', '=', `incident ${id}`)
    .execute();
  const events = await read
    .selectFrom('incident_event')
    .select('seq')
    .where('incident_id', '=', id)
    .execute();
  return [owed.length, events.length];
}

describe('an old copy', () => {
  it('of a chain of three leads to its end, also when that came days later', async () => {
    await declare('The first');
    await declare('The second');
    await merge(1, 2);
    leadTo(1, 2);
    now += 3 * day;
    await declare('The third');
    await merge(2, 3);
    const { ts } = bot.head(2);
    leadTo(1, 3, [ts]);
    leadTo(2, 3);
    // The record still knows how it went.
    expect((await bot.incident('timeline 1')).all).toContain('Merged into incident 2');
    const head = bot.head(3).ts;
    expect(await deleteHead(3)).toBe(head);
    for (const id of [1, 2]) leadTo(id, 3, [head]);
  });

  it('leads to the head that goes on when that was deleted by hand and posted again', async () => {
    await declare('The first');
    await declare('The second');
    await merge(1, 2);
    const lost = await deleteHead(2);
    leadTo(1, 2, [lost]);
  });

  it('gets its link when the head that goes on comes late', async () => {
    await declare('The first');
    await bot.slack.archive(incidents);
    expect((await bot.declare({ title: 'The second', severity: 's2' })).action).toBe('update');
    await bot.settle();
    await merge(1, 2);
    expect(JSON.stringify(bot.copy(first, 1)?.blocks)).toContain('goes on as incident 2');
    await bot.slack.unarchive(incidents);
    await bot.update({ text: 'It goes on.' }, commander, 2);
    await bot.settle();
    const head = bot.head(2);
    for (const place of [first, second])
      expect(JSON.stringify(bot.copy(place, 1)?.blocks)).toContain(linkTo(head.ts));
  });

  it('is left alone as long as nothing changes', async () => {
    await declare('The first');
    await declare('The second');
    await merge(1, 2);
    const before = await written(1);
    await bot.update({ text: 'It goes on.' }, commander, 2);
    await bot.settle();
    expect(await written(1)).toEqual(before);
    leadTo(1, 2);
  });

  it('of one that was reopened and then merged leads to the one that goes on, in every channel of both', async () => {
    await declare('The first');
    expect(await allClear(bot, 1, commander, criteria)).toBe('clear');
    await bot.settle();
    await bot.form('reopen 1');
    expect((await bot.send(commander, { reason: 'It is back.' })).action).toBe('clear');
    await declare('The second');
    await merge(1, 2);
    leadTo(1, 2);
    for (const channel of [first, second]) {
      const ours = bot.slack.state.messages(channel).filter((one) => one.user === 'U0BOT');
      // One of each, and both lead to the same head.
      expect(ours.map(({ text }) => /^Incident (\d)/.exec(text)?.[1]).sort()).toEqual(['1', '2']);
      for (const { blocks } of ours) expect(JSON.stringify(blocks)).toContain(linkTo(bot.head(2).ts));
    }
  });
});
