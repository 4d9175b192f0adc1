/** A bot that is told to end finishes what was begun or leaves it to the next one, whatever hangs around it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { postgresPrograms, startPostgres } from '../builders/postgres.js';
import { waitFor } from '../builders/wait.js';
import { openStopStage, type StopStage } from './stop/stage.js';

const hang = 60_000;
const programs = postgresPrograms();
if (!programs) {
  if (process.env.CI === 'true')
    throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
  process.stderr.write('PostgreSQL is not installed here: a stop while it hangs is not tried\n');
}

describe('a bot that is told to end', () => {
  let stage: StopStage;
  afterEach(() => stage?.close());

  it('says that it is not ready, takes what still comes, and ends when everything is answered', async () => {
    stage = await openStopStage();
    const bot = await stage.start();
    stage.slack.faults.next('response_url', { kind: 'delay', ms: 1500, times: 2 });
    await stage.ask();

    const ended = bot.end();
    await bot.says('"msg":"stopping"');
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(503);
    await stage.ask();

    expect(await ended).toBe(0);
    expect(stage.answers()).toBe(2);
    expect(bot.output.err).toContain('"msg":"stopped"');
    expect(bot.output.err).not.toContain('not everything came to its end');
  });

  it('leaves the rest of a broadcast to the one that is started while it ends, on the same file', async () => {
    stage = await openStopStage();
    const { slack, channels } = stage;
    const first = await stage.start();
    const told = () => channels.filter((id) => slack.state.messages(id).length > 0);
    slack.faults.next('chat.postMessage', { kind: 'delay', ms: 1500, times: 4 });
    await stage.declare();
    const ended = first.end();
    const second = await stage.start();

    expect(await ended).toBe(0);
    await slack.waitFor(() => told().length === channels.length, { timeoutMs: 20_000 });
    expect(channels.map((id) => slack.state.messages(id).length)).toEqual(channels.map(() => 1));
    expect(await second.end()).toBe(0);
    // Neither had to wait for a lease of the other to run out, and nothing had to be read back.
    expect(slack.state.calls('conversations.history')).toHaveLength(0);
  });

  it('does not wait for a GitHub that hangs, and keeps nothing that the next one would have to wait for', async () => {
    stage = await openStopStage();
    stage.github.setDecide(() => ({ kind: 'none', latencyMs: hang }));
    const bot = await stage.start();
    await waitFor(() => stage.github.counters.received > 0);

    expect(await bot.end()).toBe(0);

    const store = new Libsql(join(stage.dataDir, 'signalman.db'));
    expect(store.prepare('select name from lease').all()).toEqual([]);
    store.close();
  }, 60_000);

  it('ends at once when it is told a second time', async () => {
    stage = await openStopStage();
    const bot = await stage.start();
    stage.slack.faults.next('response_url', { kind: 'delay', ms: hang });
    await stage.ask();
    bot.child.kill('SIGTERM');
    await bot.says('"msg":"stopping"');

    expect(await bot.end('SIGINT')).toBe(130);
    expect(bot.output.err).not.toContain('"msg":"stopped"');
  });

  it('ends before it is ready, while Slack does not answer', async () => {
    stage = await openStopStage();
    stage.slack.faults.next('auth.test', { kind: 'delay', ms: hang, times: 9 });
    const bot = stage.launch();
    await stage.slack.waitFor(() => stage.slack.state.calls('auth.test').length > 0);

    expect(await bot.end()).toBe(0);
    expect(bot.output.err).not.toContain('"msg":"ready"');
  });

  it('ends while another process holds the store, and the next one makes the tables', async () => {
    stage = await openStopStage();
    mkdirSync(stage.dataDir);
    const holder = new Libsql(join(stage.dataDir, 'signalman.db'));
    holder.exec('PRAGMA journal_mode = WAL');
    holder.exec('BEGIN IMMEDIATE');
    const bot = stage.launch();
    await bot.says('"msg":"starting"');

    expect(await bot.end()).toBe(0);

    holder.exec('ROLLBACK');
    holder.close();
    const next = await stage.start();
    await stage.ask();
    await stage.slack.waitFor(() => stage.answers() === 1);
    expect(await next.end()).toBe(0);
  });

  it('answers what came by the socket before it hangs up', async () => {
    stage = await openStopStage({ mode: 'socket' });
    const bot = await stage.start();
    stage.slack.faults.next('response_url', { kind: 'delay', ms: 500 });
    await stage.ask();

    expect(await bot.end()).toBe(0);
    expect(stage.answers()).toBe(1);
    expect(stage.slack.socket.open()).toBe(0);
    expect(bot.output.err).toContain('"msg":"stopped"');
  });

  (programs ? it : it.skip)(
    'gives up a database that hangs, and says so',
    async () => {
      stage = await openStopStage();
      const server = await startPostgres(programs ?? '');
      try {
        const DATABASE_URL = await server.createDatabase();
        const bot = await stage.start({ DATABASE_URL });
        const goOn = server.freeze();
        try {
          await stage.ask();
          expect((await fetch(`${bot.url}/readyz`)).status).toBe(503);
          expect(await bot.end()).toBe(1);
          expect(bot.output.err).toContain('stopped without waiting any longer');
        } finally {
          goOn();
        }
        const next = await stage.start({ DATABASE_URL });
        await stage.ask();
        await stage.slack.waitFor(() => stage.answers() === 1);
        expect(await next.end()).toBe(0);
      } finally {
        await server.stop();
      }
    },
    60_000,
  );

  (programs ? it : it.skip)(
    'ends as usual while the database is away, and says that others have to wait for what it holds',
    async () => {
      stage = await openStopStage();
      const server = await startPostgres(programs ?? '');
      try {
        const DATABASE_URL = await server.createDatabase();
        // A reading that hangs keeps its lease.
        stage.github.setDecide(() => ({ kind: 'none', latencyMs: hang }));
        const bot = await stage.start({ DATABASE_URL });
        await waitFor(() => stage.github.counters.received > 0);
        await server.goAway('crash');

        expect(await bot.end()).toBe(0);
        expect(bot.output.err).toContain(
          '"msg":"its leases could not be given back: others wait until they run out"',
        );
        expect(bot.output.err).toContain('"msg":"stopped"');
      } finally {
        await server.stop();
      }
    },
    60_000,
  );
});
