/** The head: the one message that is always the latest. It is edited with every revision, and so it must stay small. */
import type { Saying } from '../../../domain/delivery.js';
import { type Incident, isOpen } from '../../../domain/incident/incident.js';
import { plural } from '../../../domain/plural.js';
import { type Receipt, troubleInWords } from '../../../domain/receipt.js';
import { type Block, context, firstThatFits, header, limits, section, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { link, placeName } from '../parts/text.js';
import { linked, tidy, typed, typedLine } from '../parts/typed.js';
import { besides } from './changes.js';
import { correctionLines, formerly } from './correction.js';
import { openButtons, resolvedButtons } from './deeds.js';
import { embargoLines, formerEmbargo } from './embargo.js';
import {
  briefly,
  impactLines,
  issueLines,
  lingeringLine,
  nextLine,
  nowLines,
  severityNow,
  stateNow,
  workaroundLines,
} from './facts.js';
import { githubInWords } from './github.js';
import { mergedHead, retractedHead } from './over.js';
import type { Shown } from './shown.js';
import { asOf, type Room, rooms, teamTime } from './wording.js';

/** The top message. @param receipt what became of the copies; null: not known yet */
export function head(shown: Shown, receipt: Receipt | null): Saying {
  const { incident, settings } = shown;
  const blocks = (room: Room) => [
    ...sections('', embargoLines(incident)),
    ...body(shown, room),
    smallPrint(shown, receipt),
    ...deeds(shown),
  ];
  return {
    text: briefly(incident, settings),
    blocks: firstThatFits(rooms.map((room) => () => blocks(room))),
  };
}

function body(shown: Shown, room: Room): Block[] {
  const { incident } = shown;
  if (incident.state === 'retracted') return retractedHead(shown, room);
  if (incident.state === 'merged') return mergedHead(shown, room);
  return [...titled(incident), ...corrected(shown, room), factFields(shown, room), ...told(shown, room)];
}

function deeds({ incident, settings }: Shown): Block[] {
  if (isOpen(incident)) return [openButtons(incident, settings)];
  return incident.state === 'retracted' || incident.state === 'merged' ? [] : [resolvedButtons(incident)];
}

/** Of what is over. */
const signs: Partial<Record<Incident['state'], string>> = {
  resolved: ':white_check_mark:',
  published: ':white_check_mark:',
  retracted: ':heavy_multiplication_x:',
  merged: ':twisted_rightwards_arrows:',
};

/** A header holds 150 characters; a title that is cut there is said again in full. */
export function titled(incident: Incident): Block[] {
  const title = tidy(incident.facts.title);
  const line = `${signs[incident.state] ?? ':rotating_light:'} ${title}`;
  return [header(line), ...(line.length > limits.header ? [section(`*${typedLine(title, 900)}*`)] : [])];
}

/** Why something in it is struck through, before it is read. */
export const corrected = (shown: Shown, room: Room): Block[] =>
  sections('', correctionLines(shown, room, isOpen(shown.incident) ? [] : ['fix', 'action', 'owner']));

export function factFields(shown: Shown, room: Room): Block {
  const { facts } = shown.incident;
  // A field holds 2000 characters, with what was wrong.
  const versions: Room = (field) => Math.min(900, room(field));
  return {
    type: 'section',
    fields: [
      `*State*\n${stateNow(shown, room)}`,
      `*Severity*\n${severityNow(shown, room)}`,
      `*Affected versions*\n${besides(formerly(shown, 'versions', versions), typed(facts.versions, versions('versions')))}`,
      `*Commander*\n${linked(facts.commander)}`,
    ].map((text) => ({ type: 'mrkdwn', text })),
  };
}

/** In words: first what changes, then what everybody has to know. */
export function told(shown: Shown, room: Room): Block[] {
  const { incident, settings } = shown;
  return [
    ...sections('', [...nowLines(shown, room), ...lingeringLine(incident, room)]),
    ...sections('', [
      ...impactLines(shown, room),
      ...workaroundLines(shown, room),
      ...issueLines(shown, room),
      ...nextLine(incident, settings),
    ]),
  ];
}

/** What it is, how fresh it is, and whether the other places say the same. */
function smallPrint({ incident, settings, links }: Shown, receipt: Receipt | null): Block {
  const parts = [
    `Incident ${incident.id}`,
    asOf(incident, settings),
    teamTime(incident, settings),
    'this message is always the latest',
    ...(receipt && receipt.all > 0 ? [placesInWords(receipt)] : []),
    ...githubInWords(receipt),
    ...(links.discussion === null ? [] : [link(links.discussion, 'discussion')]),
  ];
  return context(
    parts.join(' · '),
    ...waiting(incident),
    ...formerEmbargo(incident, settings.zone),
    ...joined(incident),
    ...reposted(incident, settings.zone),
  );
}

const whyNot = (one: Receipt['failed'][number]): string =>
  typedLine(troubleInWords(one).replace(/^Signalman is /, ''), 150);

/** `31 of 33 places up to date (#x archived; #y not invited)` @param mostNamed more nobody reads in a line */
export function placesInWords({ delivered, all, failed, open }: Receipt, mostNamed = 5): string {
  const named = failed.slice(0, mostNamed).map((one) => `${placeName(one.destination)} ${whyNot(one)}`);
  const more = failed.length - named.length;
  const troubles = [
    ...named,
    ...(more > 0 ? [`${more} more failed`] : []),
    ...(open > 0 ? [`${open} on ${open === 1 ? 'its' : 'their'} way`] : []),
  ];
  const count = delivered === all ? `all ${plural(all, 'place')}` : `${delivered} of ${plural(all, 'place')}`;
  return `${all === 1 && delivered === 1 ? 'the one place is' : count} up to date${troubles.length > 0 ? ` (${troubles.join('; ')})` : ''}`;
}

export function waiting({ drafts }: Incident): string[] {
  const approvals = drafts.filter(({ why }) => why === 'approval').length;
  const proposals = drafts.length - approvals;
  const waits = (count: number) => (count === 1 ? 'waits' : 'wait');
  return [
    ...(approvals > 0
      ? [`*${plural(approvals, 'update')} ${waits(approvals)} for the commander’s approval*, in the thread`]
      : []),
    ...(proposals > 0 ? [`${plural(proposals, 'proposed update')} ${waits(proposals)} in the thread`] : []),
  ];
}

function joined(incident: Incident): string[] {
  const ids = [...new Set(incident.joined.map(({ id }) => id))];
  if (ids.length === 0) return [];
  const shown = ids.slice(-8).join(', ');
  const more = ids.length > 8 ? ` and ${ids.length - 8} more` : '';
  return [
    `Goes on for ${ids.length === 1 ? 'incident' : 'incidents'} ${shown}${more} too, which was merged into this one`,
  ];
}

function reposted(incident: Incident, zone: string): string[] {
  const at = incident.repostedAt;
  if (at === null) return [];
  return [`Posted again ${forReader(at, zone)}: the message before was deleted by hand`];
}
