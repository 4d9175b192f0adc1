/** Does something that only one process at a time may do, and shows meanwhile that it lives. */
import { randomUUID } from 'node:crypto';
import { second } from '../domain/time.js';
import type { Clock } from './ports/clock.js';
import type { Leases } from './ports/lease.js';
import type { Log } from './ports/log.js';

/** Held by a heartbeat: whoever has not been heard of for this long has died. */
const leaseTime = 20 * second;
const heartbeat = 5 * second;

export interface Holding {
  leases: Leases;
  /** The machine's: a lease is real time. */
  machine: Clock;
  log: Log;
}

/**
 * @param work is given a way to prolong the lease and to find out whether it still has it
 * @returns null when somebody else is at it
 */
export async function whileHolding<T>(
  { leases, machine, log }: Holding,
  name: string,
  work: (hold: () => Promise<boolean>) => Promise<T>,
): Promise<T | null> {
  // Its own each time: within one process, too, only one may be at it.
  const holder = randomUUID();
  const hold = () => leases.take(name, holder, machine(), leaseTime);
  if (!(await hold())) return null;
  const beat = setInterval(() => {
    hold().catch((error: unknown) => log.warn({ err: error, lease: name }, 'a lease could not be prolonged'));
  }, heartbeat);
  try {
    return await work(hold);
  } finally {
    clearInterval(beat);
    await leases.release(name, holder);
  }
}
