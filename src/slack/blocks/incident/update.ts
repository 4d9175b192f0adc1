/** One revision: in the thread of the head, and in short below the copies, because an edit notifies nobody. */
import type { Saying } from '../../../domain/delivery.js';
import { type Incident, isOpen, latest, type Revision } from '../../../domain/incident/incident.js';
import { context, firstThatFits, sections } from '../block.js';
import { link } from '../text.js';
import { lingeringLine, severityInWords, standing } from './facts.js';
import type { Shown } from './shown.js';
import {
  clock,
  forReader,
  linked,
  linkText,
  named,
  type Room,
  rooms,
  sentence,
  severityName,
  struck,
  threadLink,
  tidy,
  typed,
  typedLine,
} from './wording.js';

/** In the thread of the head; struck through when it was taken back. */
export function update(shown: Shown, revision: Revision): Saying {
  const { incident, settings } = shown;
  const lines = (room: Room) => [
    titleLine(shown, revision),
    ...(revision.struck ? struckLines(incident, revision, room) : said(shown, revision, room)),
  ];
  const now = revision.struck === null && revision.number === latest(incident).number ? standsNow(shown) : [];
  return {
    text: `Incident ${incident.id}, rev ${revision.number} at ${clock(revision.at, settings.zone)}: ${brieflySaid(revision)}`,
    blocks: firstThatFits(
      rooms.map((room) => () => [...sections('', lines(room)), ...(now.length > 0 ? [context(...now)] : [])]),
    ),
  };
}

const what: Partial<Record<Revision['kind'], string>> = {
  declared: 'declared the incident',
  corrected: 'corrects',
  'handed-over': 'hands over command',
  resolved: 'all clear',
  reopened: 'open again',
  retracted: 'retracted',
  merged: 'merged',
};

function titleLine({ incident, settings }: Shown, revision: Revision): string {
  const { number, at, kind } = revision;
  const corrected = incident.revisions.find((one) => one.struck?.by === number);
  const did = kind === 'corrected' ? `corrects rev ${corrected?.number ?? '?'}` : what[kind];
  return `*Rev ${number}* · ${clock(at, settings.zone)} · ${byWhom(revision)}${did ? ` · *${did}*` : ''}`;
}

/** Who worded it comes first: they can be asked. */
function byWhom({ by, draftedBy }: Revision): string {
  return draftedBy === null ? named(by) : `${named(draftedBy)}, approved by ${named(by)}`;
}

function said(shown: Shown, revision: Revision, room: Room): string[] {
  const { incident } = shown;
  const words = tidy(revision.text) === '' ? [] : [typed(revision.text, room('text'))];
  const isLatest = revision.number === latest(incident).number;
  switch (revision.kind) {
    case 'corrected': {
      const wrong = incident.revisions.find((one) => one.struck?.by === revision.number);
      return [...words, ...(wrong?.struck ? [`_Why:_ ${typed(wrong.struck.reason, room('reason'))}`] : [])];
    }
    case 'handed-over':
      return [...(isLatest ? [`${linked(incident.facts.commander)} commands from here on.`] : []), ...words];
    case 'resolved':
      return [...words, ...(isLatest ? lingeringLine(incident, room) : [])];
    case 'merged':
      return [...words, goesOn(shown)];
    default:
      return words;
  }
}

function goesOn({ incident, links }: Shown): string {
  const { mergedInto } = incident;
  if (!mergedInto) return '';
  const other = `incident ${mergedInto.id}: ${linkText(mergedInto.title, 160)}`;
  return `It goes on as ${links.survivor === null ? typedLine(other, 900) : link(links.survivor, other)}`;
}

/** Every line of it, so that nobody reads half of it as still true. */
function struckLines(incident: Incident, { text, struck: taken }: Revision, room: Room): string[] {
  const by = incident.revisions.find((one) => one.number === taken?.by);
  const stands = by?.kind === 'retracted' ? `retracted by rev ${taken?.by}` : `corrected by rev ${taken?.by}`;
  const why = `_Taken back:_ ${typed(taken?.reason ?? '', room('reason'))} · *${stands}*`;
  return [...(tidy(text) === '' ? [] : [struck(typed(text, room('text')))]), why];
}

/** Which facts a revision changed is not told; how things stand with the latest is. */
function standsNow({ incident, settings }: Shown): string[] {
  const { facts } = incident;
  if (!isOpen(incident)) return [];
  const next =
    facts.nextUpdateBy === null ? [] : [`next update by ${forReader(facts.nextUpdateBy, settings.zone)}`];
  return [[standing(incident), severityInWords(incident, settings), ...next].join(' · ')];
}

function brieflySaid(revision: Revision): string {
  const words = typedLine(revision.text, 700);
  const did = deedOf(revision);
  const said = [...(did ? [did] : []), ...(words === '' ? [] : [words])].join(': ');
  return `${revision.struck ? `taken back by rev ${revision.struck.by}: ` : ''}${sentence(said || 'no words')}`;
}

function deedOf({ kind, to }: Revision): string | undefined {
  if (kind === 'handed-over') return `${what[kind]} to ${named(to)}`;
  return kind === 'corrected' ? 'correction' : what[kind];
}

/** The same, short, below a copy: enough to know whether to look. */
export function ping(shown: Shown, revision: Revision): Saying {
  const { incident, settings, links } = shown;
  const { id, facts } = incident;
  const { number, at } = revision;
  const words = typedLine(revision.text, 280);
  const did = deedOf(revision);
  const told = [did, words].filter(Boolean).join(': ');
  const taken = revision.struck ? `${struck(told)} taken back by rev ${revision.struck.by}` : told;
  const state = !revision.struck && number === latest(incident).number ? [standing(incident)] : [];
  return {
    text: `Incident ${id}, ${severityName(facts.severity, settings)}, rev ${number} at ${clock(at, settings.zone)}: ${brieflySaid(revision)}`,
    blocks: sections('', [
      `*Incident ${id}, rev ${number}* · ${[clock(at, settings.zone), ...state].join(' · ')} · ${threadLink(links.head, 'the one thread', settings)}`,
      taken,
    ]),
  };
}
