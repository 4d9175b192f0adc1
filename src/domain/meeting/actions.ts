/** Action items of a meeting: what is to be done, by whom and until when, and that it is opened as an issue. */
import { dueIn, loginIn, placeOfIssue } from '../action-item.js';
import { UserFault } from '../fault.js';
import { isSame } from '../incident/changes.js';
import { Wrong } from '../incident/words.js';
import type { MeetingAction, MeetingEvent } from './event.js';
import type { KeptAction, Meeting } from './meeting.js';
import { isSameWord, topicNamed } from './topics.js';
import { requireRoom, writtenWords } from './words.js';

type Typed = Pick<MeetingAction, 'text' | 'owner' | 'login'> & {
  /** `2017-04-28`; empty: none */
  due: string;
};

/** `zone`: of the day until which it is due. */
interface When {
  now: number;
  zone: string;
}

/** A message that is one already is not another one. @throws FormFault, UserFault `unknown-topic` | `too-many` */
export function addAction(
  meeting: Meeting,
  { id, by, topic, source, ...typed }: Typed & Pick<MeetingAction, 'id' | 'by' | 'topic' | 'source'>,
  when: When,
): MeetingEvent[] {
  if (meeting.actions.some((one) => isSameWord(one, { source, text: typed.text }))) return [];
  if (topic !== null) topicNamed(meeting, topic);
  requireRoom('actions', meeting.actions.length + 1);
  return [{ kind: 'action-added', action: { id, by, topic, source, ...readAction(typed, when) } }];
}

/** Only what is new is recorded; `due` left out stays. @throws FormFault, UserFault `unknown-action` */
export function changeAction(
  meeting: Meeting,
  id: string,
  change: Partial<Typed>,
  when: When,
): MeetingEvent[] {
  const before = actionNamed(meeting, id);
  // Whoever takes it over is somebody else at GitHub too.
  const isTaken = change.owner !== undefined && !isSame(change.owner, before.owner);
  const given = { ...(isTaken ? { login: null } : {}), ...change };
  const read = readAction({ ...before, due: '', ...given }, when);
  const real = Object.fromEntries(
    (Object.keys(given) as (keyof Typed)[])
      .filter((key) => given[key] !== undefined && !isSame(read[key], before[key]))
      .map((key) => [key, read[key]]),
  );
  return Object.keys(real).length === 0 ? [] : [{ kind: 'action-changed', action: id, change: real }];
}

function readAction({ text, owner, login, due }: Typed, { now, zone }: When) {
  const wrong = new Wrong();
  const named =
    owner && owner.id === null
      ? { id: null, name: writtenWords(wrong, 'owner', owner.name, 'reason', 'Say who does it.') }
      : owner;
  const read = {
    text: writtenWords(wrong, 'text', text, 'action', 'Say what is to be done.'),
    owner: named,
    login: loginIn(wrong, login),
    due: dueIn(wrong, due, now, zone),
  };
  wrong.check();
  return read;
}

/** @throws UserFault `unknown-action` | `being-filed`, FormFault */
export function removeAction(meeting: Meeting, id: string, reason: string): MeetingEvent[] {
  const { filing, issue } = actionNamed(meeting, id);
  if (filing && !issue)
    throw new UserFault('being-filed', 'It is being opened as an issue.', 'Drop it instead, with a reason.');
  return [{ kind: 'action-removed', action: id, reason: why(reason, 'Say why it is taken out.') }];
}

/** @throws UserFault `unknown-action` | `action-done`, FormFault */
export function endAction(
  meeting: Meeting,
  id: string,
  how: 'said' | 'dropped',
  reason: string,
  now: number,
): MeetingEvent[] {
  requireUndone(meeting, id);
  // What is done speaks for itself; what is given up does not.
  const need = how === 'dropped' ? 'Say why it will not be done.' : null;
  return [{ kind: 'action-done', action: id, at: now, how, reason: why(reason, need) }];
}

/**
 * It is opened as an issue.
 * @param owners in lower case: only in their repositories
 * @param isLost its last delivery came to nothing: it may be tried again
 * @throws UserFault `unknown-action` | `action-done` | `has-issue` | `being-filed` | `no-repository`, FormFault
 */
export function fileAction(
  meeting: Meeting,
  id: string,
  { usual, labels, owners }: { usual: string | null; labels: string[]; owners: ReadonlySet<string> },
  isLost: boolean,
): MeetingEvent[] {
  const { issue, filing } = requireUndone(meeting, id);
  if (issue) throw new UserFault('has-issue', `It is tracked as ${issue.name} already.`, 'Follow it there.');
  if (filing && !isLost)
    throw new UserFault(
      'being-filed',
      `It is being opened as an issue of ${filing.repository}.`,
      'Wait a moment: it is linked here once it stands.',
    );
  const repository = placeOfIssue({ given: null, usual, owners }, 'meetings: …: issues-in:');
  return [{ kind: 'action-filing', action: id, repository, labels }];
}

/** @throws UserFault `unknown-action` */
export function actionNamed({ actions }: Meeting, id: string): KeptAction {
  const found = actions.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault(
    'unknown-action',
    'There is no such action item any more.',
    'Look at the meeting again.',
  );
}

function requireUndone(meeting: Meeting, id: string): KeptAction {
  const action = actionNamed(meeting, id);
  if (action.done === null) return action;
  throw new UserFault(
    'action-done',
    `It is ${action.done.how === 'dropped' ? 'dropped' : 'done'} already.`,
    '`/release-meeting actions` shows what is open.',
  );
}

function why(reason: string, need: string | null): string {
  const wrong = new Wrong();
  const text = writtenWords(wrong, 'reason', reason, 'reason', need);
  wrong.check();
  return text;
}
