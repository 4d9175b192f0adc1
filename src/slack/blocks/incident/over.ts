/** What is left to say of an incident that was none, or that goes on as another one. */
import type { IncidentEvent } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { Person } from '../../../domain/person.js';
import { type Block, header, sections } from '../parts/block.js';
import { link, sentence } from '../parts/text.js';
import { linked, linkText, struck, typed, typedLine } from '../parts/typed.js';
import { impactLines, severityInWords, workaroundLines } from './facts.js';
import type { Shown } from './shown.js';
import type { Room } from './wording.js';

export function retractedHead(shown: Shown, room: Room): Block[] {
  return [
    header(`:wastebasket: Retracted: incident ${shown.incident.id}`),
    ...sections('', [retraction(shown.incident, room), ...struckFacts(shown, room)]),
  ];
}

/** Why it is taken back, and by whom. */
export const retraction = (incident: Incident, room: Room): string =>
  `*Retracted* by ${linked(whoDid(incident, 'retracted'))}: ${typed(incident.reason, room('reason'))}`;

/** All that was said, so that nobody who comes back wonders where it is. */
export const struckFacts = (shown: Shown, room: Room): string[] => {
  const { incident, settings } = shown;
  const { facts } = incident;
  return [
    typedLine(facts.title, room('title')),
    `${severityInWords(incident, settings)} · affected: ${typed(facts.versions, room('versions'))}`,
    ...impactLines(shown, room),
    ...workaroundLines(shown, room),
  ].map((line) => struck(unmarked(line)));
};

/** Bold within struck text would be two marks at one place. */
const unmarked = (line: string) => line.replace(/^\*([^*]+)\*\s+/, '$1: ');

export function mergedHead(shown: Shown, room: Room): Block[] {
  const { incident } = shown;
  const into = incident.mergedInto?.id ?? '';
  return [
    header(`:twisted_rightwards_arrows: Merged: incident ${incident.id} goes on as incident ${into}`),
    ...sections('', mergedLines(shown, room)),
  ];
}

/** Its address, where it is known by now, or was when they were merged. */
export const survivorOf = ({ mergedInto }: Incident, links: Shown['links']): string | null =>
  links.survivor ?? mergedInto?.url ?? null;

export function mergedLines({ incident, links }: Shown, room: Room): string[] {
  const { mergedInto, facts, reason } = incident;
  const other = `incident ${mergedInto?.id}: ${linkText(mergedInto?.title ?? '', 160)}`;
  const url = survivorOf(incident, links);
  const shown = url === null ? `*${typedLine(other, 900)}*` : `*${link(url, other)}*`;
  return [
    `All updates are in ${shown}`,
    `*${typedLine(facts.title, room('title'))}* is the same: ${sentence(typed(reason, room('reason')))} Merged by ${linked(whoDid(incident, 'merged'))}.`,
  ];
}

const whoDid = ({ revisions }: Incident, kind: IncidentEvent['kind']): Person | null =>
  revisions.findLast((one) => one.kind === kind)?.by ?? null;
