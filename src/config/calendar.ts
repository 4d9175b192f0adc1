/** The calendars of signalman.yml: their phases, announcements and rotas, with what is wrong with them. */
import { type Deadline, parseDeadline, type Reading } from '../domain/calendar/deadline.js';
import {
  type Calendar,
  contradictionsOf,
  type Phase,
  type PhaseKind,
  phaseKinds,
  phaseTitles,
} from '../domain/calendar/phase.js';
import type { Rota } from '../domain/calendar/rota.js';
import { UserFault } from '../domain/fault.js';
import type { Problem } from './problem.js';
import { ms, type Report, readZone } from './read-values.js';
import type { CalendarDefaultsFile, CalendarFile, PhaseFile, RotaFile } from './schema/calendar.js';
import type { ConfigFile } from './schema.js';

type Path = Problem['path'];

/** Phases for which a day without a time means its beginning: nobody has until its end for them. */
const beginning: readonly PhaseKind[] = ['thaw', 'rc', 'release'];

/** @returns null where the release has none */
export function resolveCalendar(
  file: ConfigFile,
  name: string,
  fallbackZone: string,
  report: Report,
): Calendar | null {
  const own = file.releases[name]?.calendar;
  if (!own) return null;
  const defaults = file.calendar ?? {};
  const path: Path = ['releases', name, 'calendar'];
  const zone = zoneOf(own, defaults, path, fallbackZone, report);
  const reader = createReader(zone, report);
  const begins = own.begins === undefined ? null : reader.read(own.begins, [...path, 'begins'], 'begin');
  const phases = phasesOf(own, path, reader, report).sort((a, b) => a.begins.at - b.begins.at);
  for (const { phase, message } of contradictionsOf(phases))
    report({
      path: [...path, 'phases', phase],
      message,
      expected: message.startsWith('overlaps')
        ? 'end the one before the other, or add `beside: true` to one of your own'
        : 'look at the dates of both',
    });
  const rcPeriod = own['rc-period'] ?? defaults['rc-period'];
  const rota = own.rota
    ? rotaOf(own.rota, [...path, 'rota'], begins?.at ?? null, reader, report)
    : defaults.rota
      ? rotaOf(defaults.rota, ['calendar', 'rota'], begins?.at ?? null, reader, report)
      : null;
  return {
    ...{ zone, begins: begins?.at ?? null, phases, rota },
    announceAhead: aheadOf(own, defaults),
    channels: [...new Set(own.channels ?? defaults.channels ?? file.channels?.release ?? [])],
    rcPeriod: spanOf(rcPeriod ?? '7d'),
    needsCandidate: rcPeriod !== undefined,
    notes: reader.notes,
  };
}

function zoneOf(
  own: CalendarFile,
  defaults: CalendarDefaultsFile,
  path: Path,
  fallback: string,
  report: Report,
): string {
  if (own.timezone !== undefined) return readZone(own.timezone, [...path, 'timezone'], report) ?? fallback;
  return readZone(defaults.timezone ?? fallback, ['calendar', 'timezone'], report) ?? fallback;
}

const spanOf = (given: string | 0): number => (given === 0 || given === '0' ? 0 : ms(given));

function aheadOf(own: CalendarFile, defaults: CalendarDefaultsFile): number[] {
  const given = own['announce-ahead'] ?? defaults['announce-ahead'] ?? ['7d', '1d', 0];
  return [...new Set(given.map(spanOf))].sort((a, b) => b - a);
}

/** Reads one moment after the other: a day without a year comes after the first that has one. */
function createReader(zone: string, report: Report) {
  let reference: number | null = null;
  const notes: string[] = [];
  function read(written: string, path: Path, edge: Reading['edge'], after = reference): Deadline | null {
    try {
      const found = parseDeadline(written, { zone, reference: after, edge });
      reference ??= found.at;
      if (found.note !== null) notes.push(found.note);
      return found;
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
      report({ path, message: error.message.replace(/\.$/, ''), expected: error.hint });
      return null;
    }
  }
  return { zone, notes, read };
}
type Reader = ReturnType<typeof createReader>;

function phasesOf(own: CalendarFile, path: Path, reader: Reader, report: Report): Phase[] {
  return Object.entries(own.phases).flatMap(([id, given]): Phase[] => {
    const file: PhaseFile = typeof given === 'string' ? { begins: given } : given;
    const at = [...path, 'phases', id];
    const kind = file.kind ?? kindOf(id);
    if (file.begins === undefined) {
      report({
        path: at,
        message: 'no beginning is given',
        expected: 'add for example begins: 2026-07-22 AoE',
      });
      return [];
    }
    // What has an end is a span of days; otherwise a day is the last on which something may be done.
    const edge = beginning.includes(kind) || file.ends !== undefined ? 'begin' : 'end';
    const where = typeof given === 'string' ? at : [...at, 'begins'];
    const begins = reader.read(file.begins, where, edge);
    const ends = file.ends === undefined ? null : reader.read(file.ends, [...at, 'ends'], 'end', begins?.at);
    if (!begins) return [];
    const title = file.title ?? (kind === 'own' || id !== kind ? titleOf(id, kind) : phaseTitles[kind]);
    return [
      {
        ...{ id, kind, title, begins, ends, isBeside: file.beside ?? false },
        rota: file.rota ? rotaOf(file.rota, [...at, 'rota'], begins.at, reader, report) : null,
      },
    ];
  });
}

/** Told from the name: `code-freeze` is a freeze, `rc.1` a release candidate. */
function kindOf(id: string): PhaseKind {
  const plain = id.replace(/^code-/, '');
  if (/^rc([.-]?\d+)?$|^release-candidate/.test(plain)) return 'rc';
  if (plain === 'production-readiness-freeze') return 'prr-freeze';
  return phaseKinds.find((kind) => kind === plain) ?? 'own';
}

/** `feature-blog-freeze` is Feature blog freeze. */
function titleOf(id: string, kind: PhaseKind): string {
  if (kind !== 'own' && kindOf(id) === kind && kind !== 'rc') return phaseTitles[kind];
  return /^rc/.test(id) ? id : `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
}

/** @param since when the first of the weekly turns begins unless that is said */
function rotaOf(file: RotaFile, path: Path, since: number | null, reader: Reader, report: Report): Rota {
  if (Array.isArray(file)) {
    const turns = file.map(({ who, name, from, until }, at) => {
      const begin = from === undefined ? null : reader.read(from, [...path, at, 'from'], 'begin');
      const end = until === undefined ? null : reader.read(until, [...path, at, 'until'], 'end', begin?.at);
      if (begin && end && end.at <= begin.at)
        report({ path: [...path, at, 'until'], message: 'the turn ends before it begins' });
      return { who, name: name ?? null, from: begin?.at ?? null, until: end?.at ?? null };
    });
    return { kind: 'turns', turns };
  }
  const first = file.since === undefined ? since : reader.read(file.since, [...path, 'since'], 'begin')?.at;
  if (first === null)
    report({
      path: [...path, 'since'],
      message: 'nothing says when the first turn begins',
      expected: 'add since: to the rota, or begins: to the calendar',
    });
  const people = file.weekly.map((one) =>
    typeof one === 'string' ? { who: one, name: null } : { who: one.who, name: one.name ?? null },
  );
  return { kind: 'weekly', people, since: first ?? 0, zone: reader.zone };
}
