/** What happened when: state changes by themselves, and what people add. Sorted by time, shown by day in one zone. */
import { UserFault } from '../fault.js';
import { partsOf, showDay } from '../time.js';
import type { IncidentEvent, Person, Source, TimelineEntry } from './event.js';
import type { Incident } from './incident.js';
import { typed, Wrong } from './words.js';

export interface NewEntry {
  text: string;
  /** ms, UTC; null: not known yet. */
  at: number | null;
  approximate: boolean;
  source: Source | null;
}

/** @throws FormFault: empty, too long, or in the future */
export function note(
  incident: Incident,
  input: NewEntry,
  by: Person,
  id: string,
  now: number,
): IncidentEvent[] {
  const { source, approximate } = input;
  if (source && incident.timeline.some((one) => isFrom(one, source)))
    throw new UserFault('noted', 'That message is in the timeline already.');
  const wrong = new Wrong();
  const text = typed(wrong, 'entry', input.text, 'Say what happened.');
  if (input.at !== null && input.at > now)
    wrong.add('at', 'A timeline tells what has happened: that is to come.');
  wrong.check();
  return [
    {
      kind: 'noted',
      entry: { id, at: input.at, approximate: input.at !== null && approximate, text, by, source },
    },
  ];
}

const isFrom = ({ source }: TimelineEntry, { channel, ts }: Pick<Source, 'channel' | 'ts'>) =>
  source?.channel === channel && source.ts === ts;

/** The entries that came from a message. */
export function entriesFrom(incident: Incident, from: Pick<Source, 'channel' | 'ts'>): TimelineEntry[] {
  return incident.timeline.filter((one) => isFrom(one, from));
}

/** @throws UserFault `no-entry` */
export function changeEntry(
  incident: Incident,
  id: string,
  change: Partial<Pick<TimelineEntry, 'at' | 'approximate' | 'text'>>,
  now: number,
): IncidentEvent[] {
  entryNamed(incident, id);
  const wrong = new Wrong();
  if (change.text !== undefined) typed(wrong, 'entry', change.text, 'Say what happened.');
  if (typeof change.at === 'number' && change.at > now)
    wrong.add('at', 'A timeline tells what has happened: that is to come.');
  wrong.check();
  return [{ kind: 'entry-changed', entry: id, change }];
}

/** @throws UserFault `no-entry` */
export function removeEntry(incident: Incident, id: string, reason: string): IncidentEvent[] {
  entryNamed(incident, id);
  return [{ kind: 'entry-removed', entry: id, reason: reason.trim() }];
}

function entryNamed(incident: Incident, id: string): TimelineEntry {
  const found = incident.timeline.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault('no-entry', `Incident ${incident.id} has no such entry.`);
}

export interface Line {
  /** null: not known yet. */
  at: number | null;
  approximate: boolean;
  text: string;
  by: Person | null;
  source: Source | null;
  /** Of an entry that people may change or remove; null for what Signalman has recorded itself. */
  entry: string | null;
  struck: string | null;
}

/** Everything in the order of time; what has no time yet comes last, in the order of writing. */
export function timelineOf(incident: Incident): Line[] {
  const recorded = incident.revisions.map(
    (one): Line => ({
      at: one.at,
      approximate: false,
      text: revisionInWords(incident, one),
      by: one.by,
      source: null,
      entry: null,
      struck: one.struck?.reason ?? null,
    }),
  );
  const written = incident.timeline.map(
    (one): Line => ({
      at: one.at,
      approximate: one.approximate,
      text: one.text,
      by: one.by,
      source: one.source,
      entry: one.id,
      struck: null,
    }),
  );
  return [...recorded, ...written]
    .map((line, order) => ({ line, order }))
    .sort((a, b) => (a.line.at ?? Infinity) - (b.line.at ?? Infinity) || a.order - b.order)
    .map(({ line }) => line);
}

function revisionInWords(incident: Incident, { kind, number, text }: Incident['revisions'][number]): string {
  const rev = `rev ${number}`;
  switch (kind) {
    case 'declared':
      return `Incident ${incident.id} declared (${rev}): ${text}`;
    case 'handed-over':
      return `Command handed over (${rev})${text === '' ? '' : `: ${text}`}`;
    case 'resolved':
      return `Resolved (${rev}): ${text}`;
    case 'reopened':
      return `Reopened (${rev}): ${text}`;
    case 'retracted':
      return `Retracted (${rev}): ${text}`;
    case 'merged':
      return `Merged (${rev}): ${text}`;
    case 'corrected':
      return `Correction (${rev}): ${text}`;
    default:
      return `Update (${rev}): ${text}`;
  }
}

export interface Day {
  /** `28 March 2017`; null: those without a time. */
  title: string | null;
  lines: (Line & { clock: string })[];
}

/** By day in the zone, with a 24-hour clock. @param zone IANA */
export function byDay(lines: readonly Line[], zone: string): Day[] {
  const days: Day[] = [];
  for (const line of lines) {
    const title = line.at === null ? null : showDay(line.at, zone);
    const clock = line.at === null ? '' : clockIn(line.at, zone, line.approximate);
    const last = days.at(-1);
    if (last && last.title === title) last.lines.push({ ...line, clock });
    else days.push({ title, lines: [{ ...line, clock }] });
  }
  return days;
}

function clockIn(at: number, zone: string, approximate: boolean): string {
  const { hour, minute } = partsOf(at, zone);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return approximate ? `about ${clock}` : clock;
}
