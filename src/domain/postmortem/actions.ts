/** Action items: what is to be done so that it does not happen again, by whom and until when. */
import { dueIn, loginIn, placeOfIssue } from '../action-item.js';
import { UserFault } from '../fault.js';
import { isSame } from '../incident/changes.js';
import type { Context } from '../incident/declare.js';
import type { IncidentEvent } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';
import { issueNamed, Wrong } from '../incident/words.js';
import type { Person } from '../person.js';
import type { ActionChange, ActionEnd, ActionType, NewAction } from './event.js';
import type { ActionItem } from './postmortem.js';
import { most, requireStory, written } from './words.js';

/** As it is typed. */
export interface TypedAction {
  text: string;
  type: ActionType;
  owner: Person | null;
  login: string | null;
  /** `2017-04-28`; empty: none */
  due: string;
  /** As somebody names one that exists already; empty: none. */
  issue: string;
}

/** @throws UserFault `no-post-mortem` | `too-many`, or FormFault */
export function addAction(
  incident: Incident,
  typed: TypedAction,
  id: string,
  context: Context,
): IncidentEvent[] {
  requireStory(incident);
  const { actions } = incident.postmortem;
  if (actions.length >= most.actions)
    throw new UserFault(
      'too-many',
      `There are ${actions.length} action items already.`,
      'Combine some of them.',
    );
  const wrong = new Wrong();
  const action = readAction(wrong, incident, typed, context);
  wrong.check();
  return [{ kind: 'action-added', action: { id, ...action } }];
}

/** Only what is new is recorded. @throws UserFault `no-post-mortem` | `no-action`, or FormFault */
export function changeAction(
  incident: Incident,
  id: string,
  change: Partial<TypedAction>,
  context: Context,
): IncidentEvent[] {
  requireStory(incident);
  const before = actionNamed(incident, id);
  const wrong = new Wrong();
  // Whoever takes it over is somebody else at GitHub too.
  const isTaken = change.owner !== undefined && change.owner?.id !== before.owner?.id;
  const typed = { ...(isTaken ? { login: null } : {}), ...change };
  const read = readAction(wrong, incident, { ...before, due: '', issue: '', ...typed }, context);
  wrong.check();
  const real: ActionChange = Object.fromEntries(
    (Object.keys(typed) as (keyof TypedAction)[])
      .filter((key) => typed[key] !== undefined && !isSame(read[key], before[key]))
      .map((key) => [key, read[key]]),
  );
  return Object.keys(real).length === 0 ? [] : [{ kind: 'action-changed', action: id, change: real }];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function readAction(
  wrong: Wrong,
  { facts }: Incident,
  { text, type, owner, login, due, issue }: TypedAction,
  { settings, releases, web, now }: Context,
): Omit<NewAction, 'id'> {
  const repository = releases.find(({ name }) => name === facts.release)?.issues.repository ?? '';
  return {
    text: written(wrong, 'text', oneLine(text), 'action', 'Say what is to be done.'),
    ...{ type, owner },
    login: loginIn(wrong, login),
    due: dueIn(wrong, due, now, settings.zone),
    issue: issueNamed(wrong, issue, repository, web),
  };
}

/** @throws UserFault `no-action` | `being-filed`, or FormFault */
export function removeAction(incident: Incident, id: string, reason: string): IncidentEvent[] {
  const { filing, issue } = actionNamed(incident, id);
  if (filing && !issue)
    throw new UserFault('being-filed', 'It is being opened as an issue.', 'Drop it instead, with a reason.');
  const wrong = new Wrong();
  const why = written(wrong, 'reason', reason, 'reason', 'Say why it is taken out.');
  wrong.check();
  return [{ kind: 'action-removed', action: id, reason: why }];
}

/** @throws UserFault `no-action` | `action-done`, or FormFault */
export function endAction(
  incident: Incident,
  id: string,
  how: Exclude<ActionEnd, 'closed'>,
  reason: string,
  now: number,
): IncidentEvent[] {
  requireUndone(incident, id);
  const wrong = new Wrong();
  // What is done speaks for itself; what is given up does not.
  const need = how === 'dropped' ? 'Say why it will not be done.' : null;
  const why = written(wrong, 'reason', reason, 'reason', need);
  wrong.check();
  return [{ kind: 'action-done', action: id, at: now, how, reason: why }];
}

/** @throws UserFault `no-action` | `action-open`, or FormFault */
export function reopenAction(incident: Incident, id: string, reason: string): IncidentEvent[] {
  if (actionNamed(incident, id).done === null)
    throw new UserFault('action-open', 'It is open.', 'Mark it as done when it is.');
  const wrong = new Wrong();
  const why = written(wrong, 'reason', reason, 'reason', 'Say why it is open again.');
  wrong.check();
  return [{ kind: 'action-reopened', action: id, reason: why }];
}

/**
 * It is opened as an issue.
 * @param given `owner/name` that somebody named; null: `usual`
 * @param usual null: nowhere is configured
 * @param owners in lower case: only in their repositories, because Signalman may write where the person may not
 * @param isLost its last delivery came to nothing: it may be tried again
 * @throws UserFault `embargo` | `no-action` | `action-done` | `has-issue` | `being-filed` | `no-repository`, or FormFault
 */
export function fileAction(
  incident: Incident,
  id: string,
  {
    given,
    usual,
    labels,
    owners,
  }: { given: string | null; usual: string | null; labels: string[]; owners: ReadonlySet<string> },
  isLost: boolean,
): IncidentEvent[] {
  requireStory(incident);
  if (incident.isEmbargoed)
    throw new UserFault('embargo', `Incident ${incident.id} is under embargo.`, 'Lift it first.');
  const { issue, filing } = requireUndone(incident, id);
  if (issue) throw new UserFault('has-issue', `It is tracked as ${issue.name} already.`, 'Follow it there.');
  if (filing && !isLost)
    throw new UserFault(
      'being-filed',
      `It is being opened as an issue of ${filing.repository}.`,
      'Wait a moment: it is linked here once it stands.',
    );
  const repository = placeOfIssue({ given, usual, owners }, 'incidents: post-mortem: actions-in:');
  return [{ kind: 'action-filing', action: id, repository, labels }];
}

/** @throws UserFault `no-action` */
export function actionNamed({ id: incident, postmortem }: Incident, id: string): ActionItem {
  const found = postmortem.actions.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault(
    'no-action',
    `Incident ${incident} has no such action item.`,
    '`/incident action list` shows those there are.',
  );
}

function requireUndone(incident: Incident, id: string): ActionItem {
  const action = actionNamed(incident, id);
  if (action.done === null) return action;
  const how = action.done.how === 'dropped' ? 'dropped' : 'done';
  throw new UserFault('action-done', `It is ${how} already.`, 'Reopen it first.');
}
