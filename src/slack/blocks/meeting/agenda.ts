/** The agenda of a meeting: what one has to know before it begins, its topics, and what can be done. Read in twenty seconds. */

import { showOnClock } from '../../../domain/calendar/words.js';
import type { Saying } from '../../../domain/delivery.js';
import type { Agenda } from '../../../domain/meeting/agenda.js';
import type { MeetingState } from '../../../domain/meeting/meeting.js';
import { meetingState } from '../../../domain/meeting/state.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, firstThatFits, header, section, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip, clipEscaped, link, sentence } from '../parts/text.js';
import { linkText, named, tidy, typedLine } from '../parts/typed.js';
import { meetingDeeds, topicMenu } from './deeds.js';
import { factLines, type Room, standingLines } from './facts.js';
import { countWords, itemWords, nameOf, whenEverywhere, whenWords, zoneOf } from './words.js';

/** From one that cuts nothing of what is usual to one that fits always. */
const rooms: readonly Room[] = [
  { items: 3, length: 70, topics: 25 },
  { items: 3, length: 50, topics: 15 },
  { items: 2, length: 40, topics: 8 },
  { items: 1, length: 30, topics: 4 },
];

/** @param now ms, UTC: how far the meeting is */
export function agendaSaying(agenda: Agenda, { now }: { now: number }): Saying {
  const { series, meeting } = agenda;
  const state = meetingState(meeting, now);
  const title = clip(tidy(nameOf(series, meeting, meeting.begins)), 120);
  return {
    text: clipEscaped(`${title}: ${briefly(agenda, state)}`, 500),
    blocks: firstThatFits(rooms.map((room) => () => agendaBlocks(agenda, state, title, room))),
  };
}

/** Where nothing else is seen; not escaped yet. */
function briefly({ meeting, release, verdict, week }: Agenda, state: MeetingState): string {
  if (state === 'cancelled') return sentence(`cancelled: ${tidy(meeting.cancelled ?? '')}`);
  const facts = [
    ...(verdict === null ? [] : [`${release.name} ${verdict}`]),
    ...(week === null ? [] : [`week ${week.number}`]),
    plural(meeting.topics.length, 'topic'),
  ].join(', ');
  return `${state === 'over' ? 'over' : state === 'running' ? 'it has begun' : 'agenda'}, ${facts}.`;
}

const signs: Record<MeetingState, string> = {
  planned: '',
  running: ' · now',
  over: ' · over',
  cancelled: ' · cancelled',
};

function agendaBlocks(agenda: Agenda, state: MeetingState, title: string, room: Room): Block[] {
  const { meeting, series } = agenda;
  if (state === 'cancelled')
    return [
      header(`${title}${signs.cancelled}`),
      section(`*Cancelled:* ${typedLine(meeting.cancelled ?? '', 600)}`),
      context(whenEverywhere(meeting)),
    ];
  const moved =
    meeting.moved === null
      ? []
      : [
          `:arrow_right: *Moved* from ${forReader(meeting.slot, zoneOf(series))}${meeting.moved.trim() === '' ? '' : `: ${typedLine(meeting.moved, 300)}`}`,
        ];
  return [
    header(`${title}${signs[state]}`),
    ...sections('', [
      [whenWords(series, meeting), whenEverywhere(meeting)].join(' · '),
      ...moved,
      ...standingLines(agenda),
    ]),
    ...sections('', factLines(agenda, room)),
    ...openBlocks(agenda, room),
    ...topicBlocks(agenda, state, room),
    context(hint(agenda, state)),
    ...meetingDeeds(meeting.id, state),
  ];
}

/** Action items of earlier meetings, which nobody is called for: they are reminded elsewhere. */
function openBlocks({ actions, series, at }: Agenda, room: Room): Block[] {
  const open = actions.filter(({ action }) => action.done === null);
  if (open.length === 0) return [];
  const lines = open
    .slice(0, room.items)
    .map(
      ({ action }) =>
        `• ${typedLine(action.text, room.length * 2)} · ${itemWords(action, at, zoneOf(series))}`,
    );
  const more = open.length - lines.length;
  return sections('*Action items still open*', more > 0 ? [...lines, `and ${more} more`] : lines);
}

function topicBlocks({ meeting, series }: Agenda, state: MeetingState, room: Room): Block[] {
  const { topics, open } = meeting;
  if (topics.length === 0) return [section('*Topics*\nNone yet. Anybody may add one.')];
  const shown = topics.slice(0, room.topics);
  const more = topics.length - shown.length;
  const general = countWords(meeting, null);
  return [
    ...shown.map(({ id, text, by, source, carried }, at): Block => {
      const isOpen = state === 'running' && id === open;
      const count = state === 'planned' ? '' : countWords(meeting, id);
      const words = typedLine(text, room.length * 3);
      const from = source?.url ? ` · ${link(source.url, linkText('message', 20))}` : '';
      const old = carried
        ? ` · from ${showOnClock(carried.begins, zoneOf(series), false, meeting.begins)}`
        : '';
      const line = `${at + 1}. ${isOpen ? `:arrow_forward: *${words}*` : words} (${named(by)})${from}${old}${count === '' ? '' : `\n_${count}_`}`;
      return {
        ...section(at === 0 ? `*Topics*\n${line}` : line),
        ...(state === 'over' ? {} : { accessory: topicMenu(meeting.id, id, state, isOpen) }),
      };
    }),
    ...(more > 0 ? [context(`and ${plural(more, 'more topic', 'more topics')}`)] : []),
    ...(state === 'planned' || general === '' ? [] : [context(`About the whole: ${general}`)]),
  ];
}

function hint({ meeting, series }: Agenda, state: MeetingState): string {
  if (state === 'planned')
    return 'Anybody may add a topic: the button, `/release-meeting add …`, or the menu of a message.';
  if (state === 'over')
    return meeting.isUntouched
      ? 'Nobody added a word: no notes are published.'
      : 'Over. What is said in the thread a little later still gets into the notes.';
  const { note, decision, attention, action } = series.reactions;
  return `In the thread: \`note:\` \`decision:\` \`attention:\` \`action @ann:\` \`topic:\`, or react with :${note}: :${decision}: :${attention}: :${action}:`;
}
