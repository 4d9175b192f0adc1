/** Makes of what a person decided one step to be stored: with what Signalman adds, and all that is owed for both. */

import type { NewDelivery } from '../../domain/delivery.js';
import { settingsFor, underEmbargo } from '../../domain/incident/embargo.js';
import type { IncidentEvent } from '../../domain/incident/event.js';
import { after, fold } from '../../domain/incident/fold.js';
import { type Incident, isOpen } from '../../domain/incident/incident.js';
import { pinged, unannounced } from '../../domain/incident/places.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import type { Step, Stored } from '../ports/incident.js';
import { type Publishing, publication, type Scene } from './publish.js';

type Own = Step['events'];
/** What is known beside the record. */
export type Beside = Pick<Scene, 'relink' | 'rewrite' | 'gone' | 'leads' | 'receipt' | 'headless'> & {
  /** What else is owed after it, beside what its places show. */
  owing?(after: Incident): NewDelivery[];
};

/**
 * @param now ms, UTC: the time of the events
 * @param more what is known beside the record
 */
export function stepOf(known: Stored, own: Own, now: number, given: Publishing, more: Beside = {}): Step {
  const lifts = own.some(({ event }) => event.kind === 'lifted');
  const left = leftIn(known, own, given.settings);
  const publishing = { ...given, settings: placedAs(known, given.settings, left, lifts) };
  const { kept = null } = given;
  // Nothing may point to a head that is gone; the copies are linked anew once it stands again.
  const isGone = (name: string) => more.gone?.some(({ purpose }) => purpose === name) ?? false;
  const isHeadGone = left !== null || isGone('incident');
  const isDiscussionGone = isGone('incident-discussion') || (left !== null && known.home.discussion === left);
  const stored = {
    ...known,
    head: isHeadGone ? null : known.head,
    // What stood in the same channel can be written there no better.
    discussion: isDiscussionGone ? null : known.discussion,
  };
  const before = stored.incident;
  const then = applied(before, own, now);
  const revises = then.revisions.length > before.revisions.length;
  const extra = around(then, publishing.settings, revises, lifts);
  const events = [...own, ...extra];
  const scene = {
    before,
    after: applied(then, extra, now),
    events,
    edition: stored.edition + 1,
    stored,
    ...more,
    ...(left === null || known.home.head === null ? {} : { leaves: left }),
    // Whoever is not in the private channel is told nothing.
    ...(then.isEmbargoed ? { leads: (more.leads ?? []).filter((one) => kept?.members.has(one)) } : {}),
  };
  const { owed, receipt } = publication(scene, publishing);
  return {
    events,
    deliveries: () => [...owed, ...(more.owing?.(scene.after) ?? [])],
    ...(then.isEmbargoed && kept ? { circle: kept.places(known.home.head) } : {}),
    ...(receipt ? { receipt } : {}),
    // Whatever is written once the head stands there carries a link to it.
    ...linkedBy(stored, {
      all: revises || (more.relink ?? false),
      head: isDiscussionGone || (more.rewrite?.some(({ purpose }) => purpose === 'incident') ?? false),
    }),
    ...(stored.head ? { url: publishing.permalinks.to(stored.head) } : {}),
    ...(isHeadGone ? { isLinked: false, url: null } : {}),
    ...(more.gone ? { gone: [...more.gone] } : {}),
  };
}

/** @param is what the step changes of the links: all of them, or only those of the head */
function linkedBy(
  { head, discussion, isLinked }: Stored,
  is: { all: boolean; head: boolean },
): Pick<Step, 'isLinked' | 'hasDiscussion'> {
  if (!head || !(is.all || (is.head && isLinked))) return {};
  return { isLinked: true, hasDiscussion: discussion !== null };
}

/** The channel that the head leaves; null: it stays. */
function leftIn({ home, incident }: Stored, own: Own, settings: IncidentSettings): string | null {
  if (own.some(({ event }) => event.kind === 'lifted'))
    return home.head ?? settingsFor(incident, settings, null).channel;
  const moved = own.map(({ event }) => event).find((event) => event.kind === 'moved');
  return moved?.from ?? null;
}

/**
 * An incident stays where it stands, though the configuration may name other places by now.
 * @param left the channel that it leaves
 */
function placedAs(
  { home, incident }: Stored,
  settings: IncidentSettings,
  left: string | null,
  lifts: boolean,
): IncidentSettings {
  if (incident.isEmbargoed && !lifts) return underEmbargo(settings, left === null ? home.head : null);
  const stays = (channel: string | null) => (channel === left ? null : channel);
  return {
    ...settings,
    channel: (left === null ? home.head : null) ?? settings.channel,
    discussion: stays(home.discussion) ?? settings.discussion,
  };
}

/** The first step of an incident, which has no number yet. */
export function firstStep(own: Own, now: number, given: Publishing): Step {
  const provisional = fold(
    0,
    own.map(({ by, event }, at) => ({ seq: at + 1, at: now, by, event })),
  );
  const publishing = { ...given, settings: settingsFor(provisional, given.settings, null) };
  const events = [...own, ...around(provisional, publishing.settings, false, false)];
  const { kept } = publishing;
  const stored = { head: null, discussion: null, receipt: null };
  const scene = (after: Incident, edition: number) => ({ before: null, after, events, edition, stored });
  const receipt = publication(
    scene(applied(provisional, events.slice(own.length), now), 1),
    publishing,
  ).receipt;
  return {
    events,
    deliveries: (after, edition) => publication(scene(after, edition), publishing).owed,
    ...(provisional.isEmbargoed && kept ? { circle: kept.places(null) } : {}),
    ...(receipt ? { receipt } : {}),
  };
}

function applied(incident: Incident, events: Own, now: number): Incident {
  return events.reduce<Incident>(
    (one, { by, event }) => after(one, { seq: one.seq + 1, at: now, by, event }),
    incident,
  );
}

/** New places that the configuration names, and who gets a short reply. */
function around(incident: Incident, settings: IncidentSettings, revises: boolean, lifts: boolean): Own {
  const events: IncidentEvent[] = [];
  // Of what is over nobody is told who had not heard of it, unless nobody could.
  const places = isOpen(incident) || lifts ? unannounced(incident, settings) : [];
  if (places.length > 0) events.push({ kind: 'announced', places });
  // A new copy notifies by itself; where one stood before it is edited.
  const back = places.filter((one) => incident.left.has(one));
  const loud = revises ? [...pinged(incident, settings), ...back] : [];
  if (loud.length > 0) events.push({ kind: 'pinged', revision: incident.revisions.length, places: loud });
  return events.map((event) => ({ by: null, event }));
}
