/** One place and one store on a clock of their own: what is owed is worked off while everything goes wrong that can. */
import type { Carrier, Claimed } from '../../src/app/ports/delivery.js';
import type { Log } from '../../src/app/ports/log.js';
import { messageCarrier } from '../../src/delivery/messages.js';
import { type WorkDependencies, work } from '../../src/delivery/work.js';
import { type DeliveryState, type Found, type SendResult, unsettled } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { deliveryDesk } from '../../src/storage/delivery/desk.js';
import { settleAll } from '../../src/storage/delivery/settle.js';
import { type Database, writing } from '../../src/storage/dialect.js';
import { delivery } from '../builders/delivery.js';
import { rememberingLog } from '../builders/log.js';
import { lost, memoryPlace, type Standing, type Try } from './place.js';
import { owe } from './stage.js';

const start = Date.UTC(2017, 2, 16, 12);
const timing = { ...slackTiming, pace: 0 };
const plenty = { posts: 10, edits: 10, reads: 10, notTo: [] };

/** What becomes of one try: when it takes effect, if ever, and when its process hears what; ms after it began. */
export interface Fate {
  /** Null: never. What is later than the answer arrives late. */
  effect: number | null;
  /** Null: the process ends before it hears anything. `lost`: of what was done, or not, nothing is heard. */
  answer: number | null;
  says: 'truth' | 'lost' | Extract<SendResult, { kind: 'refused' | 'wait' | 'not-sent' | 'too-rich' }>;
}

/** Of a look: what it says instead of what stands there; `ends`: the process does, before that is written down. */
export type Look = 'truth' | 'ends' | Extract<Found, { kind: 'unreadable' | 'wait' }>;

export type Happening =
  /** The next revision is owed; `worthFor` in ms. Each second one has a plain version. */
  | { kind: 'owed'; worthFor: number }
  /** Somebody deletes what stands there. */
  | { kind: 'deleted' }
  /** An operator asks for what failed last, or drops what is not settled. */
  | { kind: 'retried' | 'dropped' };

export interface Weather {
  fates: readonly Fate[];
  looks: readonly Look[];
  /** How many of the first deletions of copies do not succeed. */
  stuck: number;
  /** After so many ms each. */
  happenings: readonly (readonly [after: number, Happening])[];
  /** What becomes of every try after the last of the fates. */
  inTheEnd: Fate;
}

export interface Outcome {
  standing: Standing[];
  /** The last that happened at the place was that somebody deleted it. */
  isDeleted: boolean;
  shown: number;
  rows: { revision: number; state: DeliveryState; reason: string | null; due_at: number | null }[];
  /** Everything that happened, for whoever reads a failure. */
  story: string[];
}

/** Lives through it until nothing is due any more. @throws Error when that never comes */
export async function live(database: Database, weather: Weather): Promise<Outcome> {
  await emptied(database);
  let now = start;
  let revision = 0;
  let isDeleted = false;
  const story: string[] = [];
  const tell = (what: string) => void story.push(`${(now - start) / 1000} s: ${what}`);
  const agenda: { at: number; act: () => void | Promise<void> }[] = [];
  const fates = [...weather.fates];
  const looks = [...weather.looks];
  let stuck = weather.stuck;
  const place = memoryPlace();
  const store = deliveryStore(database, timing);
  const log: Log = rememberingLog().log;
  /** Of the claim that is begun: what it comes to, and what says that it waits for an answer. */
  let begun = { job: Promise.resolve(), parked: () => {} };

  /** Never answers where the process ends. */
  function attempt(one: Try): Promise<SendResult> {
    const { effect, answer, says } = fates.shift() ?? weather.inTheEnd;
    let truth = lost;
    if (effect !== null)
      agenda.push({
        // Nobody waits for an edit that comes later still: it is said again, and that one would come over it.
        at: now + (one.act === 'edit' ? Math.min(effect, timing.reconcile - 1000) : effect),
        act() {
          truth = one.done();
          tell(`${one.act} of ${one.text} is ${truth.kind}`);
          if (truth.kind === 'sent') isDeleted = false;
        },
      });
    const mine = begun;
    const said = new Promise<SendResult>((resolve) => {
      if (answer === null) return tell(`${one.act} of ${one.text}: the process ends`);
      agenda.push({
        at: now + answer,
        act: async () => {
          const said = says === 'truth' ? truth : says === 'lost' ? lost : says;
          tell(`${one.act} of ${one.text} is answered: ${said.kind}`);
          resolve(said);
          await mine.job;
        },
      });
    });
    mine.parked();
    return said;
  }
  place.always(attempt);

  const inner = messageCarrier(place.sender);
  const carrier: Carrier = {
    ...inner,
    async find(claimed, elapsed) {
      const look = looks.shift() ?? 'truth';
      if (look === 'ends') {
        begun.parked();
        return new Promise<never>(() => {});
      }
      const found = look === 'truth' ? await inner.find(claimed, elapsed) : look;
      const shown = found.kind === 'found' ? [...(found.shown?.values() ?? [])].join(' ') : '';
      tell(`a look for ${claimed.revision}: ${found.kind} ${shown}`);
      return found;
    },
    async remove(claimed, copy) {
      if (stuck-- > 0) return false;
      tell('a copy is removed');
      return await inner.remove(claimed, copy);
    },
  };
  const deps: WorkDependencies = { store, carrier, clock: () => now, timing, log, doubled() {} };

  async function handle(claimed: Claimed): Promise<void> {
    const { change } = await work(deps, claimed);
    const at = now;
    const [held] = await writing(database, (tx) => settleAll(tx, database.flavour, [[claimed, change, at]]));
    tell(`${claimed.revision} is settled${held ? '' : ' in vain'}: ${JSON.stringify(change)}`);
  }

  const begin = (claimed: Claimed) =>
    new Promise<void>((resolve, reject) => {
      begun = { job: Promise.resolve(), parked: resolve };
      begun.job = handle(claimed);
      begun.job.then(resolve, reject);
    });

  async function happen({ kind, ...more }: Happening): Promise<void> {
    tell(kind);
    if (kind === 'deleted' && place.messages.length > 0) {
      place.messages.splice(0);
      isDeleted = true;
    }
    if (kind === 'owed') {
      revision += 1;
      const rich = { text: `revision ${revision}`, blocks: [] };
      const plain = revision % 2 === 0 ? { text: `plain ${revision}`, blocks: [] } : null;
      const content = { kind: 'message' as const, rich, plain };
      await owe(database, [delivery({ content, revision, ...more })], now);
    }
    const desk = deliveryDesk(database);
    if (kind === 'retried')
      for (const { id } of await desk.list({ states: ['failed'], most: 1 })) await desk.retry(id, now);
    if (kind === 'dropped')
      for (const { id } of await desk.list({ states: [...unsettled], most: 9 })) await desk.drop(id, now);
  }

  let at = now;
  for (const [after, happening] of weather.happenings) {
    at += after;
    agenda.push({ at, act: () => happen(happening) });
  }

  for (let rounds = 0; ; rounds++) {
    if (rounds > 1000) throw new Error(`it never ends:\n${story.join('\n')}`);
    const due = await store.nextDue();
    const next = agenda.reduce<(typeof agenda)[number] | null>((a, b) => (a && a.at <= b.at ? a : b), null);
    if (due === null && next === null) break;
    if (next && (due === null || next.at <= Math.max(due, now))) {
      agenda.splice(agenda.indexOf(next), 1);
      now = Math.max(now, next.at);
      await next.act();
      continue;
    }
    now = Math.max(now, due ?? now);
    const claimed = await store.claim(plenty, now);
    for (const one of claimed) {
      tell(`${one.revision} is claimed: ${one.step}`);
      await begin(one);
    }
    if (claimed.length === 0) now += 100;
  }

  const message = await database.read.selectFrom('message').select('shown_revision').execute();
  const rows = await database.read
    .selectFrom('delivery')
    .select(['revision', 'state', 'reason', 'due_at'])
    .orderBy('revision')
    .execute();
  return { standing: place.messages, isDeleted, shown: message[0]?.shown_revision ?? 0, rows, story };
}

async function emptied({ write }: Database): Promise<void> {
  for (const table of ['delivery', 'message', 'delivery_content'] as const)
    await write.deleteFrom(table).execute();
}
