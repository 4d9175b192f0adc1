/** The facts of an incident, as the head, its copies and private answers say them. */
import { severityOf } from '../../../domain/incident/cadence.js';
import type { Facts } from '../../../domain/incident/event.js';
import { type Incident, isOpen, latest, type Revision } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { link } from '../text.js';
import {
  clock,
  forReader,
  linked,
  linkText,
  momentNear,
  owned,
  type Room,
  sentence,
  severityName,
  stateInWords,
  tidy,
  tookOf,
  typed,
  typedLine,
} from './wording.js';

/** `S1 · blocks v1.6`; what is over blocks nothing. */
export function severityInWords(incident: Incident, settings: IncidentSettings): string {
  const { severity, release } = incident.facts;
  if (!isOpen(incident)) return `${severityName(severity, settings)} · ${typedLine(release, 80)}`;
  const blocks = severityOf(settings, severity).blocks ? 'blocks' : 'does not block';
  return `${severityName(severity, settings)} · ${blocks} ${typedLine(release, 80)}`;
}

/** Where it stands; of what is over, after how long. */
export function standing(incident: Incident): string {
  // How long it took is told by the one that goes on.
  const took = incident.state === 'merged' ? null : tookOf(incident);
  const words = stateInWords(incident);
  return took === null ? words : `${words} after ${took}`;
}

const telling: Revision['kind'][] = ['updated', 'corrected', 'resolved', 'reopened'];

/** The last words that still hold; null: nothing but the declaration. */
function lastWords({ revisions }: Incident): string | null {
  const last = revisions.findLast((one) => telling.includes(one.kind) && !one.struck);
  if (!last || last.text === '') return null;
  return last.kind === 'reopened' ? `Open again: ${last.text}` : last.text;
}

/** Whether there is more to tell than the declaration. */
export const hasNews = (incident: Incident): boolean =>
  lastWords(incident) !== null || tidy(`${incident.facts.action}${incident.facts.owner}`) !== '';

export function nowLines(incident: Incident, room: Room): string[] {
  const { facts } = incident;
  const words = lastWords(incident);
  const now =
    words === null
      ? `Declared by ${linked(incident.declaredBy)}; nothing more is known yet`
      : typed(words, room('text'));
  return [
    `*${isOpen(incident) ? 'Now' : 'Outcome'}*  ${now}`,
    ...(isOpen(incident) ? doing(facts, room) : []),
  ];
}

function doing({ action, owner }: Facts, room: Room): string[] {
  if (tidy(action) === '' && tidy(owner) === '') return [];
  const what = tidy(action) === '' ? 'in the hands of' : `${typed(action, room('action'))} ·`;
  return [
    `*Being done*  ${tidy(owner) === '' ? what.replace(/ ·$/, '') : `${what} ${owned(owner, room('owner'))}`}`,
  ];
}

export const impactLine = ({ impact }: Facts, room: Room): string =>
  `*Impact*  ${typed(impact, room('impact'))}`;

/** That there is none is said: it is the first thing that people look for. */
export const workaroundLine = ({ workaround }: Facts, room: Room): string =>
  `*Workaround*  ${tidy(workaround) === '' ? 'none known' : typed(workaround, room('workaround'))}`;

export const issueLine = ({ issue }: Facts): string =>
  `*Tracking issue*  ${issue ? issueLink(issue) : 'none yet'}`;

/** The address is typed by people too. */
export const issueLink = ({ name, url }: NonNullable<Facts['issue']>): string =>
  url.length > 300 || !/^https?:\/\/[^\s<>|]+$/.test(url)
    ? typedLine(name, 150)
    : link(url, linkText(name, 120));

/** @returns nothing when no update is promised any more */
export function nextLine(incident: Incident, { zone }: IncidentSettings): string[] {
  const due = incident.facts.nextUpdateBy;
  if (!isOpen(incident) || due === null) return [];
  return [`*Next update by*  *${forReader(due, zone)}*`];
}

export const lingeringLine = ({ lingering }: Incident, room: Room): string[] =>
  tidy(lingering) === '' ? [] : [`*Still lingers*  ${typed(lingering, room('lingering'))}`];

/** `Incident 12, S1, rev 3 as of 18:51 PDT: title. State. Next update by 21:00 PDT.` It makes sense alone. */
export function briefly(incident: Incident, settings: IncidentSettings): string {
  const { id, facts, mergedInto, state } = incident;
  const { number, at } = latest(incident);
  const { zone } = settings;
  const due = isOpen(incident) ? facts.nextUpdateBy : null;
  const into = mergedInto ? ` into incident ${mergedInto.id}` : '';
  const parts = [
    `Incident ${id}, ${severityName(facts.severity, settings)}, rev ${number} as of ${clock(at, zone)}:`,
    sentence(typedLine(facts.title, 600)),
    sentence(state === 'merged' ? `Merged${into}` : standing(incident)),
    ...(due === null ? [] : [`Next update by ${momentNear(due, at, zone)}.`]),
  ];
  return parts.join(' ');
}
