/** What follows for an incident from what delivery has written at GitHub: events of the record, and its receipt. */
import type { IncidentEvent } from '../../domain/incident/event.js';
import { isSameItem } from '../../domain/incident/github-events.js';
import { type Incident, latest } from '../../domain/incident/incident.js';
import { messages } from '../../domain/incident/places.js';
import type { GitHubPlace, Receipt } from '../../domain/receipt.js';
import type { AtGitHubNow } from '../ports/incident.js';

/**
 * Looks at what stands at GitHub by now, and says what is to be recorded of it; nothing where that is recorded
 * already. Pure, and asked again and again.
 */
export type Hearing = (incident: Incident, written: readonly AtGitHubNow[]) => IncidentEvent[];

/** The issue that was opened for it is where it is tracked, unless somebody has named another one meanwhile. */
const tracked: Hearing = ({ id, facts, github }, written) => {
  const { purpose } = messages.issue(id);
  const issue = written.find((one) => one.purpose === purpose)?.item;
  if (!issue) return [];
  const isOurs = facts.issue !== null && isSameItem(facts.issue.name, github.opened?.name ?? '');
  // It may have been moved to another repository since.
  const isElsewhere = isOurs && !isSameItem(issue.name, github.opened?.name ?? '');
  return facts.issue === null || isElsewhere ? [{ kind: 'tracked', issue }] : [];
};

/** Each is asked at every look at an incident. */
const hearings: readonly Hearing[] = [tracked];

export const heardFrom: Hearing = (incident, written) =>
  incident.isEmbargoed ? [] : hearings.flatMap((hearing) => hearing(incident, written));

const faces: readonly string[] = [messages.mirror(0).purpose, messages.issue(0).purpose];

/** What people want to know of it: where the incident is told, and what could not be written. */
export function withGitHub(
  receipt: Receipt,
  incident: Incident,
  written: readonly AtGitHubNow[],
  before: Receipt | null,
): Receipt {
  const known = before?.github ?? [];
  const places = written.flatMap((one): GitHubPlace[] => {
    const name = one.item?.name ?? one.destination.replace(/^github:/, '');
    const last = known.find((place) => place.name === name && place.what === one.purpose);
    const revision = one.state === 'sent' ? latest(incident).number : (last?.revision ?? null);
    // What is on its way changes soon.
    const isOpen = one.state !== 'sent' && one.reason === null;
    if (isOpen && !last) return [];
    // What was said of it holds until it is written: nobody is told again of each try.
    const reason = one.reason ?? (isOpen ? (last?.reason ?? null) : null);
    const place = { what: one.purpose, name, url: one.item?.url ?? null, revision, reason };
    return faces.includes(one.purpose) || reason !== null ? [place] : [];
  });
  return places.length === 0 ? receipt : { ...receipt, github: places };
}

/** Those that could not be written, and of which nobody was told yet. */
export const newTroubles = (now: Receipt | null, before: Receipt | null): GitHubPlace[] =>
  (now?.github ?? []).filter(
    (one) =>
      one.reason !== null &&
      !before?.github?.some(
        ({ what, name, reason }) => what === one.what && name === one.name && reason === one.reason,
      ),
  );
