/** Arbitrary stories of an incident: whatever people and Signalman may do to it, one after the other. */
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
import { fixStates, type IncidentEvent, type Recorded } from '../../../src/domain/incident/event.js';
import { after, fold } from '../../../src/domain/incident/fold.js';
import { type Incident, isOpen } from '../../../src/domain/incident/incident.js';
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
import { cleo, contextAt, fresh, having, recorded, saying } from './scene.js';

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
        confirm(one, role, settings),
  ),
  pick(people).map(
    (to): Command =>
      (one) =>
        handOver(one, to, ''),
  ),
  pick<Command>([(one, now) => reopen(one, 'Again.', contextAt(now))]),
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
    (one, now) => {
      const reminded = reminderDue(one, settings, now);
      return reminded ? [reminded] : [];
    },
    (one, now, id) => note(one, { text: id, at: now, approximate: false, source: null }, cleo, id, now),
    () => [{ kind: 'subscribed', destination: 'C0CLEO' }],
    () => [{ kind: 'unsubscribed', destination: 'C0CLEO' }],
    () => [{ kind: 'mended', place: 'head', destination: 'C0INCIDENTS', what: 'gone' }],
    () => [{ kind: 'pinned' }],
    (one) => merge({ ...fresh(), id: 9 }, one, 'The same.', null, incidentSettings()).into,
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
        n === 0 ? merge(one, { ...fresh(), id: 9 }, 'The same.', null, incidentSettings()).from : [],
  ),
);

interface Step {
  before: Incident;
  events: IncidentEvent[];
  then: Incident;
}

export interface Story {
  record: Recorded[];
  /** Commands that were allowed, with what stood before and after. */
  steps: Step[];
  /** What stands in the end. */
  one: Incident;
}

/** Carries the commands out as far as they are allowed, ten minutes apart. */
function play(commands: readonly Command[], severity: string): Story {
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

/** Whatever may come of up to 40 commands; those that are refused leave no trace. */
export const story = fc
  .tuple(fc.array(command, { maxLength: 40, size: 'max' }), pick(['s1', 's2', 's3']))
  .map(([commands, severity]) => play(commands, severity));
