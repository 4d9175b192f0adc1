/** More than usual: followers by the hundred, and a timeline that does not fit one form. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { noted, step } from '../builders/incident.js';
import { commander, comms, type IncidentBot, startIncidentBot, stranger } from '../builders/incident-bot.js';
import { pressInForm, topOf } from '../builders/incident-hands.js';

let bot: IncidentBot;
beforeAll(async () => {
  bot = await startIncidentBot({ announced: 1 });
  await bot.declare({ severity: 's2' });
  await bot.settle();
});
afterAll(() => bot.close());

/** It happened, and nobody is told. */
const happened = async (events: Parameters<typeof step>[0]) =>
  await incidentStore(bot.database, Date.now).change([1], null, Date.now(), () => [step(events)]);

it('300 may follow beside the configured places; the next one is told where else it can be followed', async () => {
  const by = { id: stranger, name: 'max' };
  const followers = Array.from({ length: 299 }, (_, at) => `U0F${at}`);
  await happened(
    followers.map((destination) => ({ by, event: { kind: 'subscribed' as const, destination } })),
  );
  expect((await bot.incident('subscribe 1 me', stranger)).all).toContain('now comes to you');
  const { all } = await bot.incident('subscribe 1 me', comms);
  expect(all).toContain('Incident 1 has 300 followers, and no more fit.');
  expect((await bot.incident('unsubscribe 1 me', stranger)).all).toContain('No more of incident 1');
  expect((await bot.incident('subscribe 1 me', comms)).all).toContain('now comes to you');
});

it('a timeline of hundreds is read and mended page by page', async () => {
  await happened(
    Array.from({ length: 100 }, (_, at) =>
      noted(`e${at}`, { channel: 'C1', ts: `${at}.000100` }, { text: `Entry no. ${at}.` }),
    ),
  );
  await bot.form('entries 1');
  const shows = (text: string) => bot.slack.waitFor(() => topOf(bot, commander).includes(text));
  await shows('1 to 45 of 100');
  expect(topOf(bot, commander)).toContain('Entry no. 99.');
  await pressInForm(bot, commander, 'incident_entries_older');
  await shows('46 to 90 of 100');
  await pressInForm(bot, commander, 'incident_entries_older');
  await shows('91 to 100 of 100');
  expect(topOf(bot, commander)).toContain('Entry no. 0.');
  expect(topOf(bot, commander)).not.toContain('incident_entries_older');
  // Whoever takes one out stays where they are.
  const blocks = bot.slack.state.views(commander).at(-1)?.blocks ?? [];
  const [first] = blocks.filter((block) => JSON.stringify(block).includes('incident_entry_remove'));
  await pressInForm(bot, commander, 'incident_entry_remove', String(first?.block_id));
  await shows('91 to 99 of 99');
  await pressInForm(bot, commander, 'incident_entries_newer');
  await shows('46 to 90 of 99');
});
