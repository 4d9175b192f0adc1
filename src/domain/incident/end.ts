/** How an incident comes to its end: all-clear, retraction, merging; and how it is taken up again. */
import { UserFault } from '../fault.js';
import type { Person } from '../person.js';
import { dueAfter, severityOf } from './cadence.js';
import type { Context } from './declare.js';
import type { IncidentEvent } from './event.js';
import { type Incident, isOpen, latest, reopenedFix } from './incident.js';
import { followed } from './places.js';
import type { IncidentRole, IncidentSettings } from './settings.js';
import { requireOpen } from './update.js';
import { typed, Wrong } from './words.js';

/** What an all-clear still needs. */
export interface Missing {
  criteria: string[];
  confirmations: IncidentRole[];
}

export function missingForAllClear(incident: Incident, settings: IncidentSettings): Missing {
  return {
    criteria: settings.exitCriteria.filter((one) => !incident.ticked.has(one)),
    confirmations: severityOf(settings, incident.facts.severity).confirmations.filter(
      (role) => !incident.confirmed.has(role),
    ),
  };
}

/**
 * Which criteria hold now, of those that are configured; only what is new is recorded.
 * @param now those that are ticked in the form
 */
export function tick(
  incident: Incident,
  ticked: readonly string[],
  settings: IncidentSettings,
): IncidentEvent[] {
  requireOpen(incident);
  return settings.exitCriteria
    .filter((criterion) => ticked.includes(criterion) !== incident.ticked.has(criterion))
    .map((criterion) => ({ kind: 'ticked', criterion, on: ticked.includes(criterion) }));
}

/** Of what holds, and of nothing before. @throws UserFault `incident-over` | `not-ticked` | `confirmed` */
export function confirm(
  incident: Incident,
  role: IncidentRole,
  { exitCriteria }: Pick<IncidentSettings, 'exitCriteria'>,
): IncidentEvent[] {
  requireOpen(incident);
  const open = exitCriteria.filter((one) => !incident.ticked.has(one));
  if (open.length > 0)
    throw new UserFault(
      'not-ticked',
      `Not everything holds yet: ${open.join('; ')}.`,
      'Tick what holds, and save it.',
    );
  if (incident.confirmed.has(role))
    throw new UserFault('confirmed', 'That was confirmed already.', 'See who has: `/incident show`');
  return [{ kind: 'confirmed', role }];
}

/**
 * The all-clear.
 * @throws UserFault `incident-over` | `not-clear` which names all that is missing, or FormFault
 */
export function resolve(
  incident: Incident,
  input: { text: string; lingering: string },
  { settings }: Context,
): IncidentEvent[] {
  requireOpen(incident);
  const missing = missingForAllClear(incident, settings);
  const parts = [
    ...missing.criteria.map((one) => `not ticked: ${one}`),
    ...missing.confirmations.map((role) => `not confirmed by the ${roleName(role)}`),
  ];
  if (parts.length > 0)
    throw new UserFault(
      'not-clear',
      `Not all clear yet: ${parts.join('; ')}.`,
      'Tick and confirm what is missing, in *Exit criteria* of the menu of the head.',
    );
  const wrong = new Wrong();
  const text = typed(wrong, 'text', input.text, 'Say how it was resolved.');
  const lingering = typed(wrong, 'lingering', input.lingering, 'Say what remains, or "none".');
  wrong.check();
  return [...left(incident), { kind: 'resolved', text, lingering }];
}

/** @throws UserFault `not-over`, with the words of whoever has reopened it last */
export function requireOver(incident: Incident): void {
  if (!isOpen(incident)) return;
  const { kind, number, by, text } = latest(incident);
  throw new UserFault(
    'not-over',
    `Incident ${incident.id} is open.`,
    kind === 'reopened' ? `${by?.name ?? 'Somebody'} has reopened it (rev ${number}): ${text}` : '',
  );
}

/** @throws UserFault `not-over`, or FormFault */
export function reopen(incident: Incident, reason: string, { settings, now }: Context): IncidentEvent[] {
  requireOver(incident);
  if (incident.state === 'merged' || incident.state === 'retracted') requireOpen(incident);
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason, 'Say why it is open again.');
  wrong.check();
  const facts = { ...incident.facts, fix: reopenedFix(incident.facts.fix) };
  const nextUpdateBy = dueAfter({ facts, openedAt: now }, settings, now);
  return [{ kind: 'reopened', reason: why, nextUpdateBy }];
}

/** It never was one. Everything it said is struck through. @throws UserFault `incident-over`, or FormFault */
export function retract(incident: Incident, reason: string): IncidentEvent[] {
  requireOpen(incident);
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason, 'Say why it is taken back.');
  wrong.check();
  return [...left(incident), { kind: 'retracted', reason: why }];
}

/**
 * It is the same as another one, which goes on for both.
 * @param url of the other's head
 * @returns what happens to each
 * @throws UserFault `incident-over` | `same-incident` | `graver` | `other-release`, or FormFault
 */
export function merge(
  from: Incident,
  into: Incident,
  reason: string,
  url: string | null,
  settings: Pick<IncidentSettings, 'severities'>,
): { from: IncidentEvent[]; into: IncidentEvent[] } {
  if (from.id === into.id)
    throw new UserFault(
      'same-incident',
      'That is the same incident.',
      'Choose the other one: `/incident list` shows which are open.',
    );
  requireOpen(from);
  requireOpen(into);
  const rank = ({ facts }: Incident) => settings.severities.findIndex(({ id }) => id === facts.severity);
  // Otherwise what holds a release back would be gone by taking two things together.
  if (rank(from) < rank(into))
    throw new UserFault(
      'graver',
      `Incident ${from.id} is more severe than incident ${into.id}.`,
      `Raise the severity of incident ${into.id} first, or merge it into incident ${from.id}.`,
    );
  const [held, other] = [from.facts.release, into.facts.release];
  if (held !== other && severityOf(settings, from.facts.severity).blocks)
    throw new UserFault(
      'other-release',
      `Incident ${from.id} holds ${held} back, and incident ${into.id} is about ${other}.`,
      `Go on with both until each release is safe; where ${held} is not affected at all, retract incident ${from.id}.`,
    );
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason, 'Say why they are the same.');
  wrong.check();
  const places = followed(from);
  const subscribers = places.filter((one) => from.subscribers.has(one));
  return {
    from: [...left(from), { kind: 'merged', into: into.id, title: into.facts.title, url, reason: why }],
    into: [{ kind: 'joined', from: from.id, title: from.facts.title, places, subscribers }],
  };
}

/** What still waits is void once it is over: its buttons are taken away, and its author is told. */
function left({ drafts }: Incident): IncidentEvent[] {
  return drafts.map(({ id }) => ({
    kind: 'draft-closed',
    draft: id,
    outcome: 'outdated',
    reason: '',
  }));
}

/** @throws UserFault `incident-over` | `same-commander`, or FormFault */
export function handOver(incident: Incident, to: Person, reason: string): IncidentEvent[] {
  requireOpen(incident);
  if (to.id === incident.facts.commander.id)
    throw new UserFault(
      'same-commander',
      `${to.name} commands incident ${incident.id} already.`,
      'Choose somebody else, or leave it as it is.',
    );
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason);
  wrong.check();
  return [{ kind: 'handed-over', to, reason: why }];
}

export function roleName(role: IncidentRole): string {
  return role.replace('-', ' ');
}
