/** Another process holds the store for two seconds while a whole team types and marks: everybody is answered, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { lead, release } from '../builders/bot.js';
import { type IncidentBot, startIncidentBot, stranger } from '../builders/incident-bot.js';
import { eventually } from '../builders/incident-hands.js';

const count = 40;
const elsewhere = 'C0ELSEWHERE';
/** As long as a copy of a large store may hold it, in ms. */
const held = 2_000;

let bot: IncidentBot;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalman-held-'));
  bot = await startIncidentBot({
    dataDir: folder,
    announced: 1,
    channels: [{ id: elsewhere, name: 'elsewhere', members: [stranger, 'U0COMMANDER', 'U0BOT'] }],
  });
  await bot.declare({ severity: 's2' });
  await bot.settle();
});
afterAll(async () => {
  await bot?.close();
  rmSync(folder, { recursive: true, force: true });
});

const pinned = () =>
  bot.database.read
    .selectFrom('incident_event')
    .select('body')
    .where('kind', '=', 'noted')
    .execute()
    .then((rows) => rows.map(({ body }) => /seen on node \d+/.exec(String(body))?.[0] ?? ''));

const eventsOf = (type: string): string[] =>
  bot.slack.raw
    .sent()
    .filter(({ body }) => body.startsWith('{'))
    .map(({ body }) => JSON.parse(body) as { event_id: string; event?: { type?: string } })
    .flatMap(({ event, event_id }) => (event?.type === type ? [event_id] : []));

it('holds up nobody for long, and nothing that was typed or marked is lost or done twice', async () => {
  const said = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      bot.slack.say({ user: stranger, channel: elsewhere, text: `seen on node ${at}` }),
    ),
  );
  const holder = new Libsql(join(folder, 'signalman.db'));
  holder.exec('BEGIN IMMEDIATE');
  const before = bot.slack.state.ephemerals(lead, release).length;
  try {
    const typed = said.map((_, at) =>
      bot.slack.slashCommand({
        ...{ command: '/release-status', text: `act todo Close question ${at}.` },
        ...{ user: lead, channel: release },
      }),
    );
    const mark = ({ ts }: { ts: string }) =>
      bot.slack.react({ user: stranger, channel: elsewhere, ts, name: 'round_pushpin' });
    await Promise.all(said.map(mark));
    // Slack tells once more what it thinks was not heard.
    const marks = eventsOf('reaction_added');
    expect(marks).toHaveLength(count);
    await Promise.all(marks.map((id) => bot.slack.raw.duplicate(id)));
    const outcomes = await Promise.all(typed);
    // Slack gives three seconds: after them the outcome would not be one.
    expect(outcomes.filter((outcome) => 'error' in outcome && outcome.error)).toEqual([]);
    await sleep(held);
    // So that it is known to have been held.
    expect(await pinned()).toEqual([]);
  } finally {
    holder.exec('ROLLBACK');
    holder.close();
  }
  await bot.slack.waitFor(() => bot.slack.state.ephemerals(lead, release).length === before + count);
  const actions = await bot.database.read.selectFrom('note').select('text').execute();
  expect(actions.map(({ text }) => text).sort()).toEqual(said.map((_, at) => `Close question ${at}.`).sort());
  await eventually(async () => (await pinned()).length === count, 'every mark');
  await bot.settle();
  expect((await pinned()).sort()).toEqual(said.map((_, at) => `seen on node ${at}`).sort());
  expect(bot.log.filter(({ level }) => level === 'error')).toEqual([]);
});
