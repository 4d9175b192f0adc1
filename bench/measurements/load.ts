/** 500 commands per second for a minute, while an incident is told to 200 channels: acknowledged, answered once, in bounded memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.js';
import type { Crowd, Heard } from '../parts/crowd.js';
import type { Answered, LedgerQuestion } from '../parts/ledger.js';
import { metricsOf } from '../parts/metrics.js';
import { mixed } from '../parts/mixed.js';
import { until } from '../parts/patience.js';
import { temporaryPostgres } from '../parts/postgres.js';
import { type Helper, type Running, startHelper, startProgram } from '../parts/process.js';
import type { Stage } from '../parts/stage.js';
import { lead, openTown, type Town } from '../parts/town.js';
import { atMost, broken, type Row, show, shown, skipped } from '../row.js';
import { quantile } from '../statistics.js';

const rate = 500;
/** s. The served one is loaded for half of a minute, so that the whole of `npm run bench` stays short. */
const lasting = { bare: 10, embedded: 60, served: 30 };
/** Resident, at most, whatever comes: MB. */
const bound = 512;
/** How long the response_url takes while it is slow, ms, and how many commands come meanwhile. */
const slow = { delay: 10_000, count: rate * 10 };
const channels = 200;
/** For the slowest part to be typed and acknowledged, in ms. */
const patience = 150_000;

interface Loaded extends Heard {
  answered: Answered;
  /** Resident, MB. */
  peak: number;
  after: number;
  /** The longest block of the event loop, ms; null where it is not told. */
  block: number | null;
}

interface Field {
  crowd: Helper;
  ledger: Helper;
}

/** Types, weighs meanwhile, and waits until everybody is answered. */
async function load(
  { crowd, ledger }: Field,
  running: Running,
  wanted: Pick<Crowd, 'count' | 'typed'>,
  delay = 0,
): Promise<Loaded> {
  await ledger.ask({ begin: true, delay } satisfies LedgerQuestion);
  await longestBlock(running);
  let peak = 0;
  let isOver = false;
  const weighing = (async () => {
    while (!isOver) {
      // Whoever failed elsewhere may have stopped it by now.
      peak = Math.max(peak, await running.memory().catch(() => 0));
      await sleep(100);
    }
  })();
  try {
    const typing = { url: running.url, answerTo: ledger.url, rate, ...wanted } satisfies Crowd;
    const heard = (await crowd.ask(typing, patience)) as Heard;
    if (delay > 0) await ledger.ask({ delay: 0 } satisfies LedgerQuestion);
    const expected = wanted.count - heard.turnedAway.length - heard.failures.length;
    const look = async () => (await ledger.ask({})) as Answered;
    // What does not come is a figure of the table.
    const all = async () => total(await look()) >= expected;
    await until(all, { every: 200, what: 'every answer' }).catch(() => {});
    // A second answer would come late.
    await sleep(2000);
    return {
      ...{ ...heard, answered: await look(), peak, after: await running.memory() },
      block: await longestBlock(running),
    };
  } finally {
    isOver = true;
    await weighing;
  }
}

const total = ({ times }: Answered) => Object.values(times).reduce((all, some) => all + some, 0);

/** Since it was asked last. */
async function longestBlock({ url }: Running): Promise<number | null> {
  const text = await metricsOf(url);
  const seconds = /^signalman_nodejs_eventloop_lag_max_seconds ([\d.e+-]+)/m.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

function rows(on: string, wanted: number, found: Loaded): Row[] {
  const { taken, turnedAway, failures, answered, peak, after, block } = found;
  const once = answered.times[1] ?? 0;
  const [p50, p99, slowest] = [quantile(taken, 0.5), quantile(taken, 0.99), Math.max(...taken)];
  const detail = `p50 ${show(p50, 'ms')}, p99 ${show(p99, 'ms')}, ${taken.length} of ${wanted}`;
  const wrong = wanted - once - turnedAway.length;
  const what = `${once} answered once, ${turnedAway.length} turned away at once, ${answered.broken} with a fault`;
  return [
    atMost(
      `${on}, acknowledged, slowest`,
      failures.length > 0 ? Number.POSITIVE_INFINITY : slowest,
      3000,
      'ms',
      detail,
    ),
    atMost(`${on}, lost or answered twice`, wrong + answered.broken, 0, 'requests', what),
    atMost(`${on}, memory at most`, peak, bound, 'MB', `${show(after, 'MB')} afterwards`),
    ...(block === null ? [] : [shown(`${on}, longest block of the event loop`, block, 'ms')]),
  ];
}

async function told(town: Town, on: string): Promise<Row[]> {
  const { copies, texts } = await town.told();
  return [
    atMost(
      `${on}, channels without their copy, or with another revision`,
      channels - copies + texts - 1,
      0,
      'requests',
    ),
  ];
}

async function measureOn(stage: Stage, field: Field, databaseUrl: string | null): Promise<Row[]> {
  const how = databaseUrl === null ? 'embedded' : 'served';
  const [on, count] = [`${rate}/s, ${how}`, rate * lasting[how]];
  const town = await openTown(stage, channels);
  const bot = await town.bot(
    databaseUrl === null ? { DATA_DIR: await stage.folder() } : { DATABASE_URL: databaseUrl },
  );
  const typed = mixed({ lead, people: 300, channels: 40 });
  stage.say(`${count} commands, ${on}`);
  await load(field, bot, { count: rate, typed });
  const [found, declared] = await Promise.all([
    load(field, bot, { count, typed }),
    // Whether the form came is a row of its own: the others say what they say all the same.
    sleep(lasting[how] * 300).then(() =>
      town.declare().catch((error) => broken(`${on}, declaration`, `${error}`)),
    ),
  ]);
  const copies = await told(town, on);
  stage.say(`${slow.count} commands while answers hang, ${on}`);
  const hanging = await load(field, bot, { count: slow.count, typed }, slow.delay);
  await bot.stop();
  return [
    ...rows(on, count, found),
    'formMs' in declared
      ? shown(`${on}, form of the declaration`, declared.formMs, 'ms', `typed ${declared.typed} times`)
      : declared,
    ...copies,
    ...rows(`${on}, answers take ${slow.delay / 1000} s`, slow.count, hanging),
  ];
}

async function measure(stage: Stage): Promise<Row[]> {
  const field = {
    crowd: await startHelper(stage, 'crowd.js'),
    ledger: await startHelper(stage, 'ledger.js'),
  };
  const town = await openTown(stage, 0);
  const bare = await startProgram(stage, ['dist/bench/bare-bolt.js'], town.slackEnv);
  const typed = [{ command: '/release-status', text: '', user: lead, channel: 'C0TALK0' }];
  stage.say('a bare Bolt app');
  const theirs = await load(field, bare, { count: rate * lasting.bare, typed });
  await bare.stop();
  const found: Row[] = rows(`${rate}/s, a bare Bolt app`, rate * lasting.bare, theirs).map((row) => ({
    ...row,
    target: null,
    ok: null,
  }));
  found.push(...(await measureOn(stage, field, null)));
  const databaseUrl = await temporaryPostgres(stage);
  if (databaseUrl === null) return [...found, skipped(`${rate}/s, served`, 'PostgreSQL is not installed')];
  return [...found, ...(await measureOn(stage, field, databaseUrl))];
}

export const load500: Measurement = { name: 'load', title: '500 commands per second', measure };
