/** A bot on a store that was restored, in a Slack where more was said after the backup: nothing is said twice or lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { unsettled } from '../../src/domain/delivery.js';
import { partsOf } from '../../src/storage/backup/format.js';
import { restore } from '../../src/storage/backup/restore.js';
import { backupLines } from '../../src/storage/backup/write.js';
import { openSqlite } from '../../src/storage/dialect.js';
import { deputy, lead, release } from '../builders/bot.js';
import { announcedChannel, commander, incidents, startIncidentBot } from '../builders/incident-bot.js';

const [minute, hour] = [60_000, 3_600_000];
const folder = mkdtempSync(join(tmpdir(), 'signalman-restored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a restored bot finds what was sent since, and goes on with what it knows', async () => {
  let shift = Date.UTC(2017, 2, 16, 12) - Date.now();
  const now = () => Date.now() + shift;
  const pass = (ms: number) => {
    shift += ms;
  };
  const bot = await startIncidentBot({ now, machine: now, announced: 2, dataDir: folder });
  try {
    const { slack } = bot;
    const places = [release, incidents, announcedChannel(1), announcedChannel(2)];
    const posts = (channel: string) => slack.state.messages(channel).filter((one) => one.user === 'U0BOT');
    await bot.ask('subscribe cron 0 * * * *');
    await bot.declare();
    await bot.settle();
    // What is owed while the backup is taken is sent after it.
    const busy = { kind: 'error', error: 'ratelimited', status: 429, retryAfter: 60 } as const;
    slack.faults.next('chat.postMessage', { ...busy, times: 100 });
    pass(hour);
    await bot.bot.wake();
    const owed = () =>
      bot.database.read
        .selectFrom('delivery')
        .select('id')
        .where('state', 'in', [...unsettled])
        .execute();
    expect((await owed()).length).toBeGreaterThan(0);
    const taken = now();
    const backup: string[] = [];
    for await (const line of backupLines(bot.database, { version: '0.1.0', now: taken }))
      backup.push(line.slice(0, -1));

    slack.faults.clear();
    pass(2 * minute);
    await bot.settle();
    pass(hour);
    await bot.settle();
    await bot.declare({ title: 'Another one' }, deputy);
    await bot.settle();
    const stood = new Map(places.map((channel) => [channel, posts(channel).map((one) => one.ts)]));
    const digests = () => posts(release).filter((one) => /^v1\.6 on /.test(one.text)).length;
    expect(digests()).toBe(2);
    expect(bot.head(2).text).toContain('Another one');

    pass(10 * minute);
    await bot.restart(async () => {
      const store = await openSqlite(folder);
      async function* lines() {
        yield* backup;
      }
      const { doubts } = await restore(store, partsOf(lines()), { now: now() });
      expect(doubts?.lookedFor).toBeGreaterThan(0);
      expect(doubts?.passed).toBe(1);
      await store.close();
    });
    await bot.settle();

    expect(await owed()).toEqual([]);
    const keys = places.flatMap((channel) =>
      slack.state.everything(channel).flatMap((one) => one.metadata?.event_payload.key ?? []),
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const [channel, all] of stood) expect(posts(channel).map((one) => one.ts)).toEqual(all);

    // The next digest comes, the incident goes on where it stands, and the next one has a number that nobody had.
    pass(hour);
    await bot.settle();
    expect(digests()).toBe(3);
    const head = bot.head(1).ts;
    await bot.update({ text: 'It was found.' }, commander, 1);
    await bot.settle();
    expect(bot.head(1).ts).toBe(head);
    expect(JSON.stringify(bot.head(1).blocks)).toContain('It was found.');
    expect(posts(incidents).filter((one) => /^Incident 1, S1/.test(one.text))).toHaveLength(1);
    await bot.declare({ title: 'After the restore' }, lead);
    await bot.settle();
    expect(bot.head().text).toMatch(/^Incident 10[12], /);
    expect(bot.head(2).text).toContain('Another one');
  } finally {
    await bot.close();
  }
}, 60_000);
