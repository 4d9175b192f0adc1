/** How soon a command is acknowledged, beside a bare Bolt app: at rest, and while GitHub is being read. */

import type { Measurement } from '../measurement.js';
import { type House, openHouse } from '../parts/house.js';
import { sendLoad } from '../parts/load.js';
import { syncsDone } from '../parts/metrics.js';
import type { Running } from '../parts/process.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row, show } from '../row.js';
import { quantile } from '../statistics.js';

const warm = project(1000);
/** Read for the first time while the commands come in. */
const cold = [1, 2, 3, 4, 5, 6].map((at) => project(10_000, `acme/large-${at}`));
const connections = 16;

interface Pace {
  count: number;
  /** Commands per second; all at once, over all connections, when absent. */
  rate?: number;
}

const steady: Pace = { count: 200, rate: 100 };
const burst: Pace = { count: 64 };

interface Pair {
  bot: number[];
  bare: number[];
}

async function round(house: House, running: { bot: Running; bare: Running }, pace: Pace): Promise<Pair> {
  const times: Pair = { bot: [], bare: [] };
  // Each first in turn, so that neither is always the one that follows the other.
  for (const which of Math.random() < 0.5 ? (['bot', 'bare'] as const) : (['bare', 'bot'] as const)) {
    const { url } = running[which];
    times[which] = await sendLoad({ url, answerTo: house.answersUrl, connections, ...pace });
    await house.answered(pace.count);
  }
  return times;
}

async function rounds(
  play: () => Promise<Pair>,
  most: number,
  goOn: () => Promise<boolean> = async () => true,
): Promise<Pair> {
  const all: Pair = { bot: [], bare: [] };
  for (let at = 0; at < most; at++) {
    const { bot, bare } = await play();
    // What was measured while the condition ended belongs to neither side of it.
    if (!(await goOn())) break;
    all.bot.push(...bot);
    all.bare.push(...bare);
  }
  return all;
}

function rows(name: string, { bot, bare }: Pair): Row[] {
  const of = (share: number, title: string, limit: number) => {
    const [ours, theirs] = [quantile(bot, share), quantile(bare, share)];
    const detail = `${show(ours, 'ms')} : ${show(theirs, 'ms')}, ${bot.length} each`;
    return atMost(`${name}, ${title}`, ours / theirs, limit, 'times', detail);
  };
  return [of(0.5, 'p50', 1.5), of(0.99, 'p99', 3), atMost(`${name}, slowest`, Math.max(...bot), 3000, 'ms')];
}

async function measure(stage: Stage): Promise<Row[]> {
  const house = await openHouse(stage, [warm, ...cold]);
  const dataDir = await stage.folder();
  await house.sync([warm], { dataDir });
  const bare = await house.bareBolt();
  const found: Row[] = [];
  {
    const bot = await house.bot([warm], { dataDir });
    await rounds(() => round(house, { bot, bare }, steady), 2);
    stage.say('at rest, 100 commands/s');
    found.push(...rows('acknowledged, 100/s', await rounds(() => round(house, { bot, bare }, steady), 12)));
    stage.say(`at rest, bursts of ${burst.count}`);
    const bursts = await rounds(() => round(house, { bot, bare }, burst), 40);
    found.push(...rows(`acknowledged, bursts of ${burst.count}`, bursts));
    await bot.stop();
  }
  stage.say('while 10,000 issues are read');
  const bot = await house.bot([warm, ...cold], { dataDir });
  const reading = async () => (await syncsDone(bot.url, 'acme/large-')) < cold.length;
  const during = await rounds(() => round(house, { bot, bare }, steady), 30, reading);
  found.push(...rows('acknowledged, 100/s, while syncing', during));
  return found;
}

export const acknowledgement: Measurement = { name: 'acknowledgement', measure };
