/** What was wrong, struck through beside what holds now, and who corrected it why: for as long as that is the last word. */
import { type Fact, factNames, factsIn } from '../../../domain/incident/changes.js';
import {
  type Correction,
  newsOf,
  standingCorrections,
  wrongFacts,
  wrongNews,
} from '../../../domain/incident/correction.js';
import { plural } from '../../../domain/plural.js';
import { forReader } from '../parts/days.js';
import { named, struck, typed } from '../parts/typed.js';
import { besides, factInWords, half } from './changes.js';
import type { Shown } from './shown.js';
import type { Room } from './wording.js';

type About = Pick<Shown, 'incident' | 'settings'>;

/** What stood there, struck through; empty: it was not wrong. */
export function formerly({ incident, settings }: About, what: Fact | 'text', room: Room): string {
  const small = half(room);
  if (what === 'text') return struck(typed(wrongNews(incident) ?? '', small('text')));
  const before = wrongFacts(standingCorrections(incident));
  return what in before ? struck(factInWords(what, before, settings, small)) : '';
}

/** `*Impact*  ~old~ new`, on two lines where it is long. */
export function labelled(label: string, old: string, now: string): string[] {
  return `*${label}*  ${besides(old, now)}`.split('\n').length === 1 || old === ''
    ? [`*${label}*  ${besides(old, now)}`]
    : [`*${label}*  ${old}`, ...(now === '' ? [] : [now])];
}

/** More than these nobody reads; the thread has all of them. */
const mostNotes = 2;

/**
 * Why what is struck through does not hold, by whom and when. What has no place of its own in the message stands here.
 * @param unseen facts that have none
 */
export function correctionLines(shown: About, room: Room, unseen: readonly Fact[]): string[] {
  const { incident, settings } = shown;
  const corrections = standingCorrections(incident);
  const title = formerly(shown, 'title', room);
  const left = corrections.length - mostNotes;
  const facts = factsIn({ after: wrongFacts(corrections) }).filter((fact) => unseen.includes(fact));
  return [
    // The right one stands above it.
    ...(title === '' ? [] : [title]),
    ...corrections.slice(0, mostNotes).flatMap((one) => note(shown, one, room)),
    ...(left > 0 ? [`and ${plural(left, 'earlier correction')}, in the thread`] : []),
    ...facts.map((fact) => {
      const now = factInWords(fact, incident.facts, settings, room);
      return `• ${factNames[fact]}: ${besides(formerly(shown, fact, room), now)}`;
    }),
  ];
}

function note({ incident, settings }: About, { by, of, reason, words }: Correction, room: Room): string[] {
  const who = `${named(by.by)}, ${forReader(by.at, settings.zone)}`;
  const line = `:pencil2: *Correction* of rev ${of.number} by ${who}: ${typed(reason, room('reason'))}`;
  // The news stand in their own line; what was corrected again does not hold either.
  if (by.struck || newsOf(incident)?.number === by.number) return [line];
  const small = half(room);
  const old = words === null ? '' : struck(typed(words, small('text')));
  return [line, ...(old === '' ? [] : [old]), `_What is right:_ ${typed(by.text, small('text'))}`];
}
