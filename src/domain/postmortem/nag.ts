/** Who is reminded of action items, and when: what nobody owns, and what is overdue. */
import type { IncidentEvent } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';
import type { Person } from '../person.js';
import { ownersOf } from './part.js';
import type { ActionItem } from './postmortem.js';

type Nagged = Extract<IncidentEvent, { kind: 'actions-nagged' }>;

export interface Nags {
  /** One for each who is told the same. */
  events: Nagged[];
  /** Whether the thread is told too: nobody owns some of it. */
  inThread: boolean[];
}

/**
 * @param left ids of people who are not there any more: what they own nobody owns
 * @param every ms between two reminders of the same
 */
export function nagsDue(
  incident: Incident,
  { left, every, now }: { left: ReadonlySet<string>; every: number; now: number },
): Nags {
  const { state, postmortem } = incident;
  if (state === 'retracted' || state === 'merged') return { events: [], inThread: [] };
  const groups = new Map<string, { to: string[]; items: ActionItem[]; isUnowned: boolean }>();
  for (const item of postmortem.actions) {
    const isUnowned = isUnownedBy(item, left);
    if (item.done || !(isUnowned || isOverdue(item, now))) continue;
    if (now - (item.naggedAt ?? item.addedAt) < every) continue;
    const to = tellable(isUnowned || !item.owner ? ownersOf(incident) : [item.owner], left);
    // What was told less often is told by itself: its reminder says which one it is.
    const key = JSON.stringify([isUnowned, to, item.nags]);
    const group = groups.get(key) ?? { to, items: [], isUnowned };
    group.items.push(item);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  return {
    events: all.map(({ to, items }) => ({
      kind: 'actions-nagged',
      actions: items.map(({ id }) => id),
      ...{ to, count: Math.max(...items.map(({ nags }) => nags)) + 1 },
    })),
    inThread: all.map(({ to, isUnowned }) => isUnowned || to.length === 0),
  };
}

const isOverdue = ({ due }: ActionItem, now: number): boolean => due !== null && due < now;

/** A login without anybody in Slack is somebody; whoever has left is not. */
const isUnownedBy = ({ owner, login }: ActionItem, left: ReadonlySet<string>): boolean =>
  owner === null ? login === null : left.has(owner.id);

const tellable = (people: readonly Person[], left: ReadonlySet<string>): string[] =>
  people.map(({ id }) => id).filter((id) => !left.has(id));

/** Everybody whose absence would change who is reminded. */
export const answering = (incident: Incident): Person[] => [
  ...ownersOf(incident),
  ...incident.postmortem.actions.flatMap(({ done, owner }) => (done === null && owner ? [owner] : [])),
];
