/** What is done with one claimed delivery: send it, or read its place back. Says what is to be stored. */

import type { Clock } from '../app/ports/clock.js';
import type { Carrier, Claimed, DeliveryStore } from '../app/ports/delivery.js';
import type { Log } from '../app/ports/log.js';
import {
  afterLease,
  afterReading,
  afterSending,
  afterWaiting,
  type Change,
  type Found,
  type SendResult,
} from '../domain/delivery.js';
import { afterRecheck, keptOf, withDoubles } from '../domain/delivery-recheck.js';
import type { Timing } from '../domain/delivery-timing.js';

export interface WorkDependencies {
  store: Pick<DeliveryStore, 'uploaded'>;
  carrier: Carrier;
  /** The machine's. */
  clock: Clock;
  timing: Timing;
  log: Log;
  /** A second copy was found and deleted. */
  doubled(count: number): void;
}

/** The result of a step: what the sender said, for the pace, and what is to be stored. */
export interface Done {
  change: Change;
  said: SendResult | Found | null;
}

export async function work(deps: WorkDependencies, claimed: Claimed): Promise<Done> {
  const { clock, timing } = deps;
  switch (claimed.step) {
    case 'expired':
      return { change: afterLease(claimed, clock(), timing), said: null };
    case 'send': {
      if (clock() > claimed.giveUpAt) return { change: afterWaiting(claimed, clock(), timing), said: null };
      const said = await send(deps, claimed);
      return { change: afterSending(claimed, said, clock(), timing), said };
    }
    case 'read': {
      const said = await find(deps, claimed);
      const isSingle = await removeDoubles(deps, claimed, said);
      const change = afterReading(claimed, said, clock(), timing);
      return { change: isSingle ? change : withDoubles(claimed, change, clock(), timing), said };
    }
    case 'recheck': {
      const said = await find(deps, claimed);
      const isSingle = await removeDoubles(deps, claimed, said);
      const change = afterRecheck(claimed, said, clock(), timing);
      return { change: isSingle ? change : withDoubles(claimed, change, clock(), timing), said };
    }
  }
}

async function send(
  { store, carrier, clock, timing, log }: WorkDependencies,
  claimed: Claimed,
): Promise<SendResult> {
  try {
    return await carrier.send(claimed, {
      // Whoever slept since the claim may have lost it: the request must be over before the lease is.
      inTime: () => clock() - claimed.startedAt <= timing.lease - timing.request,
      async uploaded(id) {
        const now = clock();
        const isMine = await store.uploaded(claimed, id, now);
        // The sharing is what may be done and not heard of: it begins here.
        if (isMine) claimed.startedAt = now;
        return isMine;
      },
    });
  } catch (error) {
    log.error({ err: error, delivery: claimed.id }, 'a delivery could not be sent');
    return { kind: 'unclear', why: 'a fault of Signalman, see the log' };
  }
}

async function find({ carrier, clock, log }: WorkDependencies, claimed: Claimed): Promise<Found> {
  try {
    return await carrier.find(claimed, Math.max(0, clock() - claimed.writtenAt));
  } catch (error) {
    log.error({ err: error, delivery: claimed.id }, 'a place could not be read back');
    return { kind: 'unreadable', reason: 'a fault of Signalman, see the log', final: false };
  }
}

/** One copy stays: the one that people have seen and answered. @returns whether it is the only one now */
async function removeDoubles(
  { carrier, log, doubled }: WorkDependencies,
  claimed: Claimed,
  found: Found,
): Promise<boolean> {
  if (found.kind !== 'found') return true;
  const { channel } = found;
  const kept = keptOf(claimed, found.copies) ?? '';
  let isSingle = true;
  for (const ts of found.copies.filter((copy) => copy !== kept)) {
    if (!(await carrier.remove(claimed, { channel, ts, kept }))) {
      isSingle = false;
      continue;
    }
    log.warn({ channel, ts }, 'a second copy of a message was taken away');
    doubled(1);
  }
  return isSingle;
}
