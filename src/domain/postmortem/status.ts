/** From draft to final: what is missing, who signs, and how it is taken up again. */
import { UserFault } from '../fault.js';
import type { IncidentEvent } from '../incident/event.js';
import { type Incident, isOpen } from '../incident/incident.js';
import { Wrong } from '../incident/words.js';
import type { Person } from '../person.js';
import type { Section, Status } from './event.js';
import { ownersOf } from './part.js';
import { most, requireStory, requireUnfinished, written } from './words.js';

export const sectionNames: Record<Section, string> = {
  summary: 'Summary',
  impact: 'Impact',
  'root-causes': 'Root Causes',
  resolution: 'Resolution',
  detection: 'Detection',
};

/**
 * What is missing before others can be asked for feedback: what only people can write, and who answers for it.
 * @param says what each section says, filled from the record where nobody wrote it
 * @param left owners who are not there any more
 */
export function missingIn(
  incident: Incident,
  says: Record<Section, { text: string }>,
  left: readonly Person[] = [],
): string[] {
  const empty = (Object.keys(sectionNames) as Section[]).filter((one) => says[one].text === '');
  return [
    ...(isOpen(incident) ? ['The incident is open: it has to be resolved first.'] : []),
    ...empty.map((one) => `${sectionNames[one]}: nobody has written it.`),
    ...(incident.postmortem.lessons.length === 0 ? ['Lessons Learned: there is none.'] : []),
    ...left.map(({ name }) => `Owners: ${name} has left, somebody else has to take over.`),
  ];
}

/** @throws UserFault `no-post-mortem`, or FormFault */
export function setOwners(incident: Incident, owners: readonly Person[]): IncidentEvent[] {
  requireUnfinished(incident);
  const named = [...new Map(owners.map((one) => [one.id, one])).values()];
  const wrong = new Wrong();
  if (named.length === 0) wrong.add('owners', 'Name at least one.');
  if (named.length > most.owners) wrong.add('owners', `Name at most ${most.owners}.`);
  wrong.check();
  const ids = (list: readonly Person[]) => list.map(({ id }) => id).join(' ');
  return ids(named) === ids(incident.postmortem.owners) ? [] : [{ kind: 'owners-set', owners: named }];
}

/**
 * @param missing as `missingIn` says
 * @throws UserFault `no-post-mortem` | `same-status` | `unfinished` | `not-pending` | `not-signed`, or FormFault
 */
export function setStatus(
  incident: Incident,
  status: Status,
  reason: string,
  missing: readonly string[],
): IncidentEvent[] {
  requireStory(incident);
  const { status: before } = incident.postmortem;
  if (status === before)
    throw new UserFault(
      'same-status',
      `It is ${statusName(status)} already.`,
      'Choose another status, or close the form.',
    );
  const isBack = before === 'final' || status === 'draft';
  const wrong = new Wrong();
  const need = isBack ? 'Say why.' : null;
  const why = written(wrong, 'reason', reason, 'reason', need);
  wrong.check();
  if (status !== 'draft') requireComplete(missing);
  if (status === 'final') {
    if (before !== 'pending')
      throw new UserFault('not-pending', 'Ask for feedback first.', 'Its owners sign it then.');
    requireSigned(unsigned(incident));
  }
  return [{ kind: 'status-changed', status, reason: why }];
}

function requireComplete(missing: readonly string[]): void {
  if (missing.length > 0)
    throw new UserFault(
      'unfinished',
      `Not yet. ${missing.join(' ')}`,
      '`/incident postmortem` shows each with its button.',
    );
}

function requireSigned(open: readonly Person[]): void {
  if (open.length > 0)
    throw new UserFault(
      'not-signed',
      `Not signed yet by ${open.map(({ name }) => name).join(', ')}.`,
      'Ask them: each finds *Sign* in the post-mortem and in their Home.',
    );
}

/** Owners who have not signed what it says now. */
export const unsigned = (incident: Incident): Person[] =>
  ownersOf(incident).filter(({ id }) => !incident.postmortem.signed.has(id));

/**
 * Once all owners have signed it is final.
 * @throws UserFault `no-post-mortem` | `not-pending` | `not-owner` | `signed` | `unfinished`
 */
export function sign(incident: Incident, by: Person, missing: readonly string[]): IncidentEvent[] {
  requireStory(incident);
  const owners = ownersOf(incident);
  if (!owners.some(({ id }) => id === by.id))
    throw new UserFault(
      'not-owner',
      'Only its owners sign a post-mortem.',
      `Owners: ${owners.map(({ name }) => name).join(', ')}`,
    );
  if (incident.postmortem.status !== 'pending')
    throw new UserFault(
      'not-pending',
      `It is ${statusName(incident.postmortem.status)}: what is signed waits for feedback.`,
      'Set its status to pending feedback first.',
    );
  if (incident.postmortem.signed.has(by.id))
    throw new UserFault(
      'signed',
      'You have signed what it says now.',
      'You need not do anything until it changes.',
    );
  requireComplete(missing);
  const isLast = unsigned(incident).every(({ id }) => id === by.id);
  return [
    { kind: 'signed' },
    ...(isLast
      ? [{ kind: 'status-changed', status: 'final', reason: 'All owners have signed it.' } as const]
      : []),
  ];
}

export function statusName(status: Status): string {
  return status === 'pending' ? 'pending feedback' : status;
}
