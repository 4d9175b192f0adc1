/** The facts of an incident, as the head, its copies and private answers say them. */
import { severityOf } from '../../../domain/incident/cadence.js';
import { newsOf } from '../../../domain/incident/correction.js';
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { clock, forReader, momentNear } from '../parts/days.js';
import { sentence } from '../parts/text.js';
import { linked, owned, tidy, typed, typedLine } from '../parts/typed.js';
import { besides, factInWords } from './changes.js';
import { formerly, labelled } from './correction.js';
import { issueLink } from './issue.js';
import type { Shown } from './shown.js';
import { type Room, severityName, stateInWords, tookOf } from './wording.js';

type About = Pick<Shown, 'incident' | 'settings'>;

/** `S1 · blocks v1.6`; what is over blocks nothing, and no verdict counts what is under embargo. */
export function severityInWords(incident: Incident, settings: IncidentSettings): string {
  const { severity, release } = incident.facts;
  if (!isOpen(incident) || incident.isEmbargoed)
    return `${severityName(severity, settings)} · ${typedLine(release, 80)}`;
  const blocks = severityOf(settings, severity).blocks ? 'blocks' : 'does not block';
  return `${severityName(severity, settings)} · ${blocks} ${typedLine(release, 80)}`;
}

/** With what was wrong about it. */
export const severityNow = (shown: About, room: Room): string =>
  besides(formerly(shown, 'severity', room), severityInWords(shown.incident, shown.settings));

/** Where it stands; of what is over, after how long. */
export function standing(incident: Incident): string {
  // How long it took is told by the one that goes on.
  const took = incident.state === 'merged' ? null : tookOf(incident);
  const words = stateInWords(incident);
  return took === null ? words : `${words} after ${took}`;
}

/** With what was wrong about it. */
export const stateNow = (shown: About, room: Room, mark = ''): string =>
  besides(
    isOpen(shown.incident) ? formerly(shown, 'fix', room) : '',
    `${mark}${standing(shown.incident)}${mark}`,
  );

/** The last words that still hold; null: nothing but the declaration. */
function lastWords(incident: Incident): string | null {
  const news = newsOf(incident);
  return news?.kind === 'reopened' ? `Open again: ${news.text}` : (news?.text ?? null);
}

/** Whether there is more to tell than the declaration. */
export const hasNews = (incident: Incident): boolean =>
  lastWords(incident) !== null || tidy(`${incident.facts.action}${incident.facts.owner}`) !== '';

export function nowLines(shown: About, room: Room): string[] {
  const { incident } = shown;
  const words = lastWords(incident);
  const now =
    words === null
      ? `Declared by ${linked(incident.declaredBy)}; nothing more is known yet`
      : typed(words, room('text'));
  return [
    ...labelled(isOpen(incident) ? 'Now' : 'Outcome', formerly(shown, 'text', room), now),
    ...(isOpen(incident) ? doing(shown, room) : []),
  ];
}

function doing(shown: About, room: Room): string[] {
  const { action, owner } = shown.incident.facts;
  const was = { action: formerly(shown, 'action', room), owner: formerly(shown, 'owner', room) };
  const what = tidy(action) === '' ? '' : typed(action, room('action'));
  const who = [was.owner, tidy(owner) === '' ? '' : owned(owner, room('owner'))].filter(Boolean).join(' ');
  if (`${what}${who}${was.action}` === '') return [];
  const alone = what === '' && was.action === '' ? `in the hands of ${who}` : who;
  return labelled('Being done', was.action, [what, alone].filter(Boolean).join(' · '));
}

export const impactLines = (shown: About, room: Room): string[] =>
  labelled('Impact', formerly(shown, 'impact', room), typed(shown.incident.facts.impact, room('impact')));

/** That there is none is said: it is the first thing that people look for. */
export const workaroundLines = (shown: About, room: Room): string[] =>
  labelled(
    'Workaround',
    formerly(shown, 'workaround', room),
    factInWords('workaround', shown.incident.facts, shown.settings, room),
  );

export function issueLines(shown: About, room: Room): string[] {
  const { issue } = shown.incident.facts;
  return labelled('Tracking issue', formerly(shown, 'issue', room), issue ? issueLink(issue) : 'none yet');
}

/** @returns nothing when no update is promised any more */
export function nextLine(incident: Incident, { zone }: IncidentSettings): string[] {
  const due = incident.facts.nextUpdateBy;
  if (!isOpen(incident) || due === null) return [];
  return [`*Next update by*  *${forReader(due, zone)}*`];
}

export const lingeringLine = ({ lingering }: Incident, room: Room): string[] =>
  tidy(lingering) === '' ? [] : [`*Remains*  ${typed(lingering, room('lingering'))}`];

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
