/** What happened when: state changes by themselves, and what people add. Sorted by time, shown by day in one zone. */
import { UserFault } from '../fault.js';
import type { Person } from '../person.js';
import { minute, showClock, showDay } from '../time.js';
import { isWithheld } from './embargo.js';
import type { IncidentEvent, Source, TimelineEntry } from './event.js';
import { githubLines } from './github-lines.js';
import type { Incident } from './incident.js';
import { type Part, revisionParts } from './revision-words.js';
import { typed, Wrong } from './words.js';

export interface NewEntry {
  text: string;
  /** ms, UTC; null: not known yet. */
  at: number | null;
  approximate: boolean;
  source: Source | null;
  /** User id of whoever marked the message with a reaction. */
  markedBy?: string;
}

/** @throws FormFault: empty, too long, or in the future; UserFault `noted` */
export function note(
  incident: Incident,
  input: NewEntry,
  by: Person,
  id: string,
  now: number,
): IncidentEvent[] {
  const { source, approximate } = input;
  if (source && incident.timeline.some((one) => isFrom(one, source)))
    throw new UserFault(
      'noted',
      'That message is in the timeline already.',
      '`/incident timeline` shows it.',
    );
  const wrong = new Wrong();
  const text = typed(wrong, 'entry', input.text, 'Say what happened.');
  checkPast(wrong, input.at, now);
  wrong.check();
  return [
    {
      kind: 'noted',
      entry: {
        ...{ id, at: input.at, approximate: input.at !== null && approximate, text, by, source },
        ...(input.markedBy === undefined ? {} : { markedBy: input.markedBy }),
      },
    },
  ];
}

/** Two clocks are never quite the same: a message may be marked the moment it is written. */
const tolerance = minute;

function checkPast(wrong: Wrong, at: number | null, now: number): void {
  if (at !== null && !(at <= now + tolerance))
    wrong.add('at', 'A timeline tells what has happened: that is in the future.');
}

const isFrom = ({ source }: TimelineEntry, { channel, ts }: Pick<Source, 'channel' | 'ts'>) =>
  source?.channel === channel && source.ts === ts;

/** The entries that came from a message. */
export function entriesFrom(incident: Incident, from: Pick<Source, 'channel' | 'ts'>): TimelineEntry[] {
  return incident.timeline.filter((one) => isFrom(one, from));
}

/** Only what is new is recorded. @throws FormFault, or UserFault `no-entry` */
export function changeEntry(
  incident: Incident,
  id: string,
  change: Partial<Pick<TimelineEntry, 'at' | 'approximate' | 'text'>>,
  now: number,
): IncidentEvent[] {
  const { at, approximate, text } = entryNamed(incident, id);
  const wrong = new Wrong();
  const then = { at, approximate, text, ...change };
  if (change.text !== undefined) then.text = typed(wrong, 'entry', change.text, 'Say what happened.');
  checkPast(wrong, then.at, now);
  wrong.check();
  then.approximate &&= then.at !== null;
  const real = {
    ...(then.at === at ? {} : { at: then.at }),
    ...(then.approximate === approximate ? {} : { approximate: then.approximate }),
    ...(then.text === text ? {} : { text: then.text }),
  };
  return Object.keys(real).length === 0 ? [] : [{ kind: 'entry-changed', entry: id, change: real }];
}

/** @throws UserFault `no-entry`, or FormFault when the reason is too long */
export function removeEntry(incident: Incident, id: string, reason: string): IncidentEvent[] {
  entryNamed(incident, id);
  const wrong = new Wrong();
  const why = typed(wrong, 'reason', reason);
  wrong.check();
  return [{ kind: 'entry-removed', entry: id, reason: why }];
}

function entryNamed(incident: Incident, id: string): TimelineEntry {
  const found = incident.timeline.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault(
    'no-entry',
    `Incident ${incident.id} has no such entry.`,
    '`/incident timeline` shows those there are.',
  );
}

export interface Line {
  /** null: not known yet. */
  at: number | null;
  approximate: boolean;
  /** What it says, piece by piece: of a correction, only what was wrong is struck through. */
  parts: Part[];
  by: Person | null;
  source: Source | null;
  /** Of an entry that people may change or remove; null for what Signalman has recorded itself. */
  entry: string | null;
  /** Why it, or a part of it, does not hold any more. */
  struck: string | null;
  /** Of what was seen at GitHub: the issue, pull request or release, as it is called in the words. */
  about?: { name: string; url: string };
}

const said = (text: string): Part[] => [{ text, isWrong: false }];

/** All of a line, whether it still holds or not. */
export const textOf = ({ parts }: Pick<Line, 'parts'>): string =>
  parts.map(({ text, owner }) => text + (owner?.name ?? '')).join(' · ');

/**
 * Everything in the order of time; what has no time yet comes last, in the order of writing.
 * @param zone IANA, for moments that stand in the words
 */
export function timelineOf(incident: Incident, zone: string): Line[] {
  const shown = incident.revisions.filter((one) => one.number === 1 || !isWithheld(one, incident));
  const recorded = shown.map(
    (one): Line => ({
      at: one.at,
      approximate: false,
      parts: revisionParts(incident, one, zone),
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
      parts: said(one.text),
      // Who marked a message has not said what it says.
      by: one.source?.author ?? one.by,
      source: one.source,
      entry: one.id,
      struck: null,
    }),
  );
  const joined = incident.joined.map(
    ({ id, title, at }): Line => ({
      at,
      approximate: false,
      parts: said(`Incident ${id} merged into this one: ${title}`),
      by: null,
      source: null,
      entry: null,
      struck: null,
    }),
  );
  const seen = githubLines(incident).map(
    ({ at, text, about }): Line => ({
      ...{ at, approximate: false, parts: said(text), by: null, source: null, entry: null, struck: null },
      about,
    }),
  );
  return [...recorded, ...joined, ...seen, ...written]
    .map((line, order) => ({ line, order }))
    .sort((a, b) => (a.line.at ?? Infinity) - (b.line.at ?? Infinity) || a.order - b.order)
    .map(({ line }) => line);
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
  const clock = showClock(at, zone);
  return approximate ? `about ${clock}` : clock;
}
