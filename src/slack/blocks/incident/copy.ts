/** The same facts in other channels: shorter, edited with every revision, and with the way to the one thread. */
import type { Saying } from '../../../domain/delivery.js';
import type { Fact } from '../../../domain/incident/changes.js';
import { type Incident, isOpen, latest } from '../../../domain/incident/incident.js';
import { type Block, context, firstThatFits, sections } from '../parts/block.js';
import { named, typed, typedLine } from '../parts/typed.js';
import { besides } from './changes.js';
import { correctionLines, formerly, labelled } from './correction.js';
import { oneButton } from './deeds.js';
import { formerEmbargo } from './embargo.js';
import {
  briefly,
  hasNews,
  impactLines,
  lingeringLine,
  nextLine,
  nowLines,
  severityNow,
  stateNow,
  workaroundLines,
} from './facts.js';
import { issueLink } from './issue.js';
import { mergedLines, retraction, struckFacts, survivorOf } from './over.js';
import type { Shown } from './shown.js';
import { asOf, type Room, rooms, roomy, teamTime, threadLink } from './wording.js';

/** The broadcast elsewhere. What became of the copies is not its business. */
export function copy(shown: Shown): Saying {
  const { incident, settings } = shown;
  const blocks = (room: Room): Block[] => [
    ...sections('', [...lines(shown, short(room)), ...thread(shown)]),
    context(
      `Incident ${incident.id} · ${asOf(incident, settings)} · ${teamTime(incident, settings)} · kept up to date here`,
      ...formerEmbargo(incident, settings.zone),
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
  const issue = facts.issue && besides(formerly(shown, 'issue', room), issueLink(facts.issue));
  const first = [
    stateNow(shown, room, '*'),
    severityNow(shown, room),
    `commander ${named(facts.commander)}`,
    ...(issue ? [issue] : []),
  ];
  return [
    `${sign} *${typedLine(facts.title, room('title'))}*`,
    ...correctionLines(shown, room, unseen(incident)),
    first.join(' · '),
    ...labelled('Affected', formerly(shown, 'versions', room), typed(facts.versions, room('versions'))),
    ...(hasNews(incident) ? nowLines(shown, room) : []),
    ...lingeringLine(incident, room),
    ...impactLines(shown, room),
    ...workaroundLines(shown, room),
    ...nextLine(incident, settings),
  ];
}

/** Facts that a copy has no line for. */
const unseen = (incident: Incident): Fact[] => [
  ...(incident.facts.issue ? [] : (['issue'] as const)),
  ...(isOpen(incident) ? [] : (['fix', 'action', 'owner'] as const)),
];

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
