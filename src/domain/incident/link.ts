/** Linking issues and pull requests to an incident: what may be linked as what, and what is said where it may not. */
import { UserFault } from '../fault.js';
import type { IncidentEvent } from './event.js';
import { type Item, isSameItem, type LinkedItem, type LinkKind } from './github-events.js';
import type { Incident } from './incident.js';
import { isCherryPickOf, isClosed, type Look, newSights, placeOf, shortName } from './sights.js';
import { typed, Wrong } from './words.js';

/** So many belong to one incident: each is looked at again and again. */
export const mostLinked = 50;

/** What somebody wants to link, with what GitHub says of it; null: it could not be asked. */
export interface Candidate {
  item: Item;
  look: Look | null;
}

export const linkedNamed = ({ github }: Pick<Incident, 'github'>, name: string): LinkedItem | undefined =>
  github.linked.find((one) => isSameItem(one.name, name));

/** @throws UserFault `incident-over` where it was retracted or merged: what was linked there helps nobody */
export function requireStanding({ id, state, mergedInto }: Incident): void {
  if (state !== 'retracted' && state !== 'merged') return;
  throw new UserFault(
    'incident-over',
    mergedInto ? `Incident ${id} was merged into incident ${mergedInto.id}.` : `Incident ${id} is retracted.`,
    mergedInto ? `Link it there: incident ${mergedInto.id}.` : 'Nothing can be linked to it any more.',
  );
}

/** Why it cannot be linked so; null: it can. In words, with what to do instead. */
export function whyNot(incident: Incident, { item, look }: Candidate, as: LinkKind): string | null {
  const { name } = item;
  const short = shortName(name);
  const there = linkedNamed(incident, name);
  if (there) return `${short} is linked already${there.as === as ? '' : `, as ${kindInWords(there.as)}`}`;
  const { issue } = incident.facts;
  if (issue && isSameItem(issue.name, name)) return `${short} is the tracking issue itself`;
  if (look && as === 'duplicate' && look.isPullRequest)
    return `${short} is a pull request: \`/incident link ${incident.id} ${name}\` links it`;
  if (look && as !== 'duplicate' && !look.isPullRequest)
    return `${short} is an issue: \`/incident duplicate ${incident.id} ${name}\` attaches it`;
  if (incident.github.linked.length >= mostLinked)
    return `${mostLinked} are linked already, and no more can be: take off what does not belong`;
  return null;
}

export function kindInWords(as: LinkKind): string {
  switch (as) {
    case 'fix':
      return 'a fix';
    case 'cherry-pick':
      return 'a cherry-pick';
    case 'duplicate':
      return 'a duplicate';
  }
}

/**
 * Links it, with all that is known of it by then. A pull request onto the release's branch that says so is the
 * cherry-pick of a fix that is linked.
 * @param branch where the release is made from
 */
export function link(
  incident: Incident,
  { item, look }: Candidate,
  as: LinkKind,
  branch: string | null,
): IncidentEvent[] {
  const picked =
    as === 'fix' && look !== null && branch !== null && look.branch === branch
      ? incident.github.linked.find((one) => one.as === 'fix' && isCherryPickOf(look, placeOf(one.name)))
      : undefined;
  const linked: IncidentEvent = {
    ...{ kind: 'linked', item, as: picked ? 'cherry-pick' : as, of: picked?.name ?? null },
  };
  const sights = look === null ? [] : newSights([], look);
  return [linked, ...sights.map((sight): IncidentEvent => ({ kind: 'seen', item: item.name, sight }))];
}

/** @throws UserFault `not-linked`, or FormFault when the reason is too long */
export function unlink(incident: Incident, name: string, reason: string): IncidentEvent[] {
  const { name: linked } = required(incident, name);
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason);
  wrong.check();
  return [{ kind: 'unlinked', item: linked, reason: why }];
}

/** A duplicate that is to be closed at GitHub. @throws UserFault `not-linked` | `no-duplicate` | `closed-already` */
export function close(incident: Incident, name: string, lock: boolean): IncidentEvent[] {
  const item = closable(incident, name);
  return [{ kind: 'closing', item: item.name, lock }];
}

/** @throws UserFault `not-linked` | `no-duplicate` | `closed-already` */
export function closable(incident: Incident, name: string): LinkedItem {
  const item = required(incident, name);
  const short = shortName(item.name);
  if (item.as !== 'duplicate')
    throw new UserFault(
      'no-duplicate',
      `${short} is linked as ${kindInWords(item.as)}: it stays as it is.`,
      'Unlink it first, if it is a duplicate.',
    );
  if (item.closing)
    throw new UserFault(
      'closed-already',
      `Somebody has confirmed already that ${short} is closed.`,
      'You need not do anything: it is closed in a moment.',
    );
  if (isClosed(item.sights))
    throw new UserFault('closed-already', `${short} is closed already.`, 'You need not do anything.');
  return item;
}

function required(incident: Incident, name: string): LinkedItem {
  const item = linkedNamed(incident, name);
  if (item) return item;
  throw new UserFault(
    'not-linked',
    `${shortName(name)} is not linked to incident ${incident.id}.`,
    `What is: \`/incident links ${incident.id}\``,
  );
}

/** @throws UserFault `no-suggestion` */
export function suggestionNamed(incident: Incident, name: string): Incident['github']['suggested'][number] {
  const found = incident.github.suggested.find((one) => isSameItem(one.name, name));
  if (found?.isOpen) return found;
  throw new UserFault(
    'no-suggestion',
    'That has been decided already.',
    'The thread says what became of it.',
  );
}
