/** What 1 to 4 processes on one PostgreSQL do together: how soon all is delivered, in how many transactions, and what they ask when idle. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openStore } from '../../src/compose.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { botToken } from '../../src/sandbox/chaos/couriers/places.js';
import type { WorkerOptions } from '../../src/sandbox/chaos/couriers/worker.js';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { writing } from '../../src/storage/dialect.js';
import { delivery } from '../../test/builders/delivery.js';
import { grows, type Point } from '../curve.js';
import type { Measurement } from '../measurement.js';
import { signingSecret } from '../parts/command.js';
import { until } from '../parts/patience.js';
import { temporaryServer } from '../parts/postgres.js';
import { startHelper } from '../parts/process.js';
import type { Stage } from '../parts/stage.js';
import { openTown } from '../parts/town.js';
import { type Row, skipped } from '../row.js';
import { median } from '../statistics.js';

const sizes = [1, 2, 4];
const channels = 250;
const perChannel = 4;
const owed = channels * perChannel;
const rounds = 2;
const timing = { ...slackTiming, pace: 0, editsPerMinute: 60_000, readsPerMinute: 60_000 };
/** Readings of GitHub and cleanings come once a minute or less: so long is idleness watched, in ms. */
const idle = 10_000;
/** What more processes may add to what one of them needs for the same. */
const alone = 0.2;

type Server = NonNullable<Awaited<ReturnType<typeof temporaryServer>>>;

/** How many transactions a database has done, its own questions for it aside. */
async function transactions(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Whoever is idle tells of what it did within a second.
  await sleep(1500);
  const { rows } = await client.query(
    'select xact_commit::int as done from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return rows[0].done as number;
}

interface Delivered {
  ms: number;
  /** For each delivery. */
  transactions: number;
}

/** Couriers with nothing else to do, before a Slack that answers at once. */
async function deliver(stage: Stage, server: Server, replicas: number): Promise<Delivered> {
  const databaseUrl = await server.createDatabase();
  const storage = { databaseUrl, dataDir: '' };
  const database = await openStore(storage);
  stage.defer(() => database.close());
  const ids = Array.from({ length: channels }, (_, at) => `C0REPLICA${at}`);
  const slack = await startLocalSlack({
    ...{ botToken, botUserId: 'U0BOT', signingSecret, limits: 'none', logSize: 10 },
    seed: {
      users: [],
      channels: ids.map((id) => ({ id, name: id.toLowerCase(), members: ['U0BOT'] })),
      userGroups: [],
    },
  });
  stage.defer(() => slack.close());
  let posted = 0;
  slack.onChange(({ kind }) => {
    if (kind === 'message_posted') posted++;
  });
  const options: WorkerOptions = { storage, apiUrl: slack.apiUrl, timing };
  const workers = await Promise.all(
    Array.from({ length: replicas }, () =>
      startHelper(stage, 'dist/src/sandbox/chaos/couriers/worker.js', options),
    ),
  );
  const settled = async () => {
    const { count } = await database.read
      .selectFrom('delivery')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow();
    return Number(count);
  };
  const taken: number[] = [];
  let before = 0;
  for (let round = -1; round < rounds; round++) {
    if (round === 0) before = await transactions(databaseUrl);
    const all = Array.from({ length: owed }, (_, at) =>
      delivery({
        destination: ids[at % channels] as string,
        subject: `round ${round}, ${Math.floor(at / channels)}`,
      }),
    );
    posted = 0;
    await writing(database, (tx) => enqueue(tx, all, Date.now()));
    const begun = performance.now();
    await until(() => posted === owed, { every: 5, what: () => `${owed} posts: ${posted} were made` });
    if (round >= 0) taken.push(performance.now() - begun);
    const last = (round + 2) * owed;
    await until(async () => (await settled()) >= last, { every: 100, what: 'the last to be settled' });
  }
  const done = (await transactions(databaseUrl)) - before;
  for (const worker of workers) await worker.stop();
  if (posted !== owed) throw new Error(`${posted} messages came of ${owed} deliveries`);
  return { ms: median(taken), transactions: done / (rounds * owed) };
}

/** Transactions per minute of whole bots whom nobody asks anything. */
async function idling(stage: Stage, server: Server, replicas: number): Promise<number> {
  const DATABASE_URL = await server.createDatabase();
  const town = await openTown(stage, 1);
  const bots = [];
  for (let at = 0; at < replicas; at++) bots.push(await town.bot({ DATABASE_URL }));
  await sleep(2000);
  const before = await transactions(DATABASE_URL);
  const begun = performance.now();
  await sleep(idle);
  const done = (await transactions(DATABASE_URL)) - before;
  const minutes = (performance.now() - begun) / 60_000;
  for (const bot of bots) await bot.stop();
  return done / minutes;
}

async function measure(stage: Stage): Promise<Row[]> {
  const server = await temporaryServer(stage);
  if (server === null) return [skipped('1 to 4 replicas', 'PostgreSQL is not installed')];
  const found: [number, Delivered][] = [];
  for (const size of sizes) {
    stage.say(`${size} couriers`);
    found.push([size, await deliver(stage, server, size)]);
  }
  const idles: Point[] = [];
  for (const size of [1, 4]) {
    stage.say(`${size} idle bots`);
    idles.push({ size, value: await idling(stage, server, size) });
  }
  const points = (of: keyof Delivered) => found.map(([size, its]) => ({ size, value: its[of] }));
  const perSecond = found.map(([size, { ms }]) => `${size}: ${((owed / ms) * 1000).toFixed(0)}`).join(', ');
  return [
    grows(`${owed} deliveries posted`, points('ms'), { of: 'replicas', unit: 'ms', limit: alone }),
    {
      ...{ name: 'deliveries per second', measured: `replicas ${perSecond}`, target: null, ok: null },
      value: (owed / (found[0]?.[1].ms ?? Number.NaN)) * 1000,
    },
    grows('transactions for a delivery', points('transactions'), {
      ...{ of: 'replicas', unit: '', limit: alone },
    }),
    grows('transactions per minute when idle', idles, { of: 'replicas', unit: '' }),
  ];
}

export const byReplicas: Measurement = {
  name: 'by-replicas',
  title: 'Cost against size: 1 to 4 replicas on PostgreSQL',
  measure,
};
