/**
 * A crash run: incidents are told to 33 channels and revised 20 times each, while the bot is killed at random moments
 * and started again. What was acknowledged must stand, once, everywhere, in its order.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '../../config/environment.js';
import { unsettled } from '../../domain/delivery.js';
import type { Database } from '../../storage/dialect.js';
import { incidentReceipt } from '../../storage/incident-messages.js';
import { startLocalGitHub } from '../github/index.js';
import { type Random, random } from '../seed/random.js';
import { startLocalSlack } from '../slack/index.js';
import type { BotOptions } from './bot.js';
import { checkIncident, doubled } from './incident-check.js';
import { createPeople, type Records } from './incident-people.js';
import { archived, config, repository, secrets, workspace } from './incident-places.js';
import { chaosTiming } from './run.js';

export interface CrashOptions {
  seed: number;
  storage: Storage;
  database: Database;
  /** The built bot. */
  program: string;
  kills: number;
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
  /** Deleted second copies. */
  deleted: number;
}

export interface CrashOutcome extends CrashProgress {
  violations: string[];
}

const revisions = 20;
/** The bot is killed so long after it was ready, at most: in ms, and where it starts slowly in the time that takes. */
const longestLife = 1200;
const starts = 2;
const settleWithin = 60_000;

/** Runs it to its end. Everything that was started is ended. */
export async function runCrashes(options: CrashOptions): Promise<CrashOutcome> {
  const { seed, kills, storage, database, program, say } = options;
  const github = await startLocalGitHub({ limits: 'none', tokens: [{ token: 'ghp_crash', login: 'lead' }] });
  github.addRepo({ fullName: repository });
  github.addMilestone(repository, { title: 'v1.0' });
  const slack = await startLocalSlack(workspace());
  let deleted = 0;
  slack.onChange(({ kind }) => {
    if (kind === 'message_deleted') deleted++;
  });
  const bot = keepAlive(
    program,
    {
      ...{ config, storage, timing: chaosTiming },
      slack: { ...secrets, apiUrl: slack.apiUrl },
      github: { apiUrl: github.url, token: 'ghp_crash' },
    },
    (port) => {
      slack.eventsUrl = `http://127.0.0.1:${port}/slack/events`;
    },
    random(seed),
  );
  const people = createPeople(slack, recordsOf(database));
  const violations: string[] = [];
  const begun = Date.now();
  let incidents = 0;
  const now = (): CrashProgress => ({
    ...{ ms: Date.now() - begun, kills: bot.kills, incidents, revisions: incidents * revisions },
    ...{ unheard: people.unheard, deleted },
  });
  try {
    await bot.start();
    while (bot.kills < kills) {
      bot.endanger(kills);
      await people.declare(`The launch of rocket ${incidents + 1} hangs`);
      const ids = await declared(database);
      const [id = 0] = ids;
      if (ids.length !== incidents + 1)
        violations.push(`there are ${ids.length} incidents instead of ${incidents + 1}`);
      const texts = Array.from(
        { length: revisions },
        (_, at) => `Rocket ${id} was looked at ${at + 1} times`,
      );
      for (const [at, text] of texts.entries()) await people.update(id, at, `${text}.`);
      incidents++;
      await bot.spare();
      await settle(database, id, bot.wake);
      violations.push(...checkIncident(slack, id, texts));
      say?.(now());
    }
    return { ...now(), violations: [...violations, ...doubled(slack)] };
  } finally {
    await bot.end();
    await slack.close();
    await github.close();
  }
}

/** A bot that is killed and started again as long as it is in danger. */
function keepAlive(program: string, options: BotOptions, listening: (port: number) => void, chance: Random) {
  let child: ChildProcess | null = null;
  let isInDanger = false;
  let danger: Promise<void> = Promise.resolve();
  let startTook = 0;

  async function start(): Promise<void> {
    const begun = Date.now();
    const started = fork(program, [JSON.stringify(options)], { env: {}, execArgv: [] });
    child = started;
    const [port] = (await Promise.race([once(started, 'message'), once(started, 'exit')])) as [number];
    if (started.exitCode !== null) throw new Error(`the bot ended with ${started.exitCode}`);
    listening(port);
    startTook = Date.now() - begun;
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async function harm(most: number): Promise<void> {
    while (isInDanger && bot.kills < most) {
      await sleep(chance.next() * Math.max(longestLife, starts * startTook));
      if (!isInDanger) return;
      await kill();
      bot.kills++;
      await start();
    }
  }

  const bot = {
    kills: 0,
    start,
    /** @param most kills in all */
    endanger(most: number): void {
      isInDanger = true;
      danger = harm(most);
      // Whoever spares it hears of it.
      danger.catch(() => {});
    },
    async spare(): Promise<void> {
      isInDanger = false;
      await danger;
    },
    /** Looks at once what is due. */
    async wake(): Promise<void> {
      if (!child) return;
      const woken = once(child, 'message');
      child.send('wake');
      await woken;
    },
    async end(): Promise<void> {
      isInDanger = false;
      await danger.catch(() => {});
      await kill();
    },
  };
  return bot;
}

/** Until nothing is owed any more. What is told of receipts and links is owed in its turn. */
async function settle({ read }: Database, id: number, wake: () => Promise<void>): Promise<void> {
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
  }
}

/** What the head was made to say of its copies. */
async function toldOf(read: Database['read'], id: number): Promise<string | null> {
  const row = await read.selectFrom('incident').select('receipt').where('id', '=', id).executeTakeFirst();
  return row?.receipt ?? null;
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
