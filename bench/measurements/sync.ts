/** How long reading 10,000 issues takes, and for how long it keeps everything else waiting. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.js';
import { startHelper } from '../parts/process.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { openProject } from '../parts/store.js';
import { atMost, type Row, shown } from '../row.js';
import { median } from '../statistics.js';

const size = project(10_000);
const changed = 3000;
const times = 3;

interface Watched {
  total: number;
  longest: number;
}

/** ms in all, and of the longest stretch in which nothing else could run. */
async function watch(work: () => Promise<unknown>): Promise<Watched> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  await work();
  const total = performance.now() - begun;
  // The last stretch is only seen by a timer that comes after it.
  await sleep(5);
  delay.disable();
  return { total, longest: delay.max / 1e6 };
}

async function measure(stage: Stage): Promise<Row[]> {
  const github = await startHelper(stage, 'local-github.js', [size]);
  const taken: Record<string, Watched[]> = { cold: [], refresh: [], full: [] };
  for (let at = 0; at < times; at++) {
    stage.say(`${at + 1} of ${times}`);
    const { sync } = await openProject(stage, [size], github.url);
    taken.cold?.push(await watch(() => sync()));
    await github.ask({ change: changed, of: size.repository });
    taken.refresh?.push(await watch(() => sync()));
    taken.full?.push(await watch(() => sync(true)));
  }
  const titles = {
    cold: `first reading of ${size.issues} issues`,
    refresh: `reading ${changed} changed issues`,
    full: `nightly reading of ${size.issues} issues`,
  };
  return Object.entries(titles).flatMap(([which, title]) => {
    const of = (part: keyof Watched) => median((taken[which] ?? []).map((one) => one[part]));
    return [
      shown(`${title}, in all`, of('total') / 1000, 's'),
      atMost(`${title}, longest block`, of('longest'), 100, 'ms'),
    ];
  });
}

export const sync: Measurement = { name: 'sync', title: 'Reading GitHub', measure };
