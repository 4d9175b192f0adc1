/** Who answers for a post-mortem, and who took part in its incident. */
import type { IncidentEvent, Recorded } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';
import type { Person } from '../person.js';

/** Those that were named; otherwise whoever commanded it. */
export function ownersOf({ postmortem, facts }: Pick<Incident, 'postmortem' | 'facts'>): Person[] {
  return postmortem.owners.length > 0 ? postmortem.owners : [facts.commander];
}

/** What the ids of people begin with who are known by their login at GitHub only. */
export const atGitHub = 'github:';

/** Everybody who took part, in the order of the first deed: in Slack, and by login the authors of the linked pull requests. */
export function tookPart(incident: Incident, record: readonly Recorded[]): Person[] {
  const people = new Map<string, Person>();
  for (const { by, event } of record)
    for (const one of doersOf(event, by)) if (one && !people.has(one.id)) people.set(one.id, one);
  const names = new Set([...people.values()].map(({ name }) => name.toLowerCase()));
  for (const { as, sights } of incident.github.linked) {
    const author = as === 'duplicate' ? null : sights.find(({ what }) => what === 'opened')?.by;
    // Whoever is called the same in both places is one person more often than two.
    if (!author || author.endsWith('[bot]') || names.has(author.toLowerCase())) continue;
    names.add(author.toLowerCase());
    people.set(atGitHub + author, { id: atGitHub + author, name: author });
  }
  return [...people.values()];
}

/** Who follows, or was asked, has not taken part by that. */
function doersOf(event: IncidentEvent, by: Person | null): (Person | null)[] {
  switch (event.kind) {
    case 'drafted':
      return [event.draft.by];
    case 'updated':
      return [event.draftedBy, by];
    case 'handed-over':
      return [by, event.to];
    case 'noted':
      return [event.entry.source?.author ?? null, event.entry.by];
    case 'lesson-added':
      return [event.lesson.source?.author ?? null, event.lesson.by];
    case 'brought':
      return [event.source.author];
    case 'declared':
    case 'lifted':
    case 'draft-closed':
    case 'corrected':
    case 'ticked':
    case 'confirmed':
    case 'resolved':
    case 'reopened':
    case 'linked':
    case 'entry-changed':
    case 'section-written':
    case 'lesson-changed':
    case 'action-added':
    case 'action-done':
    case 'signed':
      return [by];
    default:
      return [];
  }
}
