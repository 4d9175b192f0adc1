/** Giving, confirming and ending a waiver: what people may do with one, and the record that it is made from. */
import { UserFault } from '../fault.js';
import type { Finding } from '../gates/gate.js';
import { isVisible, Wrong } from '../incident/words.js';
import type { Person } from '../person.js';
import { shortHash } from '../short-hash.js';
import { showDuration, showMoment } from '../time.js';
import { type Cover, canBeNamed, stateOfWaiver } from './cover.js';
import type { Part, WaiveRule, Waiver, Waiving } from './waiver.js';

/** As a person filled it in. */
export interface WaiverForm {
  /** Keys of parts, or their short names as `shortHash` makes them; empty where it is about the finding as a whole. */
  parts: readonly string[];
  isWhole: boolean;
  reason: string;
  /** ms, UTC; null: not said */
  until: number | null;
}

export type WaiverEvent =
  | {
      kind: 'given';
      gate: string;
      covers: Waiver['covers'];
      about: string;
      reason: string;
      until: number;
      needsSecond: boolean;
      raisedBy: string[];
    }
  | { kind: 'confirmed' }
  | { kind: 'ended' };

/** An event with who did it and when (ms, UTC). */
export interface WaiverRecord {
  by: Person;
  at: number;
  event: WaiverEvent;
}

/** Characters of a reason. */
export const longestReason = 500;
/** Characters of what it is about. */
const longestAbout = 600;

/**
 * @param finding as it stands now, with how much of it is waived already
 * @throws FormFault `parts` | `reason` | `until`; UserFault `own-finding`
 */
export function giveWaiver(
  form: WaiverForm,
  context: { finding: Finding; cover: Cover; rule: WaiveRule; waiving: Waiving; by: Person; now: number },
): Extract<WaiverEvent, { kind: 'given' }> {
  const { finding, cover, rule, waiving, by, now } = context;
  const wrong = new Wrong();
  const reason = form.reason.trim();
  if (!isVisible(reason)) wrong.add('reason', 'Say why the release may ship with it.');
  const length = [...reason].length;
  if (length > longestReason)
    wrong.add(
      'reason',
      `That has ${length} characters, and ${longestReason} fit. Put the details into an issue.`,
    );
  if (form.until === null || !Number.isFinite(form.until)) wrong.add('until', 'Say until when it counts.');
  else if (form.until <= now) wrong.add('until', 'That is over already.');
  else if (form.until - now > waiving.longest)
    wrong.add('until', `A waiver lasts ${showDuration(waiving.longest)} at most.`);
  const parts = form.isWhole
    ? []
    : cover.left.filter(({ key }) => form.parts.includes(key) || form.parts.includes(shortHash(key)));
  if (!form.isWhole && parts.length === 0)
    wrong.add(
      'parts',
      form.parts.length === 0 ? 'Say what is waived.' : 'None of that holds the release back any more.',
    );
  if (form.isWhole && canBeNamed(cover, finding))
    wrong.add('parts', 'Its parts are known: say which of them.');
  wrong.check();
  const concerned = form.isWhole ? (finding.parts ?? []) : parts;
  const raisedBy = [...new Set(concerned.flatMap((part) => part.raisedBy ?? []))];
  if (rule.twoPersons && raisedBy.includes(by.id)) throw ownFinding();
  return {
    ...{ kind: 'given', gate: finding.gate, reason, until: form.until ?? now },
    covers: form.isWhole ? { whole: finding.value } : { parts: parts.map(({ key }) => key) },
    about: aboutOf(finding, parts),
    ...{ needsSecond: rule.twoPersons, raisedBy },
  };
}

const ownFinding = () =>
  new UserFault(
    'own-finding',
    'It is your own finding, and two other persons have to agree that the release ships with it.',
    'Ask somebody else of the role.',
  );

/** `Flakes exist in v1.6 milestone: #12 Scheduler flake, #15 Kubelet flake` */
function aboutOf({ reason, detail, author }: Finding, parts: readonly Part[]): string {
  // What somebody wrote by hand is its own title.
  if (author) return cut(reason);
  if (parts.length === 0) return cut(`${reason} (${detail})`);
  return cut(`${reason}: ${parts.map(({ title }) => title).join(', ')}`);
}

const cut = (text: string): string => {
  const characters = [...text];
  return characters.length <= longestAbout ? text : `${characters.slice(0, longestAbout - 1).join('')}…`;
};

/** @throws UserFault `waiver-over` | `not-waiting` | `same-person` | `own-finding` */
export function confirmWaiver(
  waiver: Waiver,
  { waiving, by, now, zone }: { waiving: Waiving; by: Person; now: number; zone: string },
): WaiverEvent {
  const state = stateOfWaiver(waiver, waiving, now);
  if (state === 'ended' || state === 'over' || state === 'void') throw isOver(waiver, zone);
  if (state === 'in-force')
    throw new UserFault(
      'not-waiting',
      waiver.second
        ? `${waiver.second.by.name} has confirmed waiver ${waiver.id} already.`
        : `Waiver ${waiver.id} counts already: it waits for nobody.`,
      'You need not do anything: `/release-signoff waivers` shows it.',
    );
  if (waiver.by.id === by.id)
    throw new UserFault(
      'same-person',
      `You gave waiver ${waiver.id} yourself, and it needs a second person.`,
      'Ask somebody else of the role to confirm it.',
    );
  if (waiver.raisedBy.includes(by.id)) throw ownFinding();
  return { kind: 'confirmed' };
}

/** @throws UserFault `waiver-over` */
export function endWaiver(waiver: Waiver, { now, zone }: { now: number; zone: string }): WaiverEvent {
  if (waiver.ended !== null || waiver.until <= now) throw isOver(waiver, zone);
  return { kind: 'ended' };
}

const isOver = ({ id, ended, until }: Waiver, zone: string) =>
  new UserFault(
    'waiver-over',
    ended
      ? `${ended.by.name} ended waiver ${id} on ${showMoment(ended.at, zone)}.`
      : `Waiver ${id} no longer counts: it was given until ${showMoment(until, zone)}.`,
    'Whoever still needs one gives another.',
  );

/** @throws Error when the record does not begin with somebody giving it */
export function foldWaiver(id: number, release: string, records: readonly WaiverRecord[]): Waiver {
  const [first, ...rest] = records;
  if (first?.event.kind !== 'given') throw new Error(`waiver ${id} was never given`);
  const { kind: _kind, ...given } = first.event;
  const step = (kind: WaiverEvent['kind']) => {
    const found = rest.find(({ event }) => event.kind === kind);
    return found ? { by: found.by, at: found.at } : null;
  };
  return {
    ...{ id, release, ...given, by: first.by, at: first.at },
    ...{ second: step('confirmed'), ended: step('ended') },
  };
}
