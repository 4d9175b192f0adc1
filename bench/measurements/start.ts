/** How long the bot takes from the start of its process to `/readyz`, with a store of 10,000 issues. */
import type { Measurement } from '../measurement.js';
import { openHouse } from '../parts/house.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row, show } from '../row.js';
import { median } from '../statistics.js';

const times = 5;

async function measure(stage: Stage): Promise<Row[]> {
  const size = project(10_000);
  const house = await openHouse(stage, [size]);
  const dataDir = await stage.folder();
  await house.sync([size], { dataDir });
  const taken: number[] = [];
  for (let at = 0; at < times; at++) {
    const bot = await house.bot([size], { dataDir });
    taken.push(bot.readyAfter);
    await bot.stop();
  }
  const range = `${show(Math.min(...taken), 'ms')} to ${show(Math.max(...taken), 'ms')}`;
  return [atMost(`start to ready, embedded, median of ${times}`, median(taken), 1000, 'ms', range)];
}

export const start: Measurement = { name: 'start', title: 'Start', measure };
