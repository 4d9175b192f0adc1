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

/**
 * ms of the processor for one call: the lower quartile of many, so that neither a collection of garbage nor a neighbour
 * on the machine decides.
 * @param most ms after which no further one is begun; two are done in any case
 */
export async function costOf(
  work: () => unknown,
  { times = 30, most = 1500 }: { times?: number; most?: number } = {},
): Promise<number> {
  const taken: number[] = [];
  const end = performance.now() + most;
  // The first call is compiled while it runs.
  await work();
  while (taken.length < 2 || (taken.length < times && performance.now() < end)) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return Math.max(quantile(taken, 0.25), 0.001);
}
