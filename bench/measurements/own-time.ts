/** How long an answer to `/release-status` takes from what is stored, and that a long history does not slow it down. */

import { statusMessage } from '../../src/slack/blocks/status/status.js';
import type { Measurement } from '../measurement.js';
import { prefillHistory } from '../parts/history.js';
import { startHelper } from '../parts/process.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { openProject } from '../parts/store.js';
import { atMost, type Row, show, shown } from '../row.js';
import { mean, median, quantile } from '../statistics.js';

const calls = 300;

type Asked = Awaited<ReturnType<typeof openProject>>;

/** @returns ms of each call */
async function ask({ showStatus }: Asked, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < times; at++) {
    const begun = performance.now();
    statusMessage(await showStatus(null));
    taken.push(performance.now() - begun);
  }
  return taken;
}

async function measure(stage: Stage): Promise<Row[]> {
  const sizes = [
    { size: project(1000), limit: 10 },
    { size: project(10_000), limit: 15 },
  ];
  const { url } = await startHelper(
    stage,
    'local-github.js',
    sizes.map((one) => one.size),
  );
  const found: Row[] = [];
  for (const { size, limit } of sizes) {
    const opened = await openProject(stage, [size], url);
    await opened.sync();
    const taken = await ask(opened, calls);
    const detail = `p95 ${show(quantile(taken, 0.95), 'ms')}`;
    found.push(atMost(`/release-status, ${size.issues} issues, own time`, mean(taken), limit, 'ms', detail));
  }
  return [...found, ...(await withHistory(stage, url))];
}

/** The same question to a young store and to one with a year behind it, in turns. */
async function withHistory(stage: Stage, url: string): Promise<Row[]> {
  const stores = [
    await openProject(stage, [project(1000)], url),
    await openProject(stage, [project(1000)], url),
  ] as const;
  for (const store of stores) await store.sync();
  const [young, old] = stores;
  const { runs, notes } = await prefillHistory(old.database, Date.now());
  stage.say(`a year: ${runs} readings, ${notes} ended notes`);
  const taken: Record<'young' | 'old', number[]> = { young: [], old: [] };
  for (let round = 0; round < 10; round++) {
    taken.young.push(...(await ask(young, 40)));
    taken.old.push(...(await ask(old, 40)));
  }
  const [before, after] = [median(taken.young), median(taken.old)];
  const detail = `${show(after, 'ms')} : ${show(before, 'ms')}`;
  return [
    atMost('/release-status after a year, beside a new store', after / before, 1.2, 'times', detail),
    shown('readings in that store', runs, 'requests'),
  ];
}

export const ownTime: Measurement = { name: 'own-time', title: 'Own time of /release-status', measure };
