/** An exception to a freeze: asked for with a reason and an end, decided by a release lead, and over by itself. */
import { UserFault } from '../fault.js';
import { issueNamed, isVisible, Wrong } from '../incident/words.js';
import type { Person } from '../person.js';
import { showMoment } from '../time.js';

/** As a person filled it in. Moments are ms, UTC. */
export interface ExceptionForm {
  what: string;
  reason: string;
  /** `owner/name#12`, `#12` or an address. */
  issue: string;
  /** null: from now on */
  from: number | null;
  until: number | null;
}

export type ExceptionEvent =
  | {
      kind: 'asked';
      what: string;
      reason: string;
      issue: { name: string; url: string };
      from: number;
      until: number;
    }
  | { kind: 'approved' }
  | { kind: 'refused'; reason: string };

/** An event with who did it and when (ms, UTC). */
export interface ExceptionRecord {
  by: Person;
  at: number;
  event: ExceptionEvent;
}

export interface Exception extends Omit<Extract<ExceptionEvent, { kind: 'asked' }>, 'kind'> {
  id: number;
  release: string;
  by: Person;
  askedAt: number;
  /** null: nobody has decided yet. */
  decision: { isApproved: boolean; by: Person; at: number; reason: string } | null;
}

/** `lapsed`: its end came before anybody decided. */
export type ExceptionState = 'waiting' | 'lapsed' | 'coming' | 'holds' | 'over' | 'refused';

export function stateOf({ decision, from, until }: Exception, now: number): ExceptionState {
  if (decision === null) return until <= now ? 'lapsed' : 'waiting';
  if (!decision.isApproved) return 'refused';
  return until <= now ? 'over' : from > now ? 'coming' : 'holds';
}

/** Characters of each field. */
export const longestException = { what: 140, reason: 1000 } as const;

/** @throws FormFault with everything that is wrong, by field */
export function askException(
  form: ExceptionForm,
  { repository, web, now }: { repository: string; web: string; now: number },
): Extract<ExceptionEvent, { kind: 'asked' }> {
  const wrong = new Wrong();
  const what = written(wrong, 'what', form.what.replace(/\s+/g, ' '), 'Say what is to be merged or changed.');
  const reason = written(wrong, 'reason', form.reason, 'Say why it cannot wait.');
  const issue = issueNamed(wrong, form.issue, repository, web);
  if (form.issue.trim() === '') wrong.add('issue', 'Name the issue or pull request, e.g. #123.');
  const from = form.from ?? now;
  if (form.until === null) wrong.add('until', 'Say until when.');
  else if (form.until <= from)
    wrong.add('until', form.from === null ? 'That is over already.' : 'It would end before it starts.');
  else if (form.until <= now) wrong.add('until', 'That is over already.');
  wrong.check();
  if (!issue || form.until === null) throw new Error('a form without faults is complete');
  return { kind: 'asked', what, reason, issue, from, until: form.until };
}

function written(wrong: Wrong, field: keyof typeof longestException, text: string, need: string): string {
  const clean = text.trim();
  if (!isVisible(clean)) wrong.add(field, need);
  const length = [...clean].length;
  if (length > longestException[field])
    wrong.add(
      field,
      `That has ${length} characters, and ${longestException[field]} fit. Put the details into the issue.`,
    );
  return clean;
}

/** @param reason only for a refusal. @throws FormFault, or UserFault `decided` | `exception-over` */
export function decideException(
  exception: Exception,
  decided: { isApproved: boolean; reason: string },
  now: number,
  zone: string,
): ExceptionEvent {
  const { decision, until, id } = exception;
  if (decision)
    throw new UserFault(
      'decided',
      `${decision.by.name} has ${decision.isApproved ? 'approved' : 'refused'} exception ${id} already, on ${showMoment(decision.at, zone)}.`,
      'Whoever still needs one asks again.',
    );
  if (decided.isApproved && until <= now)
    throw new UserFault(
      'exception-over',
      `Exception ${id} was asked for until ${showMoment(until, zone)}, and that is over.`,
      'Whoever still needs one asks again.',
    );
  if (decided.isApproved) return { kind: 'approved' };
  const wrong = new Wrong();
  const reason = written(
    wrong,
    'reason',
    decided.reason,
    'Say why, so that its author knows what to do next.',
  );
  wrong.check();
  return { kind: 'refused', reason };
}

/** @throws Error when the record does not begin with somebody asking */
export function foldException(id: number, release: string, records: readonly ExceptionRecord[]): Exception {
  const [first, ...rest] = records;
  if (first?.event.kind !== 'asked') throw new Error(`exception ${id} was never asked for`);
  const { kind: _kind, ...asked } = first.event;
  const decided = rest.find(({ event }) => event.kind !== 'asked');
  return {
    ...{ id, release, ...asked, by: first.by, askedAt: first.at },
    decision: decided
      ? {
          isApproved: decided.event.kind === 'approved',
          by: decided.by,
          at: decided.at,
          reason: decided.event.kind === 'refused' ? decided.event.reason : '',
        }
      : null,
  };
}
