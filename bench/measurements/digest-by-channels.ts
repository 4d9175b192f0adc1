/** What it costs to post a digest in 1 to 500 channels: head, thread and file in each, and blocks of everything else. */
import { grows } from '../curve.js';
import type { Measurement } from '../measurement.js';
import type { Spent } from '../parts/announcing-bot.js';
import type { Stage } from '../parts/stage.js';
import { openAnnouncing } from '../parts/workspace.js';
import { atMost, type Row, show } from '../row.js';
import { median } from '../statistics.js';

const sizes = [1, 20, 100, 500];
const times = 2;
const [minute, day] = [60_000, 86_400_000];
/** So many channels one digest may have. */
const most = 100;

const digests = (channels: readonly string[]) =>
  ['digests:']
    .concat(
      Array.from({ length: Math.ceil(channels.length / most) }, (_, at) => {
        const some = channels.slice(at * most, (at + 1) * most).join(', ');
        return `  daily-${at + 1}: { channels: [${some}], at: "00:00", timezone: UTC, days: daily }`;
      }),
    )
    .join('\n');

async function post(stage: Stage, count: number): Promise<Spent> {
  const { slack, bot, channels } = await openAnnouncing(stage, { count, databaseUrl: null, more: digests });
  const spent: Spent[] = [];
  const next = async (later: number) => {
    spent.push((await bot.ask({ later })) as Spent);
    const heads = channels.map((channel) => slack.state.messages(channel).length);
    const missing = heads.filter((found) => found !== spent.length).length;
    if (missing > 0) throw new Error(`${missing} of ${count} channels lack digest ${spent.length}`);
  };
  await next(day - (Date.now() % day) + minute);
  for (let time = -1; time < times; time++) await next(day);
  // The first ones are compiled while they run.
  const last = spent.slice(-times);
  return { cpu: median(last.map(({ cpu }) => cpu)), longest: median(last.map(({ longest }) => longest)) };
}

async function measure(stage: Stage): Promise<Row[]> {
  const found: [number, Spent][] = [];
  for (const size of sizes) {
    stage.say(`${size} channels`);
    found.push([size, await post(stage, size)]);
  }
  const points = found.map(([size, { cpu }]) => ({ size, value: cpu }));
  const blocks = found.map(([size, { longest }]) => `${size}: ${show(longest, 'ms')}`).join(', ');
  const name = 'a digest posted, with thread and file';
  return [
    grows(name, points, { of: 'channels', unit: 'ms' }),
    atMost(
      `${name}, ${sizes.at(-1)}, longest block`,
      found.at(-1)?.[1].longest ?? Number.NaN,
      100,
      'ms',
      blocks,
    ),
  ];
}

export const digestByChannels: Measurement = {
  name: 'digest-by-channels',
  title: 'Cost against size: a digest in 1 to 500 channels',
  measure,
};
