/** PostgreSQL goes away while a digest is being posted, and comes back: nothing is lost and nothing is said twice. */
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { untilDelivered } from '../../src/sandbox/days.js';
import { NOON_16_MARCH_2017 } from '../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import { kubernetesConfig, lead, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../builders/postgres.js';
import { waitFor } from '../builders/wait.js';

const programs = postgresPrograms();
if (!programs && process.env.CI !== 'true')
  process.stderr.write('PostgreSQL is not installed here: its going away is not tried\n');
const noon = NOON_16_MARCH_2017.publishedAt;

(programs || process.env.CI === 'true' ? describe : describe.skip)('a database that goes away', () => {
  let server: PostgresServer;
  let bot: RunningBot;
  const clock = startClock(noon + 60_000);

  beforeAll(async () => {
    if (!programs) throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
    server = await startPostgres(programs);
    bot = await startTestBot({
      config: `${kubernetesConfig}\ndigests: { daily: { at: "13:00", timezone: America/Los_Angeles } }\n`,
      databaseUrl: await server.createDatabase(),
      now: clock.now,
      limits: 'none',
      seed: (github) => void seedReportDay(github, NOON_16_MARCH_2017),
    });
  }, 60_000);
  afterAll(async () => {
    await bot?.close();
    await server?.stop();
  });

  const url = () => `http://127.0.0.1:${bot.bot.port}`;
  const ready = async () => (await fetch(`${url()}/readyz`)).status;

  it('while a message is under way loses nothing of it', async () => {
    // The answer comes when the database has gone.
    bot.slack.faults.next('chat.postMessage', { kind: 'delay', ms: 1500 });
    clock.forwardTo(noon + 3_600_000);
    const woken = bot.bot.wake();
    await bot.slack.waitFor(() => bot.slack.state.messages(release).length === 1);
    await woken;
    const comeBack = await server.goAway();
    expect(await ready()).toBe(503);
    expect((await fetch(`${url()}/healthz`)).status).toBe(200);
    expect((await fetch(`${url()}/metrics`)).status).toBe(200);

    const answer = await bot.ask('flakes', lead);
    expect(answer.all).toMatch(/Something went wrong here\. Nothing was changed\./);

    await waitFor(() => bot.log.some((line) => line.message === 'the store does not answer: trying again'));
    await comeBack();
    while ((await ready()) !== 200) await setImmediate();
    await untilDelivered(url());
    const [head, ...others] = bot.slack.state.messages(release);
    expect(others).toEqual([]);
    const texts = head?.replies.map((reply) => `${reply.text} ${reply.files?.length ?? 0}`) ?? [];
    expect(texts.length).toBeGreaterThan(3);
    expect(new Set(texts).size).toBe(texts.length);
    expect(head?.replies.filter((reply) => reply.files?.length)).toHaveLength(1);
    expect((await bot.ask('flakes', lead)).all).toContain('21 flakes');
  });
});
