/** Folds the record of an incident, one event after the other, into what holds now. */
import { isPostMortemEvent } from '../postmortem/event.js';
import { noPostMortem, takenUpAgain, withPostMortem } from '../postmortem/postmortem.js';
import { changeBetween } from './changes.js';
import { liftedFrom, withheld } from './embargo.js';
import { changedEntry, entriesOf, isEntryKind } from './entries.js';
import { type IncidentEvent, isRevision, type Recorded } from './event.js';
import { isLinkEvent, linkedAfter, nothingLinked, trackedAfter } from './github-events.js';
import { type Incident, isOpen, mendKey, reopenedFix, stateOf } from './incident.js';
import { revisionOf, struck } from './revise.js';

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
    openedAt: first.at,
    declaredBy: first.by,
    source,
    revisions: [revisionOf([], first, changeBetween({}, facts))],
    drafts: [],
    ticked: new Map(),
    confirmed: new Map(),
    copies: new Set(),
    subscribers: new Set(),
    left: new Set(),
    reminders: 0,
    remindedAt: null,
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
    isEmbargoed: first.event.embargo ?? false,
    liftedBy: null,
    github: nothingLinked,
    postmortem: noPostMortem,
  };
  for (const one of rest)
    incident = isEntryKind(one.event) ? { ...incident, seq: one.seq } : after(incident, one);
  return { ...incident, timeline: entriesOf(rest) };
}

/** What holds after one more event. */
export function after(incident: Incident, recorded: Recorded): Incident {
  const { event } = recorded;
  const next = { ...incident, ...changed(incident, recorded), seq: recorded.seq };
  if (isRevision(event)) {
    // Against what held under an embargo nothing is compared: it is told anew.
    const isNew = event.kind === 'lifted';
    const change = changeBetween(isNew ? next.facts : incident.facts, next.facts);
    const earlier = isNew ? withheld(incident.revisions) : struck(incident, event);
    next.revisions = [...earlier, revisionOf(incident.revisions, recorded, change)];
    next.mends = new Map();
  }
  // A new promise is reminded of from the beginning.
  if (next.facts.nextUpdateBy !== incident.facts.nextUpdateBy) {
    next.reminders = 0;
    next.remindedAt = null;
  }
  return next;
}

function changed(incident: Incident, { at, by, event }: Recorded): Partial<Incident> {
  if (isLinkEvent(event)) return { github: linkedAfter(incident.github, { at, by, event }) };
  if (isPostMortemEvent(event)) return withPostMortem(incident, { at, by, event });
  switch (event.kind) {
    case 'declared':
      return {};
    case 'updated':
    case 'corrected': {
      const facts = { ...incident.facts, ...event.facts };
      // Whoever confirmed the all-clear had not heard of this.
      return isOpen(incident) ? { facts, state: stateOf(facts), confirmed: new Map() } : { facts };
    }
    case 'lifted':
      return liftedFrom(incident, event);
    case 'tracked':
      return trackedAfter(incident, event.issue);
    case 'drafted': {
      const { github, drafts } = incident;
      const proposed = event.draft.why === 'seen' ? [...github.proposed, event.draft.id] : github.proposed;
      return { drafts: [...drafts, event.draft], github: { ...github, proposed } };
    }
    case 'draft-closed':
      return { drafts: incident.drafts.filter((one) => one.id !== event.draft) };
    case 'handed-over':
      return {
        facts: { ...incident.facts, commander: event.to },
        confirmed: without(incident.confirmed, 'commander'),
        // Whoever takes over has not been asked yet.
        reminders: 0,
        remindedAt: at,
      };
    case 'ticked': {
      const ticked = new Map(incident.ticked);
      if (event.on && by) ticked.set(event.criterion, by);
      else ticked.delete(event.criterion);
      // Whoever confirmed did so because all of them held.
      return event.on ? { ticked } : { ticked, confirmed: new Map() };
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
      const fix = reopenedFix(incident.facts.fix);
      return {
        facts: { ...incident.facts, fix, nextUpdateBy: event.nextUpdateBy },
        state: stateOf({ fix }),
        openedAt: at,
        endedAt: null,
        lingering: '',
        reason: event.reason,
        ticked: new Map(),
        confirmed: new Map(),
        postmortem: takenUpAgain(incident.postmortem),
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
    case 'redirected':
      return { mergedInto: redirected(incident.mergedInto, event) };
    case 'joined':
      return {
        joined: [...incident.joined, { id: event.from, title: event.title, at }],
        copies: new Set([...incident.copies, ...event.places]),
        subscribers: new Set([
          ...incident.subscribers,
          ...(event.subscribers ?? []).filter((one) => !incident.left.has(one)),
        ]),
      };
    case 'noted':
      return { timeline: [...incident.timeline, event.entry] };
    case 'entry-changed':
      return {
        timeline: incident.timeline.map((one) =>
          one.id === event.entry ? changedEntry(one, event, by) : one,
        ),
      };
    case 'entry-removed':
      return { timeline: incident.timeline.filter((one) => one.id !== event.entry) };
    case 'announced':
      return {
        copies: new Set([...incident.copies, ...event.places]),
        left: new Set([...incident.left].filter((one) => !event.places.includes(one))),
      };
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
      // Of a promise that has been replaced meanwhile: that counts for nothing.
      return event.due === incident.facts.nextUpdateBy ? { reminders: event.count, remindedAt: at } : {};
    case 'brought':
      return { brought: [...incident.brought, { text: event.text, source: event.source, at }] };
    case 'mended':
      return {
        mends: new Map(incident.mends).set(mendKey(event), (incident.mends.get(mendKey(event)) ?? 0) + 1),
        ...(event.what === 'gone' && event.place === 'head' ? { repostedAt: at, isPinned: false } : {}),
      };
    case 'moved':
      return { isPinned: false };
    case 'pinned':
      return { isPinned: true };
    case 'unpinned':
      return { isPinned: false };
    case 'pinged':
      return { pings: new Map([...incident.pings, [event.revision, event.places]]) };
  }
}

/** No update is owed any more, and what waited for approval is void. */
function ended(incident: Incident, at: number): Partial<Incident> {
  return { endedAt: at, facts: { ...incident.facts, nextUpdateBy: null }, drafts: [] };
}

function redirected(
  before: Incident['mergedInto'],
  { into, title, url }: Extract<IncidentEvent, { kind: 'redirected' }>,
): Incident['mergedInto'] {
  const first = before?.first ?? before?.id;
  return { id: into, title, url, ...(first === undefined || first === into ? {} : { first }) };
}

const lacking = (set: ReadonlySet<string>, one: string) => new Set([...set].filter((other) => other !== one));

function without<K, V>(map: ReadonlyMap<K, V>, key: K): Map<K, V> {
  return new Map([...map].filter(([one]) => one !== key));
}
