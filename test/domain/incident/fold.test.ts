/** The record is the incident: whatever people do, folding it again, in one go or in pieces, gives what stands. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { reminderDue } from '../../../src/domain/incident/cadence.js';
import {
  confirm,
  handOver,
  merge,
  reopen,
  resolve,
  retract,
  tick,
} from '../../../src/domain/incident/end.js';
import {
  fixStates,
  type IncidentEvent,
  isRevision,
  type Recorded,
} from '../../../src/domain/incident/event.js';
import { after, fold } from '../../../src/domain/incident/fold.js';
import { type Incident, isOpen, mendKey, stateOf } from '../../../src/domain/incident/incident.js';
import { note } from '../../../src/domain/incident/timeline.js';
import {
  approve,
  correct,
  propose,
  refuse,
  type Update,
  update,
} from '../../../src/domain/incident/update.js';
import { hour, minute } from '../../../src/domain/time.js';
import { ann, ben, declared, declaredAt, incidentSettings } from '../../builders/incident.js';
import { cleo, contextAt, fresh, having, recorded, saying, soon } from './scene.js';

const settings = incidentSettings();
const people = [ann, ben, cleo];

/** Whatever people and Signalman can do: some of it is refused, depending on what came before. */
type Command = (one: Incident, now: number, id: string) => IncidentEvent[];

const pick = <T>(list: readonly T[]) => fc.constantFrom(...list);
const changes: fc.Arbitrary<Partial<Update>> = fc.record(
  {
    severity: pick(['s1', 's2', 's3']),
    fix: pick(fixStates),
    workaround: pick(['', 'Wait.']),
    issue: pick(['', '#7']),
  },
  { requiredKeys: [] },
);
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(changes, pick(people), pick([null, hour])).map(
    ([given, by, later]): Command =>
      (one, now, id) =>
        update(one, saying(one, { ...given, nextUpdateBy: later && now + later }), by, id, contextAt(now)),
  ),
  fc.tuple(changes, fc.integer({ min: 1, max: 9 })).map(
    ([given, of]): Command =>
      (one, now) =>
        correct(one, of, 'Wrong.', saying(one, given), contextAt(now)),
  ),
  pick(people).map(
    (by): Command =>
      (one, _, id) =>
        propose(one, `${by.name} says so`, by, id),
  ),
  fc.nat(3).map(
    (at): Command =>
      (one, now) =>
        approve(one, one.drafts[at]?.id ?? '', now, contextAt(now)),
  ),
  fc.nat(3).map(
    (at): Command =>
      (one) =>
        refuse(one, one.drafts[at]?.id ?? '', 'No.'),
  ),
  fc.subarray(settings.exitCriteria).map(
    (ticked): Command =>
      (one) =>
        tick(one, ticked, settings),
  ),
  pick(['commander', 'release-lead'] as const).map(
    (role): Command =>
      (one) =>
        confirm(one, role),
  ),
  pick(people).map(
    (to): Command =>
      (one) =>
        handOver(one, to, ''),
  ),
  pick<Command>([
    (one, now) => resolve(one, { text: 'Done.', lingering: 'none' }, contextAt(now)),
    // All that is needed at once: otherwise hardly any would ever be resolved.
    (one, now) => {
      if (!isOpen(one)) return [];
      const need: IncidentEvent[] = [
        ...settings.exitCriteria.map((criterion) => ({ kind: 'ticked', criterion, on: true }) as const),
        { kind: 'confirmed', role: 'commander' },
        { kind: 'confirmed', role: 'release-lead' },
      ];
      const ready = having(one, need, { at: now });
      return [...need, ...resolve(ready, { text: 'Done.', lingering: 'none' }, contextAt(now))];
    },
    (one, now) => reopen(one, 'Again.', contextAt(now)),
    (one, now) => {
      const reminded = reminderDue(one, settings, now);
      return reminded ? [reminded] : [];
    },
    (one, now, id) => note(one, { text: id, at: now, approximate: false, source: null }, cleo, id, now),
    () => [{ kind: 'subscribed', destination: 'C0CLEO' }],
    () => [{ kind: 'unsubscribed', destination: 'C0CLEO' }],
    () => [{ kind: 'mended', place: 'head', destination: 'C0INCIDENTS', what: 'gone' }],
    () => [{ kind: 'pinned' }],
    (one) => merge({ ...fresh(), id: 9 }, one, 'The same.', null).into,
  ]),
  // Rare: nothing comes after them.
  fc.nat(9).map(
    (n): Command =>
      (one) =>
        n === 0 ? retract(one, 'No.') : [],
  ),
  fc.nat(9).map(
    (n): Command =>
      (one) =>
        n === 0 ? merge(one, { ...fresh(), id: 9 }, 'The same.', null).from : [],
  ),
);

interface Step {
  before: Incident;
  events: IncidentEvent[];
  then: Incident;
}

/** Carries the commands out as far as they are allowed, ten minutes apart. */
function play(commands: readonly Command[], severity: string) {
  const record: Recorded[] = [{ seq: 1, at: declaredAt, ...declared({ severity }) }];
  const steps: Step[] = [];
  let one = fold(1, record);
  for (const [index, act] of commands.entries()) {
    const at = declaredAt + (index + 1) * 10 * minute;
    try {
      const events = act(one, at, `d${index}`);
      const more = recorded(one, events, ann, at);
      const then = more.reduce(after, one);
      steps.push({ before: one, events, then });
      record.push(...more);
      one = then;
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
    }
  }
  return { record, steps, one };
}

const story = fc
  .tuple(fc.array(command, { maxLength: 40, size: 'max' }), pick(['s1', 's2', 's3']))
  .map(([commands, severity]) => play(commands, severity));
const always = (check: (told: ReturnType<typeof play>) => void) =>
  fc.assert(fc.property(story, check), { numRuns: 300 });

describe('any record that comes about', () => {
  it('folds to the same incident however it is split, and after it was written down', () => {
    fc.assert(
      fc.property(story, fc.nat(), ({ record, one }, nth) => {
        const at = 1 + (nth % record.length);
        expect(fold(1, record)).toEqual(one);
        expect(record.slice(at).reduce(after, fold(1, record.slice(0, at)))).toEqual(one);
        expect(fold(1, JSON.parse(JSON.stringify(record)) as Recorded[])).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  it('has its events numbered from 1 without gaps, and its revisions too', () => {
    always(({ record, one }) => {
      expect(record.map(({ seq }) => seq)).toEqual(record.map((_, index) => index + 1));
      expect(one.seq).toBe(record.length);
      const kinds = record.filter(({ event }) => isRevision(event)).map(({ event }) => event.kind);
      expect(one.revisions.map(({ number, kind }) => [number, kind])).toEqual(
        kinds.map((kind, index) => [index + 1, kind]),
      );
      for (const { struck, number } of one.revisions)
        if (struck) expect(['corrected', 'retracted']).toContain(one.revisions[struck.by - 1]?.kind);
        else expect(one.state === 'retracted' && number < one.revisions.length).toBe(false);
    });
  });

  it('follows the lifecycle: what is retracted or merged stays so, what is resolved is only reopened', () => {
    always(({ steps }) => {
      for (const { before, events, then } of steps) {
        const kinds = events.map((event) => event.kind);
        if (before.state === 'retracted' || before.state === 'merged') expect(then.state).toBe(before.state);
        if (before.state === 'resolved' && isOpen(then)) expect(kinds).toEqual(['reopened']);
        if (before.state !== 'declared') expect(then.state).not.toBe('declared');
        if (isOpen(then) && then.state !== 'declared') expect(then.state).toBe(stateOf(then.facts));
      }
    });
  });

  it('owes an update as long as it is open, and nothing once it is over', () => {
    always(({ steps }) => {
      for (const { events, then } of steps) {
        expect(then.facts.nextUpdateBy !== null).toBe(isOpen(then));
        expect(then.endedAt === null).toBe(isOpen(then));
        if (!isOpen(then) && !events.some((event) => event.kind === 'drafted'))
          expect(then.drafts).toEqual([]);
      }
    });
  });

  it('counts the reminders of the present promise only', () => {
    always(({ steps }) => {
      for (const { before, then } of steps)
        if (before.facts.nextUpdateBy !== then.facts.nextUpdateBy) expect(then.reminders).toBe(0);
        else expect(then.reminders).toBeGreaterThanOrEqual(before.reminders);
    });
  });

  it('is never changed by what comes after it', () => {
    always(({ record, steps }) => {
      for (const { before } of steps) expect(before).toEqual(fold(1, record.slice(0, before.seq)));
    });
  });
});

describe('a record', () => {
  it('begins with its declaration by somebody', () => {
    expect(() => fold(7, [])).toThrow('incident 7 does not begin');
    expect(() => fold(7, [{ seq: 1, at: 0, by: null, event: { kind: 'pinned' } }])).toThrow('does not begin');
    expect(() => fold(7, [{ seq: 1, at: 0, ...declared(), by: null }])).toThrow('does not begin');
  });

  it('ignores a reminder of what was promised before', () => {
    const one = having(fresh(), [{ kind: 'reminded', due: 1, count: 4, escalated: true }]);
    expect(one.reminders).toBe(0);
  });

  it('counts how often a place was written again since the last revision', () => {
    const mended = { kind: 'mended', place: 'copy', destination: 'C0RELEASE', what: 'changed' } as const;
    const twice = having(fresh(), [mended, mended]);
    expect([...twice.mends]).toEqual([[mendKey(mended), 2]]);
    expect(having(twice, update(twice, saying(twice), ann, 'd', contextAt(soon))).mends.size).toBe(0);
  });

  it('forgets that the head was pinned once it was posted again', () => {
    const one = having(fresh(), [
      { kind: 'pinned' },
      { kind: 'mended', place: 'head', destination: 'C0INCIDENTS', what: 'gone' },
    ]);
    expect(one).toMatchObject({ isPinned: false, repostedAt: soon });
  });
});
