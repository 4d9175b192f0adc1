/** Updates of an open incident: sent at once, or worded and approved; corrections of what was sent. */
import { UserFault } from '../fault.js';
import type { Person } from '../person.js';
import { dueAfter, severityOf } from './cadence.js';
import { type Context, checkDue, severityNamed } from './declare.js';
import { isWithheld } from './embargo.js';
import { type Draft, type FactsChange, type FixState, fixStates, type IncidentEvent } from './event.js';
import { type Incident, isOpen, latest } from './incident.js';
import type { IncidentSettings } from './settings.js';
import { changedOnly, issueNamed, longest, typed, Wrong } from './words.js';

/** As a person filled it in; what is undefined stays as it is. */
export interface Update {
  /** What changed, in words. */
  text: string;
  /** The revision that the person had before their eyes. */
  base: number;
  title?: string;
  severity?: string;
  versions?: string;
  impact?: string;
  /** Empty: none known. */
  workaround?: string;
  fix?: FixState;
  action?: string;
  owner?: string;
  issue?: string;
  /** ms, UTC; null: as the severity says. */
  nextUpdateBy: number | null;
}

/** Somebody else was quicker: what they sent has to be seen first. */
export class StaleFault extends UserFault {
  constructor(readonly incident: Incident) {
    const { number, by } = latest(incident);
    super(
      'stale',
      `${by?.name ?? 'Somebody'} has sent rev ${number} meanwhile.`,
      'Look at it, then send yours.',
    );
  }
}

/** @throws UserFault `incident-over` */
export function requireOpen(incident: Incident): void {
  if (isOpen(incident)) return;
  if (incident.mergedInto)
    throw new UserFault(
      'incident-over',
      `Incident ${incident.id} was merged into incident ${incident.mergedInto.id}.`,
      `Update incident ${incident.mergedInto.id} instead.`,
    );
  const is = incident.state === 'retracted' ? 'retracted' : 'resolved';
  throw new UserFault(
    'incident-over',
    `Incident ${incident.id} is ${is}.`,
    is === 'resolved' ? `Reopen it first: \`/incident reopen ${incident.id}\`` : 'Declare a new one.',
  );
}

/**
 * The facts an update changes, complete and checked. The next update is always promised.
 * @throws FormFault, or UserFault `incident-over` | StaleFault
 */
export function wordUpdate(
  incident: Incident,
  input: Update,
  context: Context,
): { text: string; facts: FactsChange } {
  requireOpen(incident);
  if (input.base !== latest(incident).number) throw new StaleFault(incident);
  return worded(incident, input, context);
}

function worded(
  incident: Incident,
  input: Update,
  { settings, releases, web, now }: Context,
  wrong = new Wrong(),
): { text: string; facts: FactsChange } {
  const text = typed(wrong, 'text', input.text, 'Say what has changed, or that nothing has.');
  const change: FactsChange = {};
  for (const field of ['workaround', 'action', 'owner'] as const)
    if (input[field] !== undefined) change[field] = typed(wrong, field, input[field]);
  const needed = {
    title: 'Say in a few words what is broken.',
    versions: 'Say which versions are affected.',
    impact: 'Say who is affected, and how.',
  };
  for (const field of ['title', 'versions', 'impact'] as const)
    if (input[field] !== undefined) change[field] = typed(wrong, field, input[field], needed[field]);
  if (input.severity !== undefined) change.severity = severityNamed(wrong, input.severity, settings);
  if (input.fix !== undefined) {
    if (fixStates.includes(input.fix)) change.fix = input.fix;
    else wrong.add('fix', 'Choose one of the list.');
  }
  // Its name alone would not tell the issue from the pull request, or one host from another.
  if (input.issue !== undefined && input.issue.trim() !== incident.facts.issue?.name) {
    const release = releases.find((one) => one.name === incident.facts.release);
    change.issue = issueNamed(wrong, input.issue, release?.issues.repository ?? '', web);
  }
  checkDue(wrong, input.nextUpdateBy, now);
  wrong.check();
  const facts = { ...incident.facts, ...change };
  const nextUpdateBy = input.nextUpdateBy ?? dueAfter({ facts, openedAt: incident.openedAt }, settings, now);
  return { text, facts: { ...changedOnly(change, incident.facts), nextUpdateBy } };
}

/**
 * An update as it is sent: by the commander at once; by others as a draft where the severity wants the commander's
 * approval.
 * @throws FormFault, StaleFault, or UserFault `incident-over`
 */
export function update(
  incident: Incident,
  input: Update,
  by: Person,
  draftId: string,
  context: Context,
): IncidentEvent[] {
  const { text, facts } = wordUpdate(incident, input, context);
  const waits =
    by.id !== incident.facts.commander.id && needsApproval(incident, facts.severity, context.settings);
  if (!waits) return [{ kind: 'updated', text, facts, draftedBy: null }];
  const { nextUpdateBy, ...rest } = facts;
  // What nobody promised is counted from when it is sent, not from when it was worded.
  const promised = input.nextUpdateBy === null || nextUpdateBy === undefined ? rest : facts;
  return [
    { kind: 'drafted', draft: { id: draftId, by, text, facts: promised, base: input.base, why: 'approval' } },
  ];
}

/**
 * Whether what others write has to be approved. The graver of the two severities decides: nobody gets around it by
 * taking the severity down.
 * @param severity as the update changes it; undefined: it stays
 */
export function needsApproval(
  { facts }: Pick<Incident, 'facts'>,
  severity: string | undefined,
  settings: IncidentSettings,
): boolean {
  return [facts.severity, severity ?? facts.severity].some((id) => severityOf(settings, id).approval);
}

/** A reply that somebody without the role proposes as an update. @throws UserFault `incident-over` */
export function propose(incident: Incident, text: string, by: Person, draftId: string): IncidentEvent[] {
  requireOpen(incident);
  const clean = [...text.trim()].slice(0, longest.text).join('').trim();
  if (clean === '')
    throw new UserFault('empty-draft', 'There are no words in that message.', 'Choose one that has some.');
  if (incident.drafts.some((one) => one.by?.id === by.id && one.text === clean))
    throw new UserFault('same-draft', 'You have proposed that already.', 'The commander decides on it.');
  const draft: Draft = {
    id: draftId,
    by,
    text: clean,
    facts: {},
    base: latest(incident).number,
    why: 'proposal',
  };
  return [{ kind: 'drafted', draft }];
}

/** @throws UserFault `no-draft` when it was dealt with already */
export function draftNamed(incident: Incident, id: string): Draft {
  const found = incident.drafts.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault('no-draft', 'That draft has been dealt with already.', 'The thread says how it went.');
}

/**
 * Sends a draft. When another update came between, the draft has to be worded again: its author saw something else.
 * @throws UserFault `no-draft` | `incident-over` | `outdated-draft`
 */
export function approve(incident: Incident, id: string, now: number, context: Context): IncidentEvent[] {
  requireOpen(incident);
  const draft = draftNamed(incident, id);
  if (draft.base !== latest(incident).number)
    throw new UserFault(
      'outdated-draft',
      `Rev ${latest(incident).number} was sent after this was written.`,
      'Send it as an update of your own, or refuse it.',
    );
  const due = draft.facts.nextUpdateBy;
  // It may have waited longer than what it promised.
  const nextUpdateBy =
    due === undefined || due === null || due <= now
      ? dueAfter({ ...incident, facts: { ...incident.facts, ...draft.facts } }, context.settings, now)
      : due;
  return [
    { kind: 'draft-closed', draft: id, outcome: 'approved', reason: '' },
    { kind: 'updated', text: draft.text, facts: { ...draft.facts, nextUpdateBy }, draftedBy: draft.by },
  ];
}

/** @throws UserFault `no-draft`, or FormFault without a reason */
export function refuse(incident: Incident, id: string, reason: string): IncidentEvent[] {
  draftNamed(incident, id);
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason, 'Say why, so that its author can do better.');
  wrong.check();
  return [{ kind: 'draft-closed', draft: id, outcome: 'refused', reason: why }];
}

/**
 * Takes an earlier update back and says what is right instead. What is over can be corrected too.
 * Nobody approves it: where that is wanted, only those who may approve may correct.
 * @throws FormFault, StaleFault, or UserFault `no-revision` | `incident-over`
 */
export function correct(
  incident: Incident,
  of: number,
  reason: string,
  input: Update,
  context: Context,
): IncidentEvent[] {
  if (incident.state === 'retracted' || incident.state === 'merged') requireOpen(incident);
  const revision = incident.revisions.find((one) => one.number === of);
  const kinds = ['declared', 'updated', 'corrected', 'resolved'];
  if (!revision || isWithheld(revision, incident) || !kinds.includes(revision.kind))
    throw new UserFault('no-revision', `There is no update rev ${of}.`, '`/incident timeline` shows each.');
  if (revision.struck)
    throw new UserFault(
      'no-revision',
      `Rev ${of} was taken back already by rev ${revision.struck.by}.`,
      'Correct that one.',
    );
  if (input.base !== latest(incident).number) throw new StaleFault(incident);
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason, 'Say what was wrong with it.');
  const { text, facts } = worded(incident, input, context, wrong);
  const { nextUpdateBy, ...rest } = facts;
  return [
    {
      kind: 'corrected',
      of,
      reason: why,
      text,
      facts: isOpen(incident) ? { ...rest, nextUpdateBy: nextUpdateBy ?? null } : rest,
    },
  ];
}
