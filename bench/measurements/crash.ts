/** Couriers are killed, Slack fails in every way: nothing may be lost, doubled or contradict what is stored. */
import { join } from 'node:path';
import { openStore } from '../../src/compose.js';
import { runChaos } from '../../src/sandbox/chaos/couriers/run.js';
import type { Measurement } from '../measurement.js';
import { root } from '../parts/process.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row } from '../row.js';

/** What it takes a quiet machine about a minute and a half to work off; the soak goes on from there. */
const most = 10_000;
const ms = 75_000;

async function measure(stage: Stage): Promise<Row[]> {
  const storage = { databaseUrl: null, dataDir: await stage.folder() };
  const database = await openStore(storage);
  stage.defer(() => database.close());
  const program = join(root, 'dist/src/sandbox/chaos/couriers/worker.js');
  const seed = Date.now() % 100_000;
  stage.say(`seed ${seed}`);
  const { violations, deliveries, kills, faults, doubled } = await runChaos({
    ...{ storage, database, program, ms, most, seed },
    say: ({ settled, written }) => stage.say(`${settled} of ${written} settled`),
  });
  for (const one of violations.slice(0, 20)) stage.say(one);
  const failed = Object.values(faults).reduce((sum, one) => sum + one, 0);
  const detail = `${deliveries.toLocaleString('en')} deliveries, ${kills} kills, ${failed} faults, ${doubled} second copies deleted`;
  return [
    atMost('lost, doubled or contradicting', violations.length, 0, 'requests', detail),
    {
      ...{ name: 'deliveries in that run', measured: deliveries.toLocaleString('en'), value: deliveries },
      ...{ target: `≥ ${most.toLocaleString('en')}`, ok: deliveries >= most },
    },
  ];
}

export const crash: Measurement = { name: 'crash', title: 'Crashes and faults', measure };
