/** Watches a piece of work: how long it takes, what it costs the processor, and for how long nothing else could run. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../statistics.js';

export interface Watched {
  /** ms */
  total: number;
  /** ms of this process on all cores: others on the machine have no part in it. */
  cpu: number;
  /** ms */
  longest: number;
}

export async function watch(work: () => Promise<unknown>): Promise<Watched> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const before = process.cpuUsage();
  const begun = performance.now();
  await work();
  const total = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  // The last stretch is only seen by a timer that comes after it.
  await sleep(5);
  delay.disable();
  return { total, cpu: (user + system) / 1000, longest: delay.max / 1e6 };
}

interface Often {
  times?: number;
  /** ms after which no further round is begun; two are made in any case. */
  most?: number;
}

/**
 * ms of the processor for one call: the lower quartile of many, so that neither a collection of garbage nor a neighbour
 * on the machine decides.
 */
export async function costOf(work: () => unknown, often: Often = {}): Promise<number> {
  const [cost = Number.NaN] = await costsOf([work], often);
  return cost;
}

/** The same of several, in turns: what happens on the machine meanwhile happens to all of them. */
export async function costsOf(
  works: readonly (() => unknown)[],
  { times = 30, most = 1500 * works.length }: Often = {},
): Promise<number[]> {
  const taken: number[][] = works.map(() => []);
  // The first call is compiled while it runs.
  for (const work of works) await work();
  const end = performance.now() + most;
  for (let round = 0; round < 2 || (round < times && performance.now() < end); round++)
    for (const [at, work] of works.entries()) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      taken[at]?.push((user + system) / 1000);
    }
  return taken.map((some) => Math.max(quantile(some, 0.25), 0.001));
}
