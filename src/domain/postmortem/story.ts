/** The timeline of a post-mortem: what happened, without what Signalman said to keep people informed. */
import { fixInWords } from '../incident/changes.js';
import { isWithheld } from '../incident/embargo.js';
import type { Recorded } from '../incident/event.js';
import { shownBy } from '../incident/fix.js';
import type { Incident, Revision } from '../incident/incident.js';
import { byDay, type Day, type Line, timelineOf } from '../incident/timeline.js';
import type { Person } from '../person.js';

/**
 * By day, in the order of time. Of the updates those that changed what is known: one that only says when the next one
 * comes, or who is at it, tells nobody what happened.
 * @param record to tell what Signalman itself has worded: what was seen at GitHub tells the same
 * @param zone IANA
 */
export function storyOf(incident: Incident, record: readonly Recorded[], zone: string): Day[] {
  // All else that the thread's own timeline has: what people noted, and what was seen at GitHub.
  const rest = timelineOf({ ...incident, revisions: [] }, zone);
  const repeated = repeatedIn(incident, record);
  const told = incident.revisions.flatMap((one): Line[] => {
    const text = wordsOf(incident, one);
    if (text === null || (isOnlyFix(one) && repeated.has(one.text))) return [];
    const parts = [{ text, isWrong: false }];
    return [{ at: one.at, approximate: false, parts, by: one.by, source: null, entry: null, struck: null }];
  });
  // What happened comes before what was said of it at the same moment.
  const lines = [...rest, ...told]
    .map((line, order) => ({ line, order }))
    .sort((a, b) => (a.line.at ?? Infinity) - (b.line.at ?? Infinity) || a.order - b.order)
    .map(({ line }) => line);
  return byDay(lines, zone);
}

/** What Signalman proposed to say of something that has a line of its own. */
function repeatedIn(incident: Incident, record: readonly Recorded[]): ReadonlySet<string> {
  const drafts = record.flatMap(({ event }) => (event.kind === 'drafted' ? [event.draft] : []));
  const seen = drafts.filter(({ why, id }) => why === 'seen' && shownBy(incident, id) !== null);
  return new Set(seen.map(({ text }) => text));
}

const isOnlyFix = ({ kind, changed: { after } }: Revision): boolean =>
  kind === 'updated' &&
  [after.severity, after.versions, after.impact, after.workaround].every((one) => one === undefined);

function wordsOf(incident: Incident, revision: Revision): string | null {
  const { kind, text, to, by, draftedBy, struck } = revision;
  // What was taken back is told by what stands for it.
  if (struck) return null;
  const who = nameOf(draftedBy ?? by);
  // Of what few were told there is left that it began, as in the timeline: neither what was done, nor by whom.
  if (isWithheld(revision, incident))
    return kind === 'declared' ? `${who} declares the incident, under embargo` : null;
  switch (kind) {
    case 'declared':
      return `${who} declares the incident (${severityName(revision)}): ${text}`;
    case 'handed-over':
      return `${who} hands command over to ${nameOf(to)}${text === '' ? '' : `: ${text}`}`;
    case 'resolved':
      return `${who} gives the all-clear: ${text}`;
    case 'reopened':
      return `${who} reopens the incident: ${text}`;
    case 'retracted':
      return `${who} retracts the incident: ${text}`;
    case 'merged':
      return `${who} merges it into incident ${incident.mergedInto?.id ?? '?'}: ${text}`;
    case 'lifted':
      return `${who} lifts the embargo: ${text}`;
    default:
      return tells(incident, revision) ? `${text}${changesOf(revision)}` : null;
  }
}

const nameOf = (one: Person | null): string => one?.name ?? 'Signalman';

const severityName = ({ changed }: Revision) => (changed.after.severity ?? '').toUpperCase();

/** What is known has changed by it, or by what it corrects. */
function tells({ revisions }: Incident, revision: Revision): boolean {
  const of = revisions.find(({ struck }) => struck?.by === revision.number);
  if (of && (of.kind !== 'updated' || isNews(of))) return true;
  return isNews(revision);
}

function isNews({ changed }: Revision): boolean {
  const { severity, fix, versions, impact, workaround } = changed.after;
  return [severity, fix, versions, impact, workaround].some((one) => one !== undefined);
}

function changesOf({ changed: { before, after } }: Revision): string {
  const changes = [
    ...(after.severity !== undefined
      ? [`severity ${(before.severity ?? '').toUpperCase()} → ${after.severity.toUpperCase()}`]
      : []),
    ...(after.fix !== undefined ? [fixInWords(after.fix).toLowerCase()] : []),
    ...(after.versions ? [`affected versions: ${after.versions}`] : []),
    ...(after.workaround ? [`workaround: ${after.workaround}`] : []),
  ];
  return changes.length === 0 ? '' : ` (${changes.join('; ')})`;
}
