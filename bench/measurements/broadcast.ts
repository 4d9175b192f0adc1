/** How fast an incident is told to 200 channels, beside a loop that only posts: in turns, on both kinds of store. */
import type { Measurement } from '../measurement.js';
import type { PlainLoop } from '../parts/plain-loop.js';
import { temporaryPostgres } from '../parts/postgres.js';
import type { Stage } from '../parts/stage.js';
import { type Announcing, openAnnouncing } from '../parts/workspace.js';
import { atMost, type Row, show, skipped } from '../row.js';
import { median } from '../statistics.js';

const count = 200;
/** As many posts as Signalman has under way at once. */
const atOnce = 100;
const rounds = 21;

interface Told {
  ackMs: number;
  /** ms after the acknowledgement; below 0 when it was not yet told that the message is on its way. */
  first: number;
  last: number;
  message: PlainLoop['message'];
}

/** Declares one, and waits until all copies stand. */
async function tell({ slack, channels, declare, bot }: Announcing): Promise<Told> {
  const wanted = new Set(channels);
  const moments: number[] = [];
  let message: PlainLoop['message'] = { text: '', blocks: [] };
  const ended = slack.onChange(({ kind, channel = '', ts = '' }) => {
    if (kind !== 'message_posted' || !wanted.delete(channel)) return;
    moments.push(performance.now());
    const { text, blocks } = slack.state.message(channel, ts) ?? { text: '' };
    message = { text, blocks: (blocks ?? []) as object[] };
  });
  const { acknowledged, ackMs } = await declare();
  await slack.waitFor(() => wanted.size === 0, { timeoutMs: 60_000, what: 'every copy' });
  ended();
  await bot.ask({});
  const [first = Number.NaN] = moments;
  return { ackMs, first: first - acknowledged, last: (moments.at(-1) ?? Number.NaN) - acknowledged, message };
}

async function measureOn(stage: Stage, databaseUrl: string | null): Promise<Row[]> {
  const announcing = await openAnnouncing(stage, { count, databaseUrl });
  const { loop, channels } = announcing;
  let { message } = await tell(announcing);
  const post = async () => (await loop.ask({ channels, atOnce, message } satisfies PlainLoop)) as number;
  await post();
  const [told, plain]: [Told[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    // Each first in turn.
    if (round % 2 === 0) plain.push(await post());
    const one = await tell(announcing);
    told.push(one);
    ({ message } = one);
    if (round % 2 === 1) plain.push(await post());
  }
  const of = (what: (one: Told) => number) => median(told.map(what));
  const [ours, theirs] = [of((one) => one.last), median(plain)];
  // Round by round, since a machine has better and worse seconds.
  const ratio = median(told.map((one, round) => one.last / (plain[round] as number)));
  const on = `told to ${count} channels, ${databaseUrl === null ? 'embedded' : 'served'}`;
  const detail = `${show(ours, 'ms')} : ${show(theirs, 'ms')}, median of ${rounds}`;
  return [
    atMost(`${on}, beside a loop of posts`, ratio, 1.3, 'times', detail),
    atMost(
      `${on}, first copy after the acknowledgement`,
      of((one) => one.first),
      200,
      'ms',
    ),
    atMost(`${on}, acknowledged, slowest`, Math.max(...told.map((one) => one.ackMs)), 3000, 'ms'),
  ];
}

async function measure(stage: Stage): Promise<Row[]> {
  const rows = await measureOn(stage, null);
  const databaseUrl = await temporaryPostgres(stage);
  if (databaseUrl === null) return [...rows, skipped('the same, served', 'PostgreSQL is not installed')];
  return [...rows, ...(await measureOn(stage, databaseUrl))];
}

export const broadcast: Measurement = {
  name: 'broadcast',
  title: 'An incident told to 200 channels, beside a loop of posts',
  measure,
};
