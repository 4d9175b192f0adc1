/** What it costs to tell an incident to 1 to 500 channels: the processor, the first copy, and blocks of everything else. */
import { grows } from '../curve.js';
import type { Measurement } from '../measurement.js';
import type { Spent } from '../parts/announcing-bot.js';
import type { Stage } from '../parts/stage.js';
import { openAnnouncing } from '../parts/workspace.js';
import { atMost, type Row, show } from '../row.js';
import { median } from '../statistics.js';

const sizes = [1, 20, 100, 250, 500];
const times = 4;

interface Told extends Spent {
  first: number;
}

async function tell(stage: Stage, count: number): Promise<Told> {
  const { slack, bot, channels, declare } = await openAnnouncing(stage, { count, databaseUrl: null });
  const told: Told[] = [];
  // The first two are compiled while they run.
  for (let time = -2; time < times; time++) {
    const wanted = new Set(channels);
    let first = Number.NaN;
    const ended = slack.onChange(({ kind, channel = '' }) => {
      if (kind !== 'message_posted' || !wanted.delete(channel)) return;
      if (Number.isNaN(first)) first = performance.now();
    });
    const { acknowledged } = await declare();
    await slack.waitFor(() => wanted.size === 0, { timeoutMs: 60_000, what: 'every copy' });
    ended();
    const spent = (await bot.ask({})) as Spent;
    if (time >= 0) told.push({ ...spent, first: first - acknowledged });
  }
  const of = (what: keyof Told) => median(told.map((one) => one[what]));
  return { cpu: of('cpu'), longest: of('longest'), first: of('first') };
}

async function measure(stage: Stage): Promise<Row[]> {
  const found: [number, Told][] = [];
  for (const size of sizes) {
    stage.say(`${size} channels`);
    found.push([size, await tell(stage, size)]);
  }
  const last = found.at(-1)?.[1];
  const points = found.map(([size, { cpu }]) => ({ size, value: cpu }));
  const most = sizes.at(-1);
  return [
    grows('an incident told, its links and receipt', points, { of: 'channels', unit: 'ms' }),
    atMost(`first copy of ${most} after the acknowledgement`, last?.first ?? Number.NaN, 200, 'ms'),
    atMost(
      `longest block while ${most} channels are told`,
      last?.longest ?? Number.NaN,
      100,
      'ms',
      found.map(([size, { longest }]) => `${size}: ${show(longest, 'ms')}`).join(', '),
    ),
  ];
}

export const byChannels: Measurement = {
  name: 'by-channels',
  title: 'Cost against size: 1 to 500 channels',
  measure,
};
