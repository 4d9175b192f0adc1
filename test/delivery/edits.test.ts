/** Whatever becomes of the tries of a message's revisions, and in whatever order: in the end the store says what stands there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDay, unreadable, unsettled } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { minute, second } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { openEmptyStore } from '../builders/empty-store.js';
import { type Fate, type Happening, type Look, live, type Outcome, type Weather } from './weather.js';

const taken: Fate = { effect: second, answer: 2 * second, says: 'truth' };
const takenUnheard: Fate = { effect: second, answer: null, says: 'lost' };
const archived: Fate = {
  effect: null,
  answer: second,
  says: { kind: 'refused', reason: 'is_archived' },
};
const closed: Look = { kind: 'unreadable', reason: 'channel_not_found', final: true };
const owed: Happening = { kind: 'owed', worthFor: aDay };

/** When something is heard of a try, within the time that a request may take. */
const heard = fc.integer({ min: 1, max: 9 }).map((seconds) => seconds * second);
const undone = (says: Fate['says']) => heard.map((answer): Fate => ({ effect: null, answer, says }));
const done = (says: Fate['says']) => heard.map((answer): Fate => ({ effect: answer / 2, answer, says }));
const someFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 1, arbitrary: done('truth') },
  { weight: 2, arbitrary: done('lost') },
  { weight: 1, arbitrary: undone('lost') },
  { weight: 2, arbitrary: undone({ kind: 'refused', reason: 'is_archived' }) },
  { weight: 1, arbitrary: undone({ kind: 'too-rich', reason: 'invalid_blocks' }) },
  { weight: 1, arbitrary: undone({ kind: 'wait', ms: 40 * second }) },
  { weight: 1, arbitrary: undone({ kind: 'not-sent', why: 'no connection' }) },
  // It arrives late.
  fc
    .constantFrom(19 * second, 25 * second, 100 * second)
    .map((effect): Fate => ({ effect, answer: 10 * second, says: 'lost' })),
  // The process ends while sending.
  fc.constantFrom(null, second, 19 * second).map((effect): Fate => ({ effect, answer: null, says: 'lost' })),
  // It sleeps for longer than its lease.
  fc.constantFrom<Fate>(
    { effect: second, answer: 40 * second, says: 'truth' },
    { effect: null, answer: 40 * second, says: 'lost' },
  ),
);
const someLook = fc.constantFrom<Look>(
  ...(['truth', 'truth', 'ends'] as const),
  closed,
  { kind: 'unreadable', reason: 'internal_error', final: false },
  { kind: 'wait', ms: 30 * second },
);
const someHappening = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(owed, owed, owed, { ...owed, worthFor: minute }) },
  { weight: 1, arbitrary: fc.constantFrom<Happening>({ kind: 'deleted' }, { kind: 'retried' }) },
);
const pauses = fc.constantFrom(0, second, 3 * second, 8 * second, 25 * second, 3 * minute, 20 * minute);

const someWeather: fc.Arbitrary<Weather> = fc
  .record({
    isPosted: fc.boolean(),
    fates: fc.array(someFate, { maxLength: 12 }),
    looks: fc.array(someLook, { maxLength: 4 }),
    stuck: fc.nat(1),
    happenings: fc.array(fc.tuple(pauses, someHappening), { maxLength: 9 }),
    inTheEnd: fc.constantFrom(taken, archived),
  })
  .map(({ isPosted, fates, looks, stuck, happenings, inTheEnd }) => {
    const isLate = fates.some(({ effect }) => (effect ?? 0) > slackTiming.reconcile);
    return {
      fates: isPosted ? [taken, ...fates] : fates,
      looks,
      // A copy that could not be deleted is looked for again where the last edit is taken, and not where it is refused.
      stuck: inTheEnd === taken && !isLate ? stuck : 0,
      // What comes late after somebody deleted the rest is all that there is.
      happenings: [[0, owed] as const, ...happenings.filter(([, { kind }]) => kind !== 'deleted' || !isLate)],
      inTheEnd,
    };
  });

/** @returns what the store says against what stands there; nothing when they agree */
function contradictions({ standing, isDeleted, shown, rows }: Outcome): string[] {
  const wrong = rows
    .filter(({ state, due_at }) => unsettled.includes(state) || due_at !== null)
    .map(({ revision, state }) => `${revision} is ${state}, and not settled`);
  if (rows.at(-1)?.state === 'superseded') wrong.push('the last one was given up for an older one');
  // Where nobody could look, the store says that it does not know.
  if (rows.some(({ state, reason }) => state === 'failed' && reason?.startsWith(unreadable))) return wrong;
  const [there, ...more] = standing.map(({ revision }) => revision);
  if (more.length > 0) wrong.push(`it stands ${standing.length} times`);
  const sent = rows.filter(({ state }) => state === 'sent').at(-1)?.revision;
  if (there !== sent && !(there === undefined && isDeleted))
    wrong.push(`${there ?? 'nothing'} stands, ${sent ?? 'nothing'} is said to be sent`);
  if (there !== undefined && there !== shown) wrong.push(`${there} stands, ${shown} is said to be shown`);
  return wrong;
}

describe('a message and its revisions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-edits-'));
  let database: Database;
  beforeAll(async () => {
    database = await openEmptyStore(folder);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ends = async (weather: Partial<Weather>) => {
    const whole = { fates: [], looks: [], stuck: 0, happenings: [], inTheEnd: taken, ...weather };
    const { standing, rows } = await live(database, whole);
    return { standing: standing.map(({ text }) => text), states: rows.map(({ state }) => state) };
  };

  it('stand in the end as the store says', async () => {
    await fc.assert(
      fc.asyncProperty(someWeather, async (weather) => {
        const outcome = await live(database, weather);
        const wrong = contradictions(outcome);
        if (wrong.length > 0) throw new Error([...wrong, ...outcome.story].join('\n'));
      }),
      { numRuns: 200 },
    );
  });

  it('do not stand twice when nobody could look whether the first one arrived', async () => {
    const happenings = [[0, owed] as const, [20 * minute, owed] as const];
    expect(await ends({ fates: [takenUnheard], looks: [closed], happenings })).toEqual({
      standing: ['revision 2'],
      states: ['sent', 'sent'],
    });
  });

  it('do not stand twice when an operator dropped the first one before it was known', async () => {
    const happenings = [
      [0, owed],
      [18 * second, { kind: 'dropped' }],
      [minute, owed],
    ] as const;
    expect(await ends({ fates: [takenUnheard], happenings })).toEqual({
      standing: ['revision 2'],
      states: ['dropped', 'sent'],
    });
  });

  it('are posted when what may have arrived is looked for and not there', async () => {
    const fates: Fate[] = [{ ...takenUnheard, effect: null }];
    const happenings = [[0, owed] as const, [20 * minute, owed] as const];
    expect(await ends({ fates, looks: [closed], happenings })).toEqual({
      standing: ['revision 2'],
      states: ['failed', 'sent'],
    });
  });

  it('are called sent when one that was given up as not known is found by the next one', async () => {
    const happenings = [[0, owed] as const, [minute, owed] as const, [20 * minute, owed] as const];
    const fates = [taken, takenUnheard];
    expect(await ends({ fates, looks: [closed], happenings, inTheEnd: archived })).toEqual({
      standing: ['revision 2'],
      states: ['sent', 'sent', 'failed'],
    });
  });
});
