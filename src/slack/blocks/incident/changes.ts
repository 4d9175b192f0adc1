/** The facts that a revision or a draft changes, each with its name and its values: the same in drafts, the thread and short replies. */
import {
  type Change,
  emptyFact,
  type Fact,
  factNames,
  factsIn,
  fixInWords,
} from '../../../domain/incident/changes.js';
import type { FactsChange } from '../../../domain/incident/event.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { forReader } from '../parts/days.js';
import { isUser, owned, struck, tidy, typed } from '../parts/typed.js';
import { issueLink } from './issue.js';
import { type Room, severityName } from './wording.js';

/** Made harmless. */
export function factInWords(fact: Fact, facts: FactsChange, settings: IncidentSettings, room: Room): string {
  const { severity, fix, issue, nextUpdateBy, owner = '' } = facts;
  switch (fact) {
    case 'severity':
      return severity === undefined ? '' : severityName(severity, settings);
    case 'fix':
      return fix === undefined ? '' : fixInWords(fix);
    case 'issue':
      return issue ? issueLink(issue) : emptyFact(fact);
    case 'nextUpdateBy':
      return nextUpdateBy ? forReader(nextUpdateBy, settings.zone) : '';
    case 'owner':
      return tidy(owner) === '' ? emptyFact(fact) : owned(owner, room('owner'));
    default:
      return tidy(facts[fact] ?? '') === '' ? emptyFact(fact) : typed(facts[fact] ?? '', room(fact));
  }
}

/** What was wrong, and what holds: side by side where both are short. */
export function besides(old: string, now: string): string {
  const isShort = old.length + now.length <= 150 && !/\n/.test(old + now);
  return [old, now].filter((one) => one !== '').join(isShort ? ' ' : '\n');
}

/** Half of the room: enough to know again what one has read. */
export const half =
  (room: Room): Room =>
  (field) =>
    Math.floor(room(field) / 2);

export interface Told {
  /** What was before was wrong, and is struck through. */
  isCorrection?: boolean;
  /** Facts that do not hold any more. */
  wrong?: readonly Fact[];
}

/** The one before is told too: a fall is another thing than a rise. */
const hasFewValues = (fact: Fact): boolean => fact === 'severity' || fact === 'fix';

/** `severity: S2 → S1`; of what has many values, what holds now. */
export function changeLine(
  fact: Fact,
  change: Change,
  settings: IncidentSettings,
  room: Room,
  { isCorrection = false, wrong = [] }: Told = {},
): string {
  const { before, after } = change;
  const now = factInWords(fact, after, settings, room);
  if (fact === 'nextUpdateBy') return `${factNames[fact]} ${now}`;
  const name = `${factNames[fact]}:`;
  if (isCorrection && !(fact === 'owner' && isUser((before.owner ?? '').trim()))) {
    const old = struck(factInWords(fact, before, settings, half(room)));
    return `${name} ${besides(old, now)}`;
  }
  const was = hasFewValues(fact) ? factInWords(fact, before, settings, room) : '';
  const line = `${name} ${was === '' || isCorrection ? now : `${was} → ${now}`}`;
  return wrong.includes(fact) ? struck(line) : line;
}

/** For what is read without the message: how grave it is and where it stands, when that has changed. */
export function movesInWords(change: Change, settings: IncidentSettings, room: Room): string {
  const lines = factsIn(change)
    .filter(hasFewValues)
    .map((fact) => changeLine(fact, change, settings, room));
  return lines.length === 0 ? '' : ` ${lines.join('; ').replace(/^./, (first) => first.toUpperCase())}.`;
}

/** Those that are said in a word or two. */
const brief: readonly Fact[] = ['severity', 'fix', 'owner', 'issue'];

/**
 * As few lines as can be read: what is brief stands together, what is long by itself. The promise of the next update
 * is told beside how things stand.
 */
export function changeLines(
  facts: readonly Fact[],
  change: Change,
  settings: IncidentSettings,
  room: Room,
  told: Told = {},
): string[] {
  const line = (fact: Fact) => changeLine(fact, change, settings, room, told);
  const short = facts.filter((fact) => brief.includes(fact)).map(line);
  const long = facts.filter((fact) => fact !== 'nextUpdateBy' && !brief.includes(fact)).map(line);
  return [...(short.length > 0 ? [short.join(' · ')] : []), ...long].map((one) => `• ${one}`);
}

/** In one line, for busy channels: of what is long only that it is new. */
export function changedInShort(
  change: Change,
  settings: IncidentSettings,
  room: Room,
  told: Told = {},
): string[] {
  const facts = factsIn(change).filter((fact) => fact !== 'nextUpdateBy');
  const few = facts.filter(hasFewValues);
  const rest = facts
    .filter((fact) => !hasFewValues(fact))
    .map((fact) => (told.wrong?.includes(fact) ? struck(factNames[fact]) : factNames[fact]));
  const others = rest.length === 0 ? [] : [`${told.isCorrection ? 'corrected' : 'new'}: ${rest.join(', ')}`];
  const line = [...few.map((fact) => changeLine(fact, change, settings, room, told)), ...others].join(' · ');
  return line === '' ? [] : [line];
}
