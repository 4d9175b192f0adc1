/**
 * Works off what is owed: claims, sends, settles; reads back what is uncertain. Any number of processes may do so
 * on one store. It knows no messenger.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../app/ports/clock.js';
import type { Carrier, Claimed, DeliveryStore } from '../app/ports/delivery.js';
import type { Log } from '../app/ports/log.js';
import { createTurns } from '../app/turns.js';
import type { Timing } from '../domain/delivery-timing.js';
import { createBucket } from './bucket.js';
import { type Budget, slackBudget } from './budget.js';
import { type Done, work } from './work.js';

export interface CourierDependencies {
  store: DeliveryStore;
  carrier: Carrier;
  /** The machine's: leases and pauses are real time. */
  clock: Clock;
  timing: Timing;
  /** Slack's unless given. */
  budget?: Budget;
  log: Log;
  observe: DeliveryObserver;
}

export interface DeliveryObserver {
  settled(state: 'sent' | 'failed' | 'superseded', reason: string | null): void;
  /** An uncertain one was found where it should be. */
  reconciled(): void;
  doubled(count: number): void;
}

export interface Courier {
  /** Something new may be due: looks at once. */
  nudge(): void;
  start(): void;
  /** Claims nothing more and lets what is under way come to its end, for so many ms at most. @returns how much is left */
  stop(patience: number): Promise<number>;
}

/** How many may be sent and not settled, beside those that are under way. */
const mostUnsettled = 90;
/** How long it waits for more to end before it looks again, in ms, unless half of the places are free: each look is a transaction. */
const gathering = 40;
/** How long it rests when nothing is due, in ms: another process may have written something. */
const rest = 1000;
const shortRest = 50;

export function createCourier(deps: CourierDependencies): Courier {
  const { store, clock, timing, log, observe, budget = slackBudget(timing) } = deps;
  const { together: mostPosts, reads: mostReads, perMinute, burst } = budget;
  const lanes = {
    posts: createBucket(perMinute.posts, burst.posts),
    edits: createBucket(perMinute.edits, burst.edits),
    reads: createBucket(perMinute.reads, burst.reads),
  };
  const paused = new Map<string, number>();
  const running = new Set<Promise<void>>();
  /** A broadcast is begun piece by piece: what people type meanwhile is acknowledged between two of them. */
  const itsTurn = createTurns(4);
  const under = { posts: 0, edits: 0, reads: 0 };
  let stopped = false;
  let loop: Promise<void> = Promise.resolve();
  let wake = () => {};
  /** Why it should look again: somebody wrote something, or something ended. */
  let nudged = false;
  let ended = false;
  /** The last look found all that it could take: there may be more. */
  let isMore = false;

  function nudge(): void {
    nudged = true;
    wake();
  }

  function end(): void {
    ended = true;
    wake();
  }

  /** @returns whether anything was begun */
  async function round(): Promise<boolean> {
    const now = clock();
    for (const [destination, until] of paused) if (until <= now) paused.delete(destination);
    const wanted = {
      posts: Math.min(mostPosts - under.posts, lanes.posts.level(now), room()),
      edits: Math.min(mostPosts - under.edits, lanes.edits.level(now), room()),
      reads: Math.min(mostReads - under.reads, lanes.reads.level(now)),
      notTo: [...paused.keys()],
    };
    if (wanted.posts + wanted.edits + wanted.reads <= 0) return false;
    const claimed = await store.claim(wanted, now);
    for (const one of claimed) begin(one);
    isMore = claimed.length >= Math.min(...[wanted.posts, wanted.edits].filter((most) => most > 0));
    return claimed.length > 0;
  }

  const room = () => Math.max(0, mostUnsettled + mostPosts - running.size);

  function begin(claimed: Claimed): void {
    const lane = laneOf(claimed);
    under[lane]++;
    if (claimed.step !== 'expired') lanes[lane].take(clock());
    const run = handle(claimed, lane)
      .catch((error: unknown) =>
        log.error({ err: error, delivery: claimed.id }, 'a delivery could not be settled'),
      )
      .finally(() => {
        running.delete(run);
        end();
      });
    running.add(run);
  }

  async function handle(claimed: Claimed, lane: keyof typeof lanes): Promise<void> {
    const done = await attempt(claimed, lane);
    if (await persist(claimed, done)) tell(claimed, done);
    else log.warn({ delivery: claimed.id }, 'a claim was lost: somebody else has taken over the delivery');
  }

  /** Frees its place for the next one, which need not wait until this one is written down. */
  async function attempt(claimed: Claimed, lane: keyof typeof lanes): Promise<Done> {
    try {
      await itsTurn(false);
      const done = await work({ ...deps, doubled: observe.doubled }, claimed);
      if (done.said?.kind === 'wait') wait(claimed, lane, clock() + done.said.ms);
      return done;
    } finally {
      under[lane]--;
      end();
    }
  }

  function wait({ place }: Claimed, lane: keyof typeof lanes, until: number): void {
    if (budget.waitsWithAll) for (const one of Object.values(lanes)) one.pause(until);
    else if (lane === 'posts') paused.set(place.destination, until);
    else lanes[lane].pause(until);
  }

  /** The store may be away for a while; what was sent must not be forgotten for that. */
  async function persist(claimed: Claimed, { change }: Done): Promise<boolean> {
    for (let pause = 100; ; pause = Math.min(2000, pause * 2)) {
      try {
        return await store.settle(claimed, change, clock());
      } catch (error) {
        // From here on somebody else finds it by reading the place back.
        if (clock() - claimed.startedAt > 20 * timing.lease) throw error;
        log.warn({ err: error, delivery: claimed.id }, 'the store does not answer: trying again');
      }
      await sleep(pause);
    }
  }

  function tell(claimed: Claimed, { change, said }: Done): void {
    if (claimed.step === 'recheck') return;
    if (claimed.step === 'read' && said?.kind === 'found') observe.reconciled();
    if (change.state === 'sent') observe.settled('sent', null);
    if (change.state === 'failed') {
      observe.settled('failed', change.reason ?? null);
      const { id, purpose, subject, place } = claimed;
      log.warn(
        { delivery: id, purpose, subject, destination: place.destination, reason: change.reason },
        'a delivery failed',
      );
    }
  }

  /** Until something is due, somebody nudges, or it is time to look what others have written. */
  async function idle(began: boolean): Promise<void> {
    if (began || nudged || ended) return await pause(gathering, isWorthALook);
    const due = await store.nextDue();
    const wait = due === null ? rest : Math.min(rest, Math.max(shortRest, due - clock()));
    await pause(wait, () => nudged || ended || stopped);
    if (ended) await pause(gathering, isWorthALook);
  }

  const isWorthALook = () =>
    nudged || stopped || (isMore && mostPosts - Math.max(under.posts, under.edits) >= mostPosts / 2);

  /** For so many ms, or until a waking after which this is true. */
  async function pause(ms: number, isOver: () => boolean): Promise<void> {
    if (isOver()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (!isOver()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => {};
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        nudged = false;
        ended = false;
        await idle(await round());
      } catch (error) {
        log.error({ err: error }, 'the deliveries could not be looked at');
        await sleep(rest);
      }
    }
  }

  return {
    nudge,
    start() {
      loop = run();
    },
    async stop(patience) {
      stopped = true;
      nudge();
      await Promise.race([loop.then(() => Promise.all(running)), sleep(patience, undefined, { ref: false })]);
      return running.size;
    },
  };
}

function laneOf({ step, isEdit }: Claimed): 'posts' | 'edits' | 'reads' {
  if (step !== 'send') return 'reads';
  return isEdit ? 'edits' : 'posts';
}

/** Several, each with its own share of what is owed, as one. */
export function inOne(couriers: readonly Courier[]): Courier {
  return {
    nudge: () => couriers.forEach((one) => void one.nudge()),
    start: () => couriers.forEach((one) => void one.start()),
    async stop(patience) {
      const left = await Promise.all(couriers.map((one) => one.stop(patience)));
      return left.reduce((all, some) => all + some, 0);
    },
  };
}
