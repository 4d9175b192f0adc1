/**
 * A chaos run: couriers in processes of their own deliver through a proxy that fails in every way, and are killed
 * meanwhile. When the faults stop, everything has to settle.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '../../../config/environment.js';
import type { Timing } from '../../../domain/delivery-timing.js';
import { enqueue } from '../../../storage/delivery/enqueue.js';
import type { Database } from '../../../storage/dialect.js';
import { writing } from '../../../storage/dialect.js';
import { startFaultProxy } from '../../fault-proxy.js';
import { random } from '../../seed/random.js';
import { type LocalSlack, startLocalSlack } from '../../slack/index.js';
import { countOpen, untilSettled } from '../books.js';
import { createMischief, type Mischief } from '../mischief.js';
import { check, type Verdict } from './check.js';
import { type Crew, startCrew } from './crew.js';
import { archivedLater, workspace } from './places.js';
import { createWriter } from './writer.js';

export interface ChaosOptions {
  seed: number;
  storage: Storage;
  database: Database;
  /** The built worker. */
  program: string;
  /** How long things go wrong, in ms; longer where it takes longer to write what is wanted. */
  ms: number;
  /** So many deliveries are written over that time; null: as many as are worked off. */
  most: number | null;
  /** Is told now and then how it goes. */
  say?(progress: Progress): void;
}

export interface Progress {
  ms: number;
  written: number;
  settled: number;
  /** Deleted second copies. */
  doubled: number;
  kills: number;
  sleeps: number;
  refusals: number;
  faults: Record<string, number>;
}

export interface Outcome extends Progress, Verdict {}

/** request < lease < reconcile as for Slack, with room for a process that sleeps between its claim and its request. */
export const chaosTiming: Timing = {
  request: 300,
  lease: 600,
  reconcile: 1500,
  secondLook: 200,
  rechecks: [400, 3000],
  pace: 0,
  pause: 20,
  longestPause: 300,
  reading: 3000,
  editsPerMinute: 60_000,
  readsPerMinute: 60_000,
};
/** The last look for a late copy comes this long after the try that it is a copy of, at least. */
const longestDelay = 4500;
const longestSleep = 900;
/** So many may wait at once. */
const backlog = 200;
const settleWithin = 120_000;
const betweenReports = 60_000;

/** Runs it to its end. Everything that was started is ended. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const { seed, database, storage, program } = options;
  const slack = await startLocalSlack(workspace());
  const mischief = createMischief({
    random: random(seed + 1),
    target: slack.url,
    request: chaosTiming.request,
    longestDelay,
  });
  const proxy = await startFaultProxy({ target: slack.url, decide: mischief.decide });
  const crew = await startCrew(
    { size: 2, program, longestSleep },
    { storage, apiUrl: `${proxy.url}/api/`, timing: chaosTiming },
    random(seed + 2),
  );
  const progress = { written: 0, settled: 0, doubled: 0, refusals: 0 };
  slack.onChange(({ kind }) => {
    if (kind === 'message_deleted') progress.doubled++;
  });
  const begun = Date.now();
  const now = (): Progress => ({
    ...progress,
    ms: Date.now() - begun,
    ...{ kills: crew.kills, sleeps: crew.sleeps, faults: mischief.done },
  });
  try {
    const refuse = async () => {
      await proxy.setRefusing(true);
      progress.refusals++;
      await sleep(100 + random(seed + progress.refusals).below(200));
      await proxy.setRefusing(false);
    };
    await misbehave(options, { slack, crew, mischief, refuse, progress, now });
    mischief.end();
    await crew.heal();
    await mischief.settled();
    await untilSettled(database, settleWithin);
    progress.settled = progress.written;
    const found = await check(database, slack);
    return { ...now(), ...found, violations: [...crew.violations, ...found.violations] };
  } finally {
    await crew.end();
    await proxy.close();
    await slack.close();
  }
}

interface Scene {
  slack: LocalSlack;
  crew: Crew;
  mischief: Mischief;
  refuse(): Promise<void>;
  progress: Omit<Progress, 'ms' | 'kills' | 'sleeps' | 'faults'>;
  now(): Progress;
}

/** Writes, kills, refuses and archives until the time is over. */
async function misbehave(options: ChaosOptions, scene: Scene): Promise<void> {
  const { seed, ms, most } = options;
  const begun = Date.now();
  const elapsed = () => Date.now() - begun;
  const goesOn = () => elapsed() < ms || (most !== null && scene.progress.written < most);
  const chance = random(seed + 3);
  const every = async (from: number, to: number, act: () => Promise<void>) => {
    while (goesOn()) {
      await sleep(Math.min(from + chance.next() * (to - from), Math.max(100, ms - elapsed())));
      if (goesOn()) await act();
    }
  };
  const archive = async () => {
    await sleep(ms / 2);
    await scene.slack.archive(archivedLater);
  };
  const calm = async () => {
    // What waits for half a minute must not begin at the end.
    await sleep(Math.max(ms * 0.25, ms - 60_000));
    scene.mischief.endLongWaits();
  };
  await Promise.all([
    write(options, scene, { goesOn, elapsed }),
    every(800, 2500, scene.crew.harm),
    every(1500, 4000, scene.refuse),
    archive(),
    calm(),
    report(options, scene, goesOn),
  ]);
}

async function write(
  { database, seed, most, ms }: ChaosOptions,
  { progress }: Scene,
  { goesOn, elapsed }: { goesOn(): boolean; elapsed(): number },
): Promise<void> {
  const writer = createWriter(random(seed));
  while (goesOn()) {
    const open = await countOpen(database);
    progress.settled = progress.written - open;
    const wanted = most === null ? backlog - open : most * Math.min(1, elapsed() / ms) - progress.written;
    for (let added = 0; added < wanted && goesOn(); ) {
      const deliveries = writer.next();
      const count = await writing(database, (tx) => enqueue(tx, deliveries, Date.now()));
      added += count;
      progress.written += count;
    }
    await sleep(50);
  }
}

async function report({ say }: ChaosOptions, { now }: Scene, goesOn: () => boolean): Promise<void> {
  for (let last = Date.now(); goesOn(); await sleep(100)) {
    if (Date.now() - last < betweenReports) continue;
    last = Date.now();
    say?.(now());
  }
}
