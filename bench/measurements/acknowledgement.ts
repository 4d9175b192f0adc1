/** How soon a command is acknowledged, beside a bare Bolt app: at rest, and while GitHub is being read. */

import type { Measurement } from '../measurement.js';
import { openHouse } from '../parts/house.js';
import { sendLoad } from '../parts/load.js';
import { syncsDone } from '../parts/metrics.js';
import { type Pace, round, rounds, rowsOf } from '../parts/pair.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import type { Row } from '../row.js';

const warm = project(1000);
/** Read for the first time while the commands come in. */
const cold = [1, 2, 3, 4, 5, 6].map((at) => project(10_000, `acme/large-${at}`));
const steady: Pace = { count: 200, rate: 100 };
const burst: Pace = { count: 64 };

async function measure(stage: Stage): Promise<Row[]> {
  const house = await openHouse(stage, [warm, ...cold]);
  const dataDir = await stage.folder();
  await house.sync([warm], { dataDir });
  const bare = await house.bareBolt();
  const found: Row[] = [];
  {
    const bot = await house.bot([warm], { dataDir });
    await rounds(() => round(house, { bot, bare }, { pace: steady, send: sendLoad }), 2);
    stage.say('at rest, 100 commands/s');
    found.push(
      ...rowsOf(
        'acknowledged, 100/s',
        await rounds(() => round(house, { bot, bare }, { pace: steady, send: sendLoad }), 12),
      ),
    );
    stage.say(`at rest, bursts of ${burst.count}`);
    const bursts = await rounds(() => round(house, { bot, bare }, { pace: burst, send: sendLoad }), 40);
    found.push(...rowsOf(`acknowledged, bursts of ${burst.count}`, bursts));
    await bot.stop();
  }
  stage.say('while 10,000 issues are read');
  const bot = await house.bot([warm, ...cold], { dataDir });
  const reading = async () => (await syncsDone(bot.url, 'acme/large-')) < cold.length;
  const during = await rounds(
    () => round(house, { bot, bare }, { pace: steady, send: sendLoad }),
    30,
    reading,
  );
  found.push(...rowsOf('acknowledged, 100/s, while syncing', during));
  return found;
}

export const acknowledgement: Measurement = {
  name: 'acknowledgement',
  title: 'Acknowledgement of a command, beside a bare Bolt app',
  measure,
};
