/** The same facts in other channels: shorter, edited with every revision, and with the way to the one thread. */
import type { Saying } from '../../../domain/delivery.js';
import { isOpen, latest } from '../../../domain/incident/incident.js';
import { type Block, context, firstThatFits, sections } from '../block.js';
import { oneButton } from './deeds.js';
import {
  briefly,
  hasNews,
  impactLine,
  issueLink,
  lingeringLine,
  nextLine,
  nowLines,
  severityInWords,
  standing,
  workaroundLine,
} from './facts.js';
import { mergedLines, retraction, struckFacts, survivorOf } from './over.js';
import type { Shown } from './shown.js';
import { asOf, named, type Room, rooms, roomy, teamTime, threadLink, typed, typedLine } from './wording.js';

/** The broadcast elsewhere. What became of the copies is not its business. */
export function copy(shown: Shown): Saying {
  const { incident, settings } = shown;
  const blocks = (room: Room): Block[] => [
    ...sections('', [...lines(shown, short(room)), ...thread(shown)]),
    context(
      `Incident ${incident.id} · ${asOf(incident, settings)} · ${teamTime(incident, settings)} · kept up to date here`,
    ),
    ...(isOpen(incident) ? [oneButton(incident, 'follow', 'Follow')] : []),
  ];
  return {
    text: briefly(incident, settings),
    blocks: firstThatFits(rooms.map((room) => () => blocks(room))),
  };
}

/** In a busy channel the beginning of a long text is enough: the thread has the rest. */
const short =
  (room: Room): Room =>
  (field) =>
    Math.min(room(field), field === 'title' ? 400 : 320);

/** Where a merged one goes on has been said. */
const thread = ({ incident, settings, links }: Shown): string[] =>
  incident.state === 'merged' && survivorOf(incident, links) !== null
    ? []
    : [`*The one thread:* ${threadLink(links.head, `incident ${incident.id}`, settings)}`];

function lines(shown: Shown, room: Room): string[] {
  const { incident, settings } = shown;
  const { facts, state, id } = incident;
  if (state === 'retracted')
    return [
      `:wastebasket: *Retracted: incident ${id}*`,
      retraction(incident, room),
      ...struckFacts(shown, room),
    ];
  if (state === 'merged')
    return [
      `:twisted_rightwards_arrows: *Incident ${id} goes on as incident ${incident.mergedInto?.id}*`,
      ...mergedLines(shown, room),
    ];
  const sign = isOpen(incident) ? ':rotating_light:' : ':white_check_mark:';
  const issue = facts.issue === null ? '' : ` · ${issueLink(facts.issue)}`;
  return [
    `${sign} *${typedLine(facts.title, room('title'))}*`,
    `*${standing(incident)}* · ${severityInWords(incident, settings)} · commander ${named(facts.commander)}${issue}`,
    `*Affected*  ${typed(facts.versions, room('versions'))}`,
    ...(hasNews(incident) ? nowLines(incident, room) : []),
    ...lingeringLine(incident, room),
    impactLine(facts, room),
    workaroundLine(facts, room),
    ...nextLine(incident, settings),
  ];
}

/** The last words where somebody unsubscribed: what stands there must not look fresh for ever. */
export function left(shown: Shown): Saying {
  const { incident, settings } = shown;
  const { number } = latest(incident);
  const title = typedLine(incident.facts.title, roomy('title'));
  return {
    text: `Incident ${incident.id}: no further updates come here. This copy stopped at rev ${number}: ${title}`,
    blocks: [
      ...sections('', [
        `:no_bell: *No further updates come to this copy.* It stopped at rev ${number}; what comes after is in the thread.`,
        title,
        ...thread(shown),
      ]),
      context(asOf(incident, settings).replace('*rev', 'Stopped at *rev')),
    ],
  };
}
