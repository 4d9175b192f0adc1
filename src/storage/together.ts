/** Does in one transaction what many ask for at about the same time: on SQLite each commit waits for the disk. */

import { setTimeout as sleep } from 'node:timers/promises';

/** So much at most is done at once: others wait for the transaction. */
const most = 50;
/** How long it waits for others, in ms; longer while so many come at once. */
const gathering = 25;
const longGathering = 60;
const many = 5;

interface Asked<T, R> {
  of: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * What is asked for while the work is under way is done together afterwards, in the order in which it was asked for.
 * @param work all of it or nothing; one result for each. When it throws, each is tried alone: none fails for another
 */
export function together<T, R>(work: (batch: readonly T[]) => Promise<R[]>): (of: T) => Promise<R> {
  const waiting: Asked<T, R>[] = [];
  let isWorking = false;

  async function settle(batch: readonly Asked<T, R>[]): Promise<void> {
    try {
      const results = await work(batch.map((one) => one.of));
      for (const [at, one] of batch.entries()) one.resolve(results[at] as R);
    } catch (error) {
      const [only, ...others] = batch;
      if (only && others.length === 0) only.reject(error);
      else for (const one of batch) await settle([one]);
    }
  }

  async function goOn(): Promise<void> {
    isWorking = true;
    for (let last = 0; waiting.length > 0; ) {
      // Others end in the same moment.
      await sleep(last < many ? gathering : longGathering);
      const batch = waiting.splice(0, most);
      last = batch.length;
      await settle(batch);
    }
    isWorking = false;
  }

  return (of) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ of, resolve, reject });
      if (!isWorking) void goOn();
    });
}
