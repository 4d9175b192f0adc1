/** The parts of a crash and fault run, each on a store of its own, and what came of each in one shape. */
import { join } from 'node:path';
import { openStore } from '../src/compose.js';
import type { Storage } from '../src/config/environment.js';
import { runChaos } from '../src/sandbox/chaos/couriers/run.js';
import { runWhole, type WholeProgress } from '../src/sandbox/chaos/whole/run.js';
import type { Trouble } from '../src/sandbox/chaos/whole/trouble.js';
import { root } from './parts/process.js';
import type { Stage } from './parts/stage.js';
import { startStores } from './soak-stores.js';

export type PartName = 'couriers' | 'sqlite' | 'postgres';

export interface PartOutcome {
  title: string;
  ms: number;
  deliveries: number;
  violations: readonly string[];
  /** What was done and what went wrong, by kind, under a heading each. */
  counts: Record<string, Record<string, number>>;
}

export interface PartOptions {
  ms: number;
  seed: number;
  isLoud: boolean;
  say(progress: PartOutcome): void;
}

interface Part {
  /** Of the time. */
  share: number;
  run(stage: Stage, options: PartOptions): Promise<PartOutcome>;
}

const worker = join(root, 'dist/src/sandbox/chaos/couriers/worker.js');
const bot = join(root, 'dist/src/sandbox/chaos/whole/bot.js');

async function opened(stage: Stage, storage: Storage) {
  const database = await openStore(storage);
  stage.defer(() => database.close());
  return { storage, database };
}

/** Half of the time on each database. */
async function couriers(stage: Stage, { ms, seed, say }: PartOptions): Promise<PartOutcome> {
  const stores = await startStores(stage);
  const all: PartOutcome[] = [];
  for (const storage of [stores.folder, ...(stores.server ? [await stores.server.database()] : [])]) {
    const outcome = await runChaos({
      ...(await opened(stage, storage)),
      ...{ seed, program: worker, ms: ms / (stores.server ? 2 : 1), most: null },
      say: (now) =>
        say({
          ...{ title: 'couriers', ms: now.ms, deliveries: now.settled, violations: [] },
          counts: { faults: now.faults, processes: { 'kill -9': now.kills, SIGSTOP: now.sleeps } },
        }),
    });
    all.push({
      ...{ title: '', ms: outcome.ms, deliveries: outcome.deliveries, violations: outcome.violations },
      counts: {
        outcomes: outcome.outcomes,
        'faults at Slack': outcome.faults,
        processes: { 'kill -9': outcome.kills, SIGSTOP: outcome.sleeps, 'Slack refused': outcome.refusals },
        Slack: { 'second copies deleted': outcome.doubled },
      },
    });
  }
  return { ...ledgerOf(all), title: `couriers alone, SQLite${stores.server ? ' and PostgreSQL' : ''}` };
}

async function whole(
  stage: Stage,
  { ms, seed, isLoud, say }: PartOptions,
  {
    title,
    storage,
    checked = storage,
    replicas,
    troubles,
  }: {
    title: string;
    storage: Storage;
    /** The same, as whoever checks sees it. */
    checked?: Storage;
    replicas: number;
    troubles: readonly Trouble[];
  },
): Promise<PartOutcome> {
  const shaped = (now: WholeProgress): PartOutcome => ({
    ...{ title, ms: now.ms, deliveries: now.deliveries, violations: now.violations },
    counts: {
      ...now.done,
      ...{
        outcomes: now.outcomes,
        'faults at Slack': now.faults.slack,
        'faults at GitHub': now.faults.github,
      },
      ...{ processes: now.bots, store: now.store },
      people: { 'requests sent again': now.again },
      Slack: { 'second copies deleted': now.deleted },
      run: { rounds: now.rounds },
    },
  });
  const outcome = await runWhole({
    ...{ ...(await opened(stage, checked)), storage },
    ...{ seed, program: bot, replicas, ms, kills: null, revisions: 10, troubles, isLoud },
    ...(isLoud
      ? {
          notice: (found) =>
            stage.say(`${new Date().toISOString()} ${found.length}: ${found.slice(0, 3).join('; ')}`),
        }
      : {}),
    say: (now) => say(shaped(now)),
  });
  return shaped(outcome);
}

export const parts: Record<PartName, Part> = {
  couriers: { share: 0.3, run: couriers },
  sqlite: {
    share: 0.3,
    async run(stage, options) {
      const { folder, disk } = await startStores(stage);
      const title = `the whole bot, SQLite, ${disk ? 'its folder on a small disk' : 'no disk could be made small'}`;
      return await whole(stage, options, {
        ...{ title, storage: disk?.storage ?? folder, ...(disk ? { checked: disk.checked } : {}) },
        ...{ replicas: 1, troubles: disk ? [disk.full, disk.readOnly] : [] },
      });
    },
  },
  postgres: {
    share: 0.4,
    async run(stage, options) {
      const { server } = await startStores(stage);
      if (!server) throw new Error('PostgreSQL is not installed here');
      const storage = await server.database();
      const troubles = [server.crash, server.restart, server.readOnly(storage)];
      return await whole(stage, options, {
        ...{ title: 'the whole bot, PostgreSQL, 3 replicas', storage, replicas: 3, troubles },
      });
    },
  },
};

/** All of them as one. */
export function ledgerOf(outcomes: readonly PartOutcome[]): PartOutcome {
  const counts: PartOutcome['counts'] = {};
  for (const { counts: all } of outcomes)
    for (const [heading, of] of Object.entries(all))
      for (const [name, count] of Object.entries(of)) {
        counts[heading] = { ...counts[heading], [name]: (counts[heading]?.[name] ?? 0) + count };
      }
  return {
    title: 'all',
    ms: outcomes.reduce((sum, { ms }) => sum + ms, 0),
    deliveries: outcomes.reduce((sum, { deliveries }) => sum + deliveries, 0),
    violations: outcomes.flatMap(({ title, violations }) =>
      title === '' ? violations : violations.map((one) => `${title}: ${one}`),
    ),
    counts,
  };
}
