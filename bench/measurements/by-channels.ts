/** What it costs to tell an incident to 1 to 500 channels, and to edit all copies: the processor, how soon, and blocks of everything else. */
import { grows } from '../curve.js';
import type { Measurement } from '../measurement.js';
import type { Spent } from '../parts/announcing-bot.js';
import type { Stage } from '../parts/stage.js';
import { type Announcing, openAnnouncing } from '../parts/workspace.js';
import { atMost, type Row, show, shown } from '../row.js';
import { median } from '../statistics.js';

const sizes = [1, 20, 100, 500];
const times = 2;

interface Told extends Spent {
  /** ms from the acknowledgement to the first and to the last of all channels. */
  first: number;
  last: number;
}

interface Both {
  told: Told;
  edited: Told;
}

/** Does something that every channel is to see. @param act returns when it was acknowledged */
async function watched(
  { slack, bot, channels }: Announcing,
  seen: 'message_posted' | 'message_changed',
  act: () => Promise<number>,
): Promise<Told> {
  const wanted = new Set(channels);
  const moments: number[] = [];
  const ended = slack.onChange(({ kind, channel = '' }) => {
    if (kind === seen && wanted.delete(channel)) moments.push(performance.now());
  });
  const acknowledged = await act();
  const what = `${seen} in ${channels.length} channels`;
  await slack.waitFor(() => wanted.size === 0, { timeoutMs: 60_000, what });
  ended();
  const spent = (await bot.ask({})) as Spent;
  const [first = Number.NaN] = moments;
  return { ...spent, first: first - acknowledged, last: (moments.at(-1) ?? Number.NaN) - acknowledged };
}

async function tell(stage: Stage, count: number): Promise<Both> {
  const announcing = await openAnnouncing(stage, { count, databaseUrl: null });
  const [told, edited]: [Told[], Told[]] = [[], []];
  // The first two are compiled while they run.
  for (let time = -2; time < times; time++) {
    const declared = await watched(
      announcing,
      'message_posted',
      async () => (await announcing.declare()).acknowledged,
    );
    const changed = await watched(announcing, 'message_changed', () =>
      announcing.update(time + 3, `It hits ${time + 4} kinds of clusters.`),
    );
    if (time < 0) continue;
    told.push(declared);
    edited.push(changed);
  }
  const middle = (all: Told[]): Told => {
    const of = (what: keyof Told) => median(all.map((one) => one[what]));
    return { cpu: of('cpu'), longest: of('longest'), first: of('first'), last: of('last') };
  };
  return { told: middle(told), edited: middle(edited) };
}

async function measure(stage: Stage): Promise<Row[]> {
  const found: [number, Both][] = [];
  for (const size of sizes) {
    stage.say(`${size} channels`);
    found.push([size, await tell(stage, size)]);
  }
  const most = sizes.at(-1);
  return (['told', 'edited'] as const).flatMap((which) => {
    const points = found.map(([size, its]) => ({ size, value: its[which].cpu }));
    const last = found.at(-1)?.[1][which];
    const name = which === 'told' ? 'an incident told, its links and receipt' : 'all copies edited';
    const blocks = found.map(([size, its]) => `${size}: ${show(its[which].longest, 'ms')}`).join(', ');
    return [
      grows(name, points, { of: 'channels', unit: 'ms' }),
      atMost(`${name}, ${most}, first after the acknowledgement`, last?.first ?? Number.NaN, 200, 'ms'),
      shown(`${name}, ${most}, last after the acknowledgement`, last?.last ?? Number.NaN, 'ms'),
      atMost(`${name}, ${most}, longest block`, last?.longest ?? Number.NaN, 100, 'ms', blocks),
    ];
  });
}

export const byChannels: Measurement = {
  name: 'by-channels',
  title: 'Cost against size: 1 to 500 channels',
  measure,
};
