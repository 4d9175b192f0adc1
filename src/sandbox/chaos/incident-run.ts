/**
 * A crash run: incidents are told to 33 channels and revised 20 times each, while the bot is killed at random moments
 * and started again. What was acknowledged must stand, once, everywhere, in its order.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '../../config/environment.js';
import { unsettled } from '../../domain/delivery.js';
import type { Timing } from '../../domain/delivery-timing.js';
import type { Database } from '../../storage/dialect.js';
import { incidentReceipt } from '../../storage/incident-messages.js';
import { startFaultProxy } from '../fault-proxy.js';
import { startLocalGitHub } from '../github/index.js';
import { random } from '../seed/random.js';
import { startLocalSlack } from '../slack/index.js';
import { keepAlive } from './incident-bot.js';
import { checkIncident, doubled } from './incident-check.js';
import { createCourse } from './incident-course.js';
import { checkAtGitHub } from './incident-github-check.js';
import { createPeople, type Records } from './incident-people.js';
import { archived, config, secrets, seedGitHub, token, workspace } from './incident-places.js';
import { createMischief } from './mischief.js';
import { chaosTiming } from './run.js';

export interface CrashOptions {
  seed: number;
  storage: Storage;
  database: Database;
  /** The built bot. */
  program: string;
  kills: number;
  /** How often each incident is updated: 20 times unless given. */
  revisions?: number;
  /** It goes on for so many incidents at least: 1 unless given. */
  incidents?: number;
  /** Is told after each incident how it goes. */
  say?(progress: CrashProgress): void;
}

export interface CrashProgress {
  ms: number;
  kills: number;
  incidents: number;
  revisions: number;
  /** Forms that got no answer and were sent again. */
  unheard: number;
  /** Deleted second copies in Slack. */
  deleted: number;
  deliveries: number;
  /** How many violations were found so far. */
  violated: number;
  /** What went wrong between the bot and GitHub, by kind. */
  faults: Record<string, number>;
}

export interface CrashOutcome extends CrashProgress {
  violations: string[];
}

/** Of GitHub: as at Slack, with room for a try of several requests. */
const atGitHub: Timing = {
  ...chaosTiming,
  request: 400,
  lease: 2000,
  reconcile: 2500,
  rechecks: [300],
  longestPause: 200,
  reading: 4000,
};
/** The share of writes at GitHub at which it is killed. */
const strikes = 0.2;
/** How often the bot looks what became of fixes, in ms. */
const look = 250;
const settleWithin = 60_000;

/** Runs it to its end. Everything that was started is ended. */
export async function runCrashes(options: CrashOptions): Promise<CrashOutcome> {
  const { seed, kills, storage, database, program, say, revisions = 20 } = options;
  const github = await startLocalGitHub({ limits: 'none', tokens: [{ token, login: 'signalman' }] });
  seedGitHub(github);
  const mischief = createMischief({
    ...{ random: random(seed + 1), target: github.url, request: atGitHub.request, longestDelay: 0 },
  });
  // Without a word of how long GitHub means a minute.
  mischief.endLongWaits();
  const proxy = await startFaultProxy({ target: github.url });
  const slack = await startLocalSlack(workspace());
  let deleted = 0;
  slack.onChange(({ kind }) => {
    if (kind === 'message_deleted') deleted++;
  });
  const bot = keepAlive(
    program,
    {
      ...{ config, storage, timing: chaosTiming, atGitHub, look },
      slack: { ...secrets, apiUrl: slack.apiUrl },
      github: { apiUrl: proxy.url, token },
    },
    (port) => {
      slack.eventsUrl = `http://127.0.0.1:${port}/slack/events`;
    },
    random(seed),
  );
  const chance = random(seed + 2);
  /** Also the worst moment: GitHub has written it, and whoever asked for it is dead before it hears so. */
  const decide: typeof mischief.decide = (call) => {
    if (call.method === 'GET' || chance.next() >= strikes) return mischief.decide(call);
    bot.strike();
    return { kind: 'dropAfter' };
  };
  const people = createPeople(slack, recordsOf(database));
  const course = createCourse({ slack, github, people, database });
  const violations: string[] = [];
  const begun = Date.now();
  let incidents = 0;
  const now = async (): Promise<CrashProgress> => ({
    ...{ ms: Date.now() - begun, kills: bot.kills, incidents, revisions: incidents * revisions },
    ...{ unheard: people.unheard, deleted, deliveries: await deliveries(database), faults: mischief.done },
    violated: violations.length,
  });
  try {
    await bot.start();
    const checks: (() => Promise<string[]>)[] = [];
    while (bot.kills < kills || incidents < (options.incidents ?? 1)) {
      proxy.setDecide(decide);
      bot.endanger(kills);
      const story = course.next(incidents);
      await people.declare(`The launch of rocket ${incidents + 1} hangs`, story.issue);
      const ids = await declared(database);
      const [id = 0] = ids;
      if (ids.length !== incidents + 1)
        violations.push(`there are ${ids.length} incidents instead of ${incidents + 1}`);
      const texts = Array.from(
        { length: revisions },
        (_, at) => `Rocket ${id} was looked at ${at + 1} times`,
      );
      const steps = story.steps(id);
      for (const [at, text] of texts.entries()) {
        await people.update(id, at, `${text}.`);
        for (const step of steps.slice(share(at), share(at + 1))) await step();
      }
      function share(at: number): number {
        return Math.floor((at * steps.length) / revisions);
      }
      incidents++;
      await bot.spare();
      proxy.setDecide(undefined);
      const check = () =>
        checkAtGitHub({ github, database }, { id, revision: texts.length + 1, ...story.expected() });
      await settle(database, id, bot.wake, check);
      violations.push(...checkIncident(slack, id, texts), ...(await check()));
      checks.push(check);
      say?.(await now());
    }
    // What is there once stays as it is, whatever happens to later ones.
    for (const check of checks)
      for (const one of await check()) if (!violations.includes(one)) violations.push(one);
    return { ...(await now()), violations: [...violations, ...doubled(slack)] };
  } finally {
    await bot.end();
    await slack.close();
    await proxy.close();
    await github.close();
  }
}

/** Until nothing is owed any more. What is told of receipts and links is owed in its turn. */
async function settle(
  { read }: Database,
  id: number,
  wake: () => Promise<void>,
  check: () => Promise<string[]>,
): Promise<void> {
  const end = Date.now() + settleWithin;
  for (let quiet = 0; quiet < 3 && Date.now() < end; await sleep(50)) {
    await wake();
    const owed = await read
      .selectFrom('delivery')
      .select('id')
      .where((is) => is.or([is('state', 'in', [...unsettled]), is('due_at', 'is not', null)]))
      // An archive may open again, so what may stand there is looked for as long as it is worth anything.
      .where('destination', '<>', archived)
      .limit(1)
      .execute();
    const receipt = await incidentReceipt(read, id);
    // Whoever was killed while it looked after incidents keeps the next one from it for a while.
    const isTold = (await toldOf(read, id)) === JSON.stringify(receipt);
    quiet = owed.length === 0 && receipt.open === 0 && isTold ? quiet + 1 : 0;
    // It may take a look at GitHub or two until what happened there is on record.
    if (quiet === 3 && (await check()).length > 0) quiet = 0;
  }
}

/** What the head was made to say of its copies. */
async function toldOf(read: Database['read'], id: number): Promise<string | null> {
  const row = await read.selectFrom('incident').select('receipt').where('id', '=', id).executeTakeFirst();
  return row?.receipt ?? null;
}

async function deliveries({ read }: Database): Promise<number> {
  const row = await read
    .selectFrom('delivery')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const recordsOf = ({ read }: Database): Records => ({
  async incidents() {
    return (await read.selectFrom('incident').select('id').execute()).length;
  },
  async updates(incident) {
    const rows = await read
      .selectFrom('incident_event')
      .select('seq')
      .where('incident_id', '=', incident)
      .where('kind', '=', 'updated')
      .execute();
    return rows.length;
  },
});

/** The newest first. A number may be left out: whoever was killed may have taken it. */
async function declared({ read }: Database): Promise<number[]> {
  const rows = await read.selectFrom('incident').select('id').orderBy('id', 'desc').execute();
  return rows.map((row) => row.id);
}
