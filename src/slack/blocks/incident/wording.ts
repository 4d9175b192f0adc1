/** What the messages of an incident have in common: what people typed made harmless, moments, people, and short words. */
import { fixInWords } from '../../../domain/incident/changes.js';
import type { Person } from '../../../domain/incident/event.js';
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { longest } from '../../../domain/incident/words.js';
import { showDay, showDuration, showMoment } from '../../../domain/time.js';
import { type Block, limits } from '../block.js';
import { clip, clipEscaped, link, mention, plainText, unformatted, when } from '../text.js';

/** Characters of what is typed, once it is escaped: `&` becomes five. A section has to hold it with its label. */
const mostTyped = limits.section - 200;

export type Room = (field: keyof typeof longest) => number;

/** From one that cuts nothing of what people usually type to one that always fits a message. */
export const rooms: Room[] = [5, 3, 2, 1.5, 1, 0.5].map(
  (factor) => (field) => Math.min(mostTyped, Math.floor(longest[field] * factor)),
);

/** For messages with little in them. */
export const roomy: Room = (field) => Math.min(mostTyped, longest[field] * 5);

/** Marks of control would be six characters each in a message; lines stay, but not many empty ones. */
export const tidy = (text: string): string =>
  plainText(text)
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\p{Surrogate}\p{Cc}]/gu, (mark) => (mark === '\n' ? mark : mark === '\t' ? ' ' : ''))
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Of a page, without the punctuation of the sentence around it. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)'\]])/;

/** What somebody typed, on as many lines: nothing in it is a command, a mention or a mark. @param most once escaped */
export function typed(text: string, most: number): string {
  // Within an address an underscore means itself.
  const shown = tidy(text)
    .split(address)
    .map((part, at) =>
      at % 2 === 0 ? unformatted(part) : unformatted(part.replaceAll('_', '\0')).replaceAll('\0', '_'),
    );
  return clipEscaped(shown.join(''), most);
}

/** The same on one line. */
export const typedLine = (text: string, most: number): string => typed(text.replace(/\s+/g, ' '), most);

/** What somebody typed, for the text of a link, which is escaped when the link is made. */
export const linkText = (text: string, most: number): string =>
  // A link without a text is none.
  clip(unformatted(tidy(text.replace(/\s+/g, ' '))), most) || 'here';

/** Struck through, line by line: Slack's mark does not reach over the end of one. Takes what is harmless already. */
export const struck = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .map((line) => (line === '' ? '' : `~${line}~`))
    .join('\n');

/** As a quote, in rich text: there nothing is read as a command, and so nothing has to be changed. */
export function quote(text: string, most: number): Block {
  const parts = clip(tidy(text) || '(no text)', most).split(address);
  const elements = parts
    .map((part, at) => (at % 2 === 0 ? { type: 'text', text: part } : { type: 'link', url: part }))
    .filter((one) => one.text !== '');
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] };
}

export const isUser = (id: string): boolean => /^[UW][A-Z0-9]+$/.test(id);

/** By name, without calling them. */
export const named = (person: Person | null): string =>
  person ? typedLine(person.name, 80) || 'somebody' : 'Signalman';

/** With a link to them; a new message calls them, an edit does not. */
export const linked = (person: Person | null): string =>
  person && isUser(person.id) ? mention(person.id) : named(person);

/** Whoever does it, as typed: words, or a person chosen from a list. */
export const owned = (owner: string, most: number): string =>
  isUser(owner.trim()) ? mention(owner.trim()) : typedLine(owner, most);

/** `18:51 PDT`: on a 24-hour clock, never without the zone. */
export const clock = (at: number, zone: string): string =>
  showMoment(at, zone).slice(showDay(at, zone).length + 2);

/** `21:00 PDT`, with the day where it is another one than that of the message. @param near ms, UTC */
export const momentNear = (at: number, near: number, zone: string): string =>
  showDay(at, zone) === showDay(near, zone) ? clock(at, zone) : showMoment(at, zone);

/** A moment on the reader's own clock: two clocks in one line are one too many, so the team's is in the small print. */
export const forReader = (at: number, zone: string): string => when(at, showMoment(at, zone));

/** The revision that every place has to show. */
export function asOf(incident: Incident, { zone }: IncidentSettings): string {
  const { number, at } = latest(incident);
  return `*rev ${number}, as of ${forReader(at, zone)}*`;
}

/** For the small print: the moments that people talk about, as the team says them. */
export function teamTime(incident: Incident, { zone }: IncidentSettings): string {
  const { at } = latest(incident);
  const due = isOpen(incident) ? incident.facts.nextUpdateBy : null;
  const next = due === null ? '' : `, next update by ${momentNear(due, at, zone)}`;
  return `in the team’s zone: ${clock(at, zone)}${next}`;
}

/** How long it took; null while it goes on. */
export const tookOf = ({ declaredAt, endedAt }: Incident): string | null =>
  endedAt === null ? null : showDuration(endedAt - declaredAt);

export function stateInWords({ state, facts }: Pick<Incident, 'state' | 'facts'>): string {
  switch (state) {
    case 'declared':
      return 'Declared';
    case 'investigating':
      return 'Investigating';
    case 'identified':
      return 'Cause known';
    case 'fixing':
      return fixInWords(facts.fix);
    case 'monitoring':
      return 'Fix in place, being watched';
    case 'published':
      return 'Resolved, post-mortem published';
    case 'resolved':
      return 'Resolved';
    case 'retracted':
      return 'Retracted';
    case 'merged':
      return 'Merged';
  }
}

/** `S1` */
export const severityName = (id: string, { severities }: IncidentSettings): string =>
  typedLine(severities.find((one) => one.id === id)?.title ?? id.toUpperCase(), 60);

const endings = new Map([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
]);
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** `2nd` */
export const ordinal = (count: number): string => `${count}${endings.get(ordinals.select(count)) ?? 'th'}`;

/** Ends a sentence that may end already. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** `in one thread`, as a link, or the channel where it will be. */
export const threadLink = (head: string | null, text: string, { channel }: IncidentSettings): string =>
  head === null ? `<#${channel}>` : link(head, text);
