/** What action items of post-mortems and of meetings have in common: who, until when, where, and what became of the issue. */
import { UserFault } from './fault.js';
import { Wrong } from './incident/words.js';
import { parseMoment } from './time.js';

/** As far as its issue is concerned. */
interface FollowedItem {
  id: string;
  issue: { name: string; url: string } | null;
  /** `by` null: nobody here, its issue did. */
  done: { by: { id: string } | null } | null;
}

type ActionFollowed =
  | { kind: 'action-done'; action: string; at: number; how: 'closed' | 'dropped'; reason: string }
  | { kind: 'action-reopened'; action: string; reason: string };

/** A login at GitHub, as it was typed; null: none. */
export function loginIn(wrong: Wrong, typed: string | null): string | null {
  const login = (typed ?? '').trim().replace(/^@/, '');
  if (login === '') return null;
  if (!/^[a-z\d](?:-?[a-z\d]){0,38}$/i.test(login)) wrong.add('login', 'That is not a login on GitHub.');
  return login;
}

/** Until when, as it was typed: the end of a day (ms, UTC); null: nothing was. */
export function dueIn(wrong: Wrong, typed: string, now: number, zone: string): number | null {
  if (typed.trim() === '') return null;
  try {
    return parseMoment(typed, now, zone);
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    wrong.add('due', 'Write it as 2017-04-28.');
    return null;
  }
}

/** `owner/name` */
const repositoryName = /^[a-z\d][\w-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/i;

/**
 * Where an issue is opened.
 * @param where.given `owner/name` that somebody named; null: `usual`
 * @param where.usual null: nowhere is configured
 * @param where.owners in lower case: only in their repositories, because Signalman may write where the person may not
 * @param key of signalman.yml that says where
 * @throws UserFault `no-repository`, or FormFault
 */
export function placeOfIssue(
  { given, usual, owners }: { given: string | null; usual: string | null; owners: ReadonlySet<string> },
  key: string,
): string {
  const named = given?.trim() || usual;
  if (!named)
    throw new UserFault(
      'no-repository',
      'Nobody has said where issues are opened.',
      `Name a repository, or add ${key} to signalman.yml.`,
    );
  const wrong = new Wrong();
  if (!repositoryName.test(named)) wrong.add('repository', 'Write it as owner/name.');
  else if (named !== usual && !owners.has(ownerOf(named)))
    wrong.add(
      'repository',
      `Signalman opens issues only in repositories of ${[...owners].join(', ')}. Open it there by hand, and name it in the action item.`,
    );
  wrong.check();
  return named;
}

/** @param repository `owner/name` */
export const ownerOf = (repository: string): string =>
  repository.slice(0, repository.indexOf('/')).toLowerCase();

/** What GitHub says of the issue of an action item; null: nothing that is not known. */
export function followedIssue(
  action: Pick<FollowedItem, 'id' | 'done' | 'issue'>,
  seen: 'open' | 'done' | 'dropped' | 'gone',
  at: number,
): ActionFollowed | null {
  const { id, done, issue } = action;
  const name = issue?.name ?? 'its issue';
  if (seen === 'open') {
    // What somebody has ended by hand does not hang on its issue.
    return done !== null && isByIssue(action)
      ? { kind: 'action-reopened', action: id, reason: `${name} was reopened.` }
      : null;
  }
  if (done !== null) return null;
  if (seen === 'gone')
    return { kind: 'action-done', action: id, at, how: 'dropped', reason: `${name} was deleted.` };
  return seen === 'done'
    ? { kind: 'action-done', action: id, at, how: 'closed', reason: '' }
    : { kind: 'action-done', action: id, at, how: 'dropped', reason: `${name} was closed as not planned.` };
}

/** Whether it was the issue, and nobody here, that has ended it. */
export const isByIssue = ({ done }: Pick<FollowedItem, 'done'>): boolean => done !== null && done.by === null;
