/** What follows from a step of an incident: which messages are owed to which places. */
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import { isWithheld } from '../../domain/incident/embargo.js';
import type { Draft, IncidentEvent } from '../../domain/incident/event.js';
import { type Incident, latest, type Revision } from '../../domain/incident/incident.js';
import { followed, messages } from '../../domain/incident/places.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import type { Person } from '../../domain/person.js';
import type { Receipt } from '../../domain/receipt.js';
import { hour } from '../../domain/time.js';
import type { IncidentRenderer, Links, Shown, Stored } from '../ports/incident.js';
import type { Permalinks } from '../ports/workspace.js';
import { newTroubles } from './delivered.js';
import type { Kept } from './embargo.js';
import { broughtTo, type Make, maker, reminders } from './owed.js';
import { suggestions } from './owed-suggestions.js';
import { type IsOurs, owedAtGitHub } from './publish-github.js';

export interface Publishing {
  settings: IncidentSettings;
  renderer: IncidentRenderer;
  permalinks: Permalinks;
  /** Among whom it is kept while it is under embargo; null or left out: it was not when that was looked for. */
  kept?: Kept | null;
  isOurs: IsOurs;
}

export interface Scene {
  before: Incident | null;
  after: Incident;
  events: readonly { by: Person | null; event: IncidentEvent }[];
  edition: number;
  stored: Pick<Stored, 'head' | 'discussion' | 'receipt'> & Partial<Pick<Stored, 'home'>>;
  /** What is known of the copies now; otherwise as it was, or all open when they are told something. */
  receipt?: Receipt;
  /** Why the head could not be posted: its commander is told directly. */
  headless?: string;
  /** Whether the copies are written anew though they say the same, because they lack the link to the head. */
  relink?: boolean;
  /** What has to be written again though it says the same, by purpose and destination; and which of it is gone. */
  rewrite?: readonly { purpose: string; destination: string }[];
  gone?: readonly { purpose: string; destination: string }[];
  /** The channel that the head leaves for another one. */
  leaves?: string;
  /** Release leads, for an escalation. */
  leads?: readonly string[];
}

export function linksOf(
  incident: Incident,
  { head, discussion }: Pick<Stored, 'head' | 'discussion'>,
  permalinks: Pick<Permalinks, 'to'>,
): Links {
  return {
    head: head && permalinks.to(head),
    discussion: discussion && permalinks.to(discussion),
    survivor: incident.mergedInto?.url ?? null,
  };
}

/**
 * Everything owed after a step, in the order in which it should be sent, and what the head says of its copies then.
 */
export function publication(
  scene: Scene,
  { settings, renderer, permalinks, isOurs }: Publishing,
): { owed: NewDelivery[]; receipt: Receipt | null } {
  const { before, after, edition, stored, rewrite = [], gone = [] } = scene;
  const links = linksOf(after, stored, permalinks);
  const shown: Shown = { incident: after, settings, links };
  const isAmong = (list: typeof gone, purpose: string, destination: string) =>
    list.some((one) => one.purpose === purpose && one.destination === destination);
  const make = maker(after.id, settings.channel);
  const owed: NewDelivery[] = [];

  // What the places are told now is not delivered yet: the receipt begins anew with what is known to be broken.
  const copy = renderer.copy(shown);
  const shownBefore = before && { ...shown, incident: before, links: linksOf(before, stored, permalinks) };
  const isNews = !shownBefore || scene.relink || !isSame(copy, renderer.copy(shownBefore));
  const receipt = scene.receipt ?? (isNews ? begun(stored.receipt, followed(after)) : stored.receipt);
  const head = renderer.head(shown, receipt);
  const isHeadWrong = isAmong(rewrite, 'incident', settings.channel);
  const place = settings.discussion ?? settings.channel;
  // First, so that what is written last is the head that everybody follows.
  if (scene.leaves !== undefined && before?.isEmbargoed && !after.isEmbargoed)
    owed.push(make(messages.head(after.id), edition, scene.leaves, renderer.lifted(shown)));
  const said = shownBefore && renderer.head(shownBefore, stored.receipt);
  // Without a head nothing could stand below it: another channel may be configured since.
  // It links the discussion, which stands by now.
  if (!said || isHeadWrong || !stored.head || scene.relink || !isSame(head, said))
    owed.push(make(messages.head(after.id), edition, settings.channel, head));
  if (!before || scene.events.some(({ event }) => event.kind === 'moved' || event.kind === 'lifted'))
    owed.push(make(messages.outside(after.id), edition, settings.channel, renderer.outside(shown)));
  // It too gets its link to the head once that stands.
  if (!before || !stored.discussion || scene.relink || isAmong(rewrite, 'incident-discussion', place))
    owed.push(make(messages.discussion(after.id), edition, place, renderer.discussion(shown)));
  owed.push(...inThread(scene, shown, renderer, make));
  for (const destination of followed(after)) {
    const isNew = !before?.copies.has(destination) || before.left.has(destination);
    if (isNews || isNew || isAmong(rewrite, 'incident-copy', destination))
      owed.push(make(messages.copy(after.id), edition, destination, copy));
  }
  for (const destination of after.left)
    if (before && !before.left.has(destination))
      owed.push(make(messages.copy(after.id), edition, destination, renderer.left(shown)));
  owed.push(...pings(scene, shown, renderer, make));
  for (const [at, place] of newTroubles(receipt, stored.receipt).entries())
    owed.push(
      make(messages.trouble(after.id, edition, at), 1, settings.channel, renderer.trouble(shown, place)),
    );
  owed.push(...owedAtGitHub(scene, shown, renderer.atGitHub, isOurs));
  if (scene.headless !== undefined)
    owed.push(
      make(
        messages.headless(after.id),
        1,
        after.facts.commander.id,
        renderer.headless(shown, scene.headless),
      ),
    );
  return { owed, receipt };
}

const isSame = (a: Saying, b: Saying) => JSON.stringify(a) === JSON.stringify(b);

/** All of them open, but for those that are known to be broken. */
function begun(before: Receipt | null, places: readonly string[]): Receipt {
  const failed = (before?.failed ?? []).filter((one) => places.includes(one.destination));
  const { github } = before ?? {};
  return {
    ...{ delivered: 0, all: places.length, failed, open: places.length - failed.length },
    ...(github ? { github } : {}),
  };
}

function inThread(
  { before, after, events, edition, leads = [] }: Scene,
  shown: Shown,
  renderer: IncidentRenderer,
  make: Make,
): NewDelivery[] {
  const { id } = after;
  const { channel } = shown.settings;
  const owed: NewDelivery[] = [];
  for (const revision of changedRevisions(before, after)) {
    // The declaration is the head itself; it stands in the thread only once it was taken back.
    if (revision.number === 1 && !revision.struck) continue;
    const saying = renderer.update(shown, revision);
    owed.push(make(messages.update(id, revision.number), revision.struck ? 2 : 1, channel, saying));
  }
  if (before && after.revisions.length > before.revisions.length)
    owed.push(make(messages.outside(id), edition, channel, renderer.outside(shown)));
  for (const draft of overtaken(before, after))
    owed.push(make(messages.draft(id, draft.id), edition, channel, renderer.draft(shown, draft, null, null)));
  if (events.some(({ event }) => event.kind === 'redirected'))
    owed.push(...redirections(shown, edition, renderer, make));
  for (const [at, { by, event }] of events.entries()) {
    if (event.kind === 'drafted')
      owed.push(
        make(
          messages.draft(id, event.draft.id),
          edition,
          channel,
          renderer.draft(shown, event.draft, null, null),
        ),
      );
    const draft =
      event.kind === 'draft-closed' ? before?.drafts.find((one) => one.id === event.draft) : undefined;
    if (draft && event.kind === 'draft-closed')
      owed.push(
        make(messages.draft(id, draft.id), edition, channel, renderer.draft(shown, draft, event, by)),
      );
    if (event.kind === 'reminded') owed.push(...reminders(shown, event, leads, renderer, make));
    if (event.kind === 'brought') owed.push(broughtTo(shown, event, renderer, make));
    owed.push(...suggestions(shown, { event, by }, edition, renderer, make));
    const line = renderer.line(shown, event, by);
    const seq = after.seq - events.length + 1 + at;
    if (line) owed.push(make(messages.note(id, seq), 1, channel, line, { urgent: false, worthFor: aDay }));
  }
  return owed;
}

/** What waits, and was worded on a revision that is the last no more: it cannot be sent as it is. */
const overtaken = (before: Incident | null, after: Incident): Draft[] =>
  before === null || latest(before).number === latest(after).number
    ? []
    : after.drafts.filter(({ base }) => base === latest(before).number);

/** What tells where it goes on. */
function redirections(shown: Shown, edition: number, renderer: IncidentRenderer, make: Make): NewDelivery[] {
  const { incident, settings } = shown;
  const merged = incident.revisions.filter(({ kind }) => kind === 'merged');
  return [
    // Later than the revision itself and than its being struck through.
    ...merged.map((one) =>
      make(
        messages.update(incident.id, one.number),
        edition + 2,
        settings.channel,
        renderer.update(shown, one),
      ),
    ),
    make(messages.outside(incident.id), edition, settings.channel, renderer.outside(shown)),
  ];
}

/** New ones, and those that were struck through now. */
function changedRevisions(before: Incident | null, after: Incident): Revision[] {
  return after.revisions.filter((one) => {
    if (isWithheld(one, after)) return false;
    const known = before?.revisions[one.number - 1];
    return !known || (known.struck === null) !== (one.struck === null);
  });
}

/** Short replies below copies: to the new revision, and those that belong to one that was struck through. */
function pings(
  { before, after }: Scene,
  shown: Shown,
  renderer: IncidentRenderer,
  make: Make,
): NewDelivery[] {
  return changedRevisions(before, after).flatMap((revision) =>
    (after.pings.get(revision.number) ?? []).map((destination) =>
      make(
        messages.ping(after.id, revision.number),
        revision.struck ? 2 : 1,
        destination,
        renderer.ping(shown, revision),
        { thread: messages.copy(after.id), worthFor: hour },
      ),
    ),
  );
}
