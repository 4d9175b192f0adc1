/** An incident as its record says: the events, one after the other, folded into what holds now. */
import {
  type Draft,
  type Facts,
  type IncidentEvent,
  isRevision,
  type Person,
  type Recorded,
  type Source,
  type TimelineEntry,
} from './event.js';
import type { IncidentRole } from './settings.js';

/** The lifecycle. `published` follows `resolved` when the post-mortem is out. */
export type IncidentState =
  | 'declared'
  | 'investigating'
  | 'identified'
  | 'fixing'
  | 'monitoring'
  | 'resolved'
  | 'published'
  | 'retracted'
  | 'merged';

/** A numbered change that every place shows. */
export interface Revision {
  number: number;
  at: number;
  by: Person | null;
  kind: IncidentEvent['kind'];
  /** What changed, in words. */
  text: string;
  /** Why it does not hold any more; null: it does. */
  struck: { reason: string; by: number } | null;
}

export interface Incident {
  id: number;
  /** Of the last event. */
  seq: number;
  facts: Facts;
  state: IncidentState;
  declaredAt: number;
  declaredBy: Person;
  source: Source | null;
  revisions: Revision[];
  drafts: Draft[];
  /** Exit criteria that hold, with who said so. */
  ticked: ReadonlyMap<string, Person>;
  confirmed: ReadonlyMap<IncidentRole, Person>;
  /** Every place that has a copy: channels, and people for a direct message. */
  copies: ReadonlySet<string>;
  /** Those that asked for it themselves. */
  subscribers: ReadonlySet<string>;
  /** Those that have a copy but wanted no more of it. */
  left: ReadonlySet<string>;
  /** About the present `nextUpdateBy`. */
  reminders: number;
  timeline: TimelineEntry[];
  /** Messages that were brought to the discussion. */
  brought: { text: string; source: Source; at: number }[];
  /** When it was last resolved, retracted or merged. */
  endedAt: number | null;
  lingering: string;
  /** Why it was retracted, merged or reopened last. */
  reason: string;
  mergedInto: { id: number; title: string; url: string | null } | null;
  joined: { id: number; title: string }[];
  isPinned: boolean;
  /** Copies that got a short reply, by revision. */
  pings: ReadonlyMap<number, string[]>;
  /** How often a place was written again since the last revision, by place and destination. */
  mends: ReadonlyMap<string, number>;
  /** When the head was posted again because it had been deleted. */
  repostedAt: number | null;
}

const open: readonly IncidentState[] = ['declared', 'investigating', 'identified', 'fixing', 'monitoring'];

export const isOpen = ({ state }: Pick<Incident, 'state'>): boolean => open.includes(state);

/** The last revision: its number and `as of`. */
export function latest({ revisions }: Pick<Incident, 'revisions'>): Revision {
  const last = revisions.at(-1);
  if (!last) throw new Error('an incident has at least one revision');
  return last;
}

/** What the state of an open incident is called, by where its fix stands. */
export function stateOf(facts: Pick<Facts, 'fix'>): IncidentState {
  switch (facts.fix) {
    case 'unknown':
      return 'investigating';
    case 'cause-known':
      return 'identified';
    case 'in-place':
      return 'monitoring';
    default:
      return 'fixing';
  }
}

/** @throws Error when the record does not begin with a declaration */
export function fold(id: number, record: readonly Recorded[]): Incident {
  const [first, ...rest] = record;
  if (first?.event.kind !== 'declared' || !first.by)
    throw new Error(`the record of incident ${id} does not begin with its declaration`);
  const { facts, source } = first.event;
  let incident: Incident = {
    id,
    seq: first.seq,
    facts,
    state: 'declared',
    declaredAt: first.at,
    declaredBy: first.by,
    source,
    revisions: [revisionOf([], first)],
    drafts: [],
    ticked: new Map(),
    confirmed: new Map(),
    copies: new Set(),
    subscribers: new Set(),
    left: new Set(),
    reminders: 0,
    timeline: [],
    brought: [],
    endedAt: null,
    lingering: '',
    reason: '',
    mergedInto: null,
    joined: [],
    isPinned: false,
    pings: new Map(),
    mends: new Map(),
    repostedAt: null,
  };
  for (const one of rest) incident = after(incident, one);
  return incident;
}

/** What holds after one more event. */
export function after(incident: Incident, recorded: Recorded): Incident {
  const { event } = recorded;
  const next = { ...incident, ...changed(incident, recorded), seq: recorded.seq };
  if (isRevision(event))
    next.revisions = [...struck(incident, event), revisionOf(incident.revisions, recorded)];
  // A new promise is reminded of from the beginning.
  if (next.facts.nextUpdateBy !== incident.facts.nextUpdateBy) next.reminders = 0;
  return next;
}

function changed(incident: Incident, { at, by, event }: Recorded): Partial<Incident> {
  switch (event.kind) {
    case 'declared':
      return {};
    case 'updated':
    case 'corrected': {
      const facts = { ...incident.facts, ...event.facts };
      return isOpen(incident) ? { facts, state: stateOf(facts) } : { facts };
    }
    case 'drafted':
      return { drafts: [...incident.drafts, event.draft] };
    case 'draft-closed':
      return { drafts: incident.drafts.filter((one) => one.id !== event.draft) };
    case 'handed-over':
      return {
        facts: { ...incident.facts, commander: event.to },
        confirmed: without(incident.confirmed, 'commander'),
      };
    case 'ticked': {
      const ticked = new Map(incident.ticked);
      if (event.on && by) ticked.set(event.criterion, by);
      else ticked.delete(event.criterion);
      return { ticked };
    }
    case 'confirmed':
      return by ? { confirmed: new Map([...incident.confirmed, [event.role, by]]) } : {};
    case 'resolved':
      return {
        ...ended(incident, at),
        state: 'resolved',
        lingering: event.lingering,
      };
    case 'reopened': {
      // What was in place did not hold.
      const fix = incident.facts.fix === 'in-place' ? 'unknown' : incident.facts.fix;
      return {
        facts: { ...incident.facts, fix, nextUpdateBy: event.nextUpdateBy },
        state: stateOf({ fix }),
        endedAt: null,
        lingering: '',
        reason: event.reason,
        ticked: new Map(),
        confirmed: new Map(),
      };
    }
    case 'retracted':
      return { ...ended(incident, at), state: 'retracted', reason: event.reason };
    case 'merged':
      return {
        ...ended(incident, at),
        state: 'merged',
        reason: event.reason,
        mergedInto: { id: event.into, title: event.title, url: event.url },
      };
    case 'joined':
      return {
        joined: [...incident.joined, { id: event.from, title: event.title }],
        copies: new Set([...incident.copies, ...event.places]),
      };
    case 'noted':
      return { timeline: [...incident.timeline, event.entry] };
    case 'entry-changed':
      return {
        timeline: incident.timeline.map((one) =>
          one.id === event.entry ? { ...one, ...event.change } : one,
        ),
      };
    case 'entry-removed':
      return { timeline: incident.timeline.filter((one) => one.id !== event.entry) };
    case 'announced':
      return { copies: new Set([...incident.copies, ...event.places]) };
    case 'subscribed':
      return {
        copies: new Set([...incident.copies, event.destination]),
        subscribers: new Set([...incident.subscribers, event.destination]),
        left: lacking(incident.left, event.destination),
      };
    case 'unsubscribed':
      return {
        subscribers: lacking(incident.subscribers, event.destination),
        left: new Set([...incident.left, event.destination]),
      };
    case 'reminded':
      return { reminders: event.count };
    case 'brought':
      return { brought: [...incident.brought, { text: event.text, source: event.source, at }] };
    case 'mended':
      return {
        mends: new Map([...incident.mends, [mendKey(event), (incident.mends.get(mendKey(event)) ?? 0) + 1]]),
        ...(event.what === 'gone' && event.place === 'head' ? { repostedAt: at, isPinned: false } : {}),
      };
    case 'pinned':
      return { isPinned: true };
    case 'pinged':
      return { pings: new Map([...incident.pings, [event.revision, event.places]]) };
  }
}

/** No update is owed any more, and what waited for approval is void. */
function ended(incident: Incident, at: number): Partial<Incident> {
  return { endedAt: at, facts: { ...incident.facts, nextUpdateBy: null }, drafts: [] };
}

const lacking = (set: ReadonlySet<string>, one: string) => new Set([...set].filter((other) => other !== one));

function without<K, V>(map: ReadonlyMap<K, V>, key: K): Map<K, V> {
  return new Map([...map].filter(([one]) => one !== key));
}

/** Names a place in `mends`. */
export const mendKey = ({ place, destination }: { place: string; destination: string }) =>
  `${place} ${destination}`;

function struck({ revisions }: Incident, event: IncidentEvent): Revision[] {
  const number = revisions.length + 1;
  return revisions.map((one) => {
    if (event.kind === 'corrected' && one.number === event.of)
      return { ...one, struck: { reason: event.reason, by: number } };
    return event.kind === 'retracted' && !one.struck
      ? { ...one, struck: { reason: event.reason, by: number } }
      : one;
  });
}

function revisionOf(before: readonly Revision[], { at, by, event }: Recorded): Revision {
  return { number: before.length + 1, at, by, kind: event.kind, text: wordsOf(event), struck: null };
}

function wordsOf(event: IncidentEvent): string {
  switch (event.kind) {
    case 'declared':
      return event.facts.impact;
    case 'updated':
    case 'corrected':
    case 'resolved':
      return event.text;
    case 'handed-over':
    case 'reopened':
    case 'retracted':
    case 'merged':
      return event.reason;
    default:
      return '';
  }
}
