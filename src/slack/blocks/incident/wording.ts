/** What the messages of an incident have in common: how much room there is, moments, states and severities in words. */
import { fixInWords } from '../../../domain/incident/changes.js';
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { longest } from '../../../domain/incident/words.js';
import { showDuration } from '../../../domain/time.js';
import { limits } from '../parts/block.js';
import { clock, forReader, momentNear } from '../parts/days.js';
import { link } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';

/** Characters of what is typed, once it is escaped: `&` becomes five. A section has to hold it with its label. */
const mostTyped = limits.section - 200;

export type Room = (field: keyof typeof longest) => number;

/** From one that cuts nothing of what people usually type to one that always fits a message. */
export const rooms: Room[] = [5, 3, 2, 1.5, 1, 0.5].map(
  (factor) => (field) => Math.min(mostTyped, Math.floor(longest[field] * factor)),
);

/** For messages with little in them. */
export const roomy: Room = (field) => Math.min(mostTyped, longest[field] * 5);

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

/** `in one thread`, as a link, or the channel where it will be. */
export const threadLink = (head: string | null, text: string, { channel }: IncidentSettings): string =>
  head === null ? `<#${channel}>` : link(head, text);
