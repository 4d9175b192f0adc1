/** One revision: in the thread of the head, and in short below the copies, because an edit notifies nobody. */
import type { Saying } from '../../../domain/delivery.js';
import { factsIn } from '../../../domain/incident/changes.js';
import { correctedBy, type TakenBack, takenBack } from '../../../domain/incident/correction.js';
import { type Incident, isOpen, latest, type Revision } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { context, firstThatFits, sections } from '../parts/block.js';
import { clock, forReader } from '../parts/days.js';
import { link, sentence } from '../parts/text.js';
import { linked, linkText, named, struck, tidy, typed, typedLine } from '../parts/typed.js';
import { changedInShort, changeLines, movesInWords, type Told } from './changes.js';
import { lingeringLine, severityInWords, standing } from './facts.js';
import type { Shown } from './shown.js';
import { type Room, rooms, roomy, severityName, threadLink } from './wording.js';

/** In the thread of the head; struck through when it was taken back. */
export function update(shown: Shown, revision: Revision): Saying {
  const { incident, settings } = shown;
  const lines = (room: Room) => [
    titleLine(shown, revision),
    ...(revision.struck ? struckLines(shown, revision, room) : said(shown, revision, room)),
  ];
  const now = revision.struck === null && revision.number === latest(incident).number ? standsNow(shown) : [];
  return {
    text: `Incident ${incident.id}, rev ${revision.number} at ${clock(revision.at, settings.zone)}: ${brieflySaid(revision, settings)}`,
    blocks: firstThatFits(
      rooms.map((room) => () => [...sections('', lines(room)), ...(now.length > 0 ? [context(...now)] : [])]),
    ),
  };
}

const what: Partial<Record<Revision['kind'], string>> = {
  declared: 'declared the incident',
  corrected: 'corrects',
  lifted: 'the embargo is lifted',
  'handed-over': 'hands over command',
  resolved: 'all clear',
  reopened: 'open again',
  retracted: 'retracted',
  merged: 'merged',
};

function titleLine({ incident, settings }: Shown, revision: Revision): string {
  const { number, at, kind } = revision;
  const did =
    kind === 'corrected' ? `corrects rev ${correctedBy(incident, revision)?.number ?? '?'}` : what[kind];
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
    case 'declared':
      return words;
    case 'corrected':
      return [
        ...words,
        ...factLines(shown, revision, room, { isCorrection: true }),
        ...why(incident, revision, room),
      ];
    case 'handed-over':
      return [...(isLatest ? [`${linked(incident.facts.commander)} commands from here on.`] : []), ...words];
    case 'resolved':
      return [...words, ...(isLatest ? lingeringLine(incident, room) : [])];
    case 'merged':
      return [...words, goesOn(shown)];
    default:
      return [...words, ...factLines(shown, revision, room)];
  }
}

function why(incident: Incident, correction: Revision, room: Room): string[] {
  const reason = correctedBy(incident, correction)?.struck?.reason;
  return reason === undefined ? [] : [`_Why:_ ${typed(reason, room('reason'))}`];
}

const factLines = ({ settings }: Shown, { changed }: Revision, room: Room, told: Told = {}): string[] =>
  changeLines(factsIn(changed), changed, settings, room, told);

function goesOn({ incident, links }: Shown): string {
  const { mergedInto } = incident;
  if (!mergedInto) return '';
  const other = `incident ${mergedInto.id}: ${linkText(mergedInto.title, 160)}`;
  return `It goes on as ${links.survivor === null ? typedLine(other, 900) : link(links.survivor, other)}`;
}

/** Every line of what was wrong, so that nobody reads half of it as still true; what holds stays as it is. */
function struckLines(shown: Shown, revision: Revision, room: Room): string[] {
  const { incident } = shown;
  const { text, struck: taken, kind } = revision;
  const wrong = takenBack(incident, revision);
  const words = tidy(text) === '' ? '' : typed(text, room('text'));
  return [
    ...(words === '' ? [] : [wrong.words ? struck(words) : words]),
    ...(kind === 'declared'
      ? declaredWrongly(shown, revision, wrong, room)
      : factLines(shown, revision, room, { wrong: wrong.facts })),
    takenBackLine(incident, revision, wrong.words, typed(taken?.reason ?? '', room('reason'))),
  ];
}

/** Only what was wrong with it, or its title where all of it was: the head has told the rest. */
function declaredWrongly(
  { settings }: Shown,
  { changed }: Revision,
  { facts, isWhole }: TakenBack,
  room: Room,
): string[] {
  const named = isWhole ? (['title'] as const) : facts.filter((one) => one !== 'impact');
  // It had nothing before it that could be wrong.
  const change = { before: {}, after: changed.after };
  return changeLines(named, change, settings, room, { wrong: named });
}

/** Why, and what stands for it. @param isAll its words were wrong, and not only facts of it */
function takenBackLine(
  { revisions }: Incident,
  { struck: taken }: Revision,
  isAll: boolean,
  reason: string,
): string {
  const by = revisions.find((one) => one.number === taken?.by);
  const how = by?.kind === 'retracted' ? 'retracted' : 'corrected';
  return isAll
    ? `_Taken back:_ ${reason} · *${how} by rev ${taken?.by}*`
    : `_Corrected:_ ${reason} · *by rev ${taken?.by}*`;
}

/** How things stand with the latest. */
function standsNow({ incident, settings }: Shown): string[] {
  const { facts } = incident;
  if (!isOpen(incident)) return [];
  const next =
    facts.nextUpdateBy === null ? [] : [`next update by ${forReader(facts.nextUpdateBy, settings.zone)}`];
  return [[standing(incident), severityInWords(incident, settings), ...next].join(' · ')];
}

function brieflySaid(revision: Revision, settings: IncidentSettings): string {
  const { struck: taken, kind, changed } = revision;
  const words = typedLine(revision.text, 700);
  const did = deedOf(revision);
  const said = sentence([...(did ? [did] : []), ...(words === '' ? [] : [words])].join(': ') || 'no words');
  if (taken) return `taken back by rev ${taken.by} (${typedLine(taken.reason, 300)}): ${said}`;
  return `${said}${kind === 'declared' ? '' : movesInWords(changed, settings, roomy)}`;
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
  const state = !revision.struck && number === latest(incident).number ? [standing(incident)] : [];
  return {
    text: `Incident ${id}, ${severityName(facts.severity, settings)}, rev ${number} at ${clock(at, settings.zone)}: ${brieflySaid(revision, settings)}`,
    blocks: sections('', [
      `*Incident ${id}, rev ${number}* · ${[clock(at, settings.zone), ...state].join(' · ')} · ${threadLink(links.head, 'the one thread', settings)}`,
      ...(revision.struck ? struckInShort(shown, revision, told) : saidInShort(shown, revision, told)),
    ]),
  };
}

/** Of reasons and facts too, in a busy channel the beginning is enough. */
const short: Room = (field) => Math.min(roomy(field), 280);

function saidInShort({ incident, settings }: Shown, revision: Revision, told: string): string[] {
  const { kind, changed } = revision;
  const isCorrection = kind === 'corrected';
  return [
    told,
    ...(kind === 'declared' ? [] : changedInShort(changed, settings, short, { isCorrection })),
    ...(isCorrection ? why(incident, revision, short) : []),
  ];
}

function struckInShort({ incident, settings }: Shown, revision: Revision, told: string): string[] {
  const { words, facts } = takenBack(incident, revision);
  const { changed, kind, struck: taken } = revision;
  return [
    words ? struck(told) : told,
    ...(kind === 'declared' ? [] : changedInShort(changed, settings, short, { wrong: facts })),
    takenBackLine(incident, revision, words, typedLine(taken?.reason ?? '', short('reason'))),
  ];
}
