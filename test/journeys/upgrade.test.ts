/** The bot of today on stores that older versions left behind, in the middle of everything: it goes on where they stopped. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose/store.js';
import { unsettled } from '../../src/domain/delivery.js';
import { lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../builders/postgres.js';
import { layOut, type OldStore, oldStores, readOld, seedThen } from './upgrade/old-store.js';

const [minute, day] = [60_000, 86_400_000];
const home = 'C0INCIDENTS';
const copies = ['C0ANN1', 'C0ANN2'];
const programs = postgresPrograms();
if (!programs) {
  if (process.env.CI === 'true')
    throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
  process.stderr.write('PostgreSQL is not installed here: stores on it are not upgraded\n');
}

const folder = mkdtempSync(join(tmpdir(), 'signalman-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let server: PostgresServer | undefined;
afterAll(() => server?.stop());
let bot: RunningBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

/** The bot of today on that store, twenty minutes after it was stopped. */
async function goOn(name: string, old: OldStore, on: 'SQLite' | 'PostgreSQL') {
  const dataDir = join(folder, `${name} ${on}`);
  if (on === 'PostgreSQL') server ??= await startPostgres(programs ?? '');
  const databaseUrl = on === 'PostgreSQL' ? await server?.createDatabase() : undefined;
  const before = await openStore({ databaseUrl: databaseUrl ?? null, dataDir });
  await layOut(old, before);
  await before.close();
  let shift = old.at + 20 * minute - Date.now();
  const now = () => Date.now() + shift;
  const running = await startTestBot({
    ...{ config: old.config, seed: seedThen, now, machine: now, limits: 'none', dataDir },
    ...(databaseUrl ? { databaseUrl } : {}),
    messages: old.messages,
    timing: { editsPerMinute: 60_000, readsPerMinute: 60_000 },
    channels: [home, ...copies].map((id) => ({
      id,
      name: id.toLowerCase(),
      members: [lead, member, 'U0BOT'],
    })),
    prepare: (slack) => slack.join({ user: 'U0BOT', channel: release }),
  });
  bot = running;
  const { slack } = running;
  const settle = async () => {
    for (let round = 0; round < 3; round++) await running.wake();
  };
  return {
    ...{ running, slack, settle },
    forwardTo: (at: number) => {
      shift += Math.max(0, at - now());
    },
    posts: (channel: string) => slack.state.messages(channel).filter((one) => one.user === 'U0BOT'),
    async update(text: string) {
      await slack.slashCommand({ command: '/incident', text: 'update', user: lead, channel: home });
      const form = await slack.waitFor(
        () => slack.state.views(lead).find((one) => one.callbackId !== 'loading'),
        { what: 'the form' },
      );
      const looked = await slack.submitView({ user: lead, viewId: form.id, values: { text } });
      expect(looked.action).toBe('push');
      await slack.submitView({ user: lead, viewId: slack.state.views(lead).at(-1)?.id ?? '', values: {} });
      await settle();
    },
  };
}

const said = (one: { text: string; blocks?: unknown } | undefined) =>
  `${one?.text} ${JSON.stringify(one?.blocks)}`;

const cases = [
  ...oldStores.map((name) => [name, 'SQLite'] as const),
  ...(programs ? [[oldStores.at(1) ?? '', 'PostgreSQL'] as const] : []),
];

describe('the bot of today', () => {
  it.each(cases)(
    'goes on with a store of schema %s on %s',
    async (name, on) => {
      const old = readOld(name);
      const steps = Number(name);
      const { running, slack, settle, forwardTo, posts, update } = await goOn(name, old, on);

      expect((await running.ask('')).all).toMatch(/v1\.0 is NO GO.*4/s);

      // What was owed arrives once: what Slack had taken already is found, and the rest is sent.
      await settle();
      const rows = await running.database.read.selectFrom('delivery').select(['state', 'reason']).execute();
      expect(rows.filter(({ state }) => [...unsettled, 'failed'].includes(state))).toEqual([]);
      for (const channel of [release, home, ...copies]) {
        const keys = slack.state.everything(channel).flatMap((one) => one.metadata?.event_payload.key ?? []);
        expect(new Set(keys).size).toBe(keys.length);
        const stood = old.messages.filter((one) => one.channel === channel).map((one) => one.ts);
        expect(slack.state.everything(channel).map((one) => one.ts)).toEqual(expect.arrayContaining(stood));
      }
      const digests = posts(release).filter((one) => /^v1\.0 on /.test(one.text));
      expect(digests.map((one) => one.text)).toEqual([
        expect.stringMatching(/Thursday 16 March: NO GO/),
        expect.stringMatching(/Friday 17 March: NO GO/),
      ]);
      const details = old.store.filter((line) =>
        line.includes('at 2017-03-17T13:00:00.000Z, edition 1, part'),
      );
      expect(details.length).toBeGreaterThan(1);
      expect(digests[1]?.replies).toHaveLength(details.length);

      if (steps >= 4) {
        const heads = () =>
          [home, ...copies].map((channel) =>
            posts(channel).filter((one) => /^Incident 1, S1/.test(one.text)),
          );
        const before = heads();
        expect(before.map((all) => all.length)).toEqual([1, 1, 1]);
        for (const [head] of before) expect(said(head)).toMatch(/igniter is dry/);
        await update('It has started.');
        const after = heads();
        expect(after.map(([head]) => head?.ts)).toEqual(before.map(([head]) => head?.ts));
        for (const [head] of after) {
          expect(said(head)).toContain('It has started.');
          expect(head?.text).toContain('rev 4 as of');
        }
      }
      if (steps >= 9) {
        const poll = () => posts(release).filter((one) => /Sign-off for/.test(one.text));
        const [asked] = poll();
        await slack.click({
          user: member,
          channel: release,
          messageTs: asked?.ts ?? '',
          actionId: 'signoff_go',
        });
        await settle();
        expect(poll()).toHaveLength(1);
        expect(poll()[0]?.ts).toBe(asked?.ts);
        expect(poll()[0]?.text).toContain('1 of 2 GO; waiting: Docs');
      }

      // The next digest compares with the one that the older version posted.
      for (const number of [1, 2]) running.github.closeIssue('acme/rocket', number);
      running.github.addIssue('acme/rocket', { title: 'A new bug', labels: ['kind/bug'], milestone: 'v1.0' });
      forwardTo(old.at - (old.at % day) + day + 13 * 60 * minute + 10_000);
      await settle();
      const third = posts(release).filter((one) => /^v1\.0 on Saturday 18 March/.test(one.text));
      expect(third).toHaveLength(1);
      expect(third[0]?.text).toContain('3 open (−1), 3 bugs (−1)');
    },
    60_000,
  );
});
