/** What Signalman says in the thread of a meeting: as it begins, what has changed, and what is left to do at its end. */
import { showInUtc } from '../../../domain/calendar/words.js';
import type { Saying } from '../../../domain/delivery.js';
import type { Agenda } from '../../../domain/meeting/agenda.js';
import type { MeetingEvent } from '../../../domain/meeting/event.js';
import type { Meeting } from '../../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../../domain/meeting/settings.js';
import type { Person } from '../../../domain/person.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, firstThatFits, section, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip, clipEscaped, link, sentence } from '../parts/text.js';
import { linkText, named, tidy, typedLine } from '../parts/typed.js';
import { doneDeeds, itemMenu } from './deeds.js';
import { itemWords, nameOf, zoneOf } from './words.js';

/** As `app/ports/meeting.ts` has it, which this layer does not import. */
export interface Shown {
  series: MeetingSeries;
  meeting: Meeting;
}

/** As `app/ports/meeting-store.ts` has it. */
export interface News {
  by: Person | null;
  event: Extract<MeetingEvent, { kind: 'moved' | 'cancelled' | 'document-filed' | 'action-filed' }>;
  was: { begins: number; ends: number };
}

const titleOf = ({ series, meeting }: Shown): string =>
  clip(tidy(nameOf(series, meeting, meeting.begins)), 120);

const emoji = (name: string): string => `:${name}:`;

/** How to write what is kept. */
export function beginsSaying({ series, meeting }: Shown): Saying {
  const { note, decision, attention, action } = series.reactions;
  const topics = meeting.topics.length;
  return {
    text: clipEscaped(`${titleOf({ series, meeting })} begins. What is said in this thread is kept.`, 500),
    blocks: [
      section(
        `:speech_balloon: *The meeting begins*, with ${topics === 0 ? 'no topic yet' : plural(topics, 'topic')}. Begin a reply with a word, and it is kept for the notes:`,
      ),
      section(
        [
          `${emoji(note)} \`note:\` what was said`,
          `${emoji(decision)} \`decision:\` what was decided`,
          `${emoji(attention)} \`attention:\` what somebody has to look at`,
          `${emoji(action)} \`action @ann:\` what she does, \`due 2017-04-28\``,
          ':arrow_forward: `topic:` what is spoken about now',
        ].join('\n'),
      ),
      context(
        'Or react with one of these to anybody’s message here. Edit or delete a message, and the notes follow. Everything else is only talk.',
      ),
    ],
  };
}

export function newsSaying(shown: Shown, { by, event, was }: News): Saying {
  const { series, meeting } = shown;
  const zone = zoneOf(series);
  const name = typedLine(series.title, 100);
  const who = by === null ? '' : `, says ${named(by)}`;
  const why = (text: string) => (text.trim() === '' ? '' : ` ${sentence(typedLine(text, 600))}`);
  switch (event.kind) {
    case 'moved':
      return said(
        `:arrow_right: *Moved* from ${forReader(was.begins, zone)} to *${forReader(event.begins, zone)}* (${showInUtc(event.begins, was.begins)})${who}.${why(event.reason)}`,
        `${name} is moved from ${showInUtc(was.begins, was.begins)} to ${showInUtc(event.begins, was.begins)}.${why(event.reason)}`,
      );
    case 'cancelled':
      return said(
        `:x: *Cancelled*${who}.${why(event.reason)} Its topics go to the next meeting.`,
        `${name} of ${showInUtc(was.begins, was.begins)} is cancelled.${why(event.reason)}`,
      );
    case 'document-filed': {
      const { pull } = event;
      return said(
        `:link: The notes are up for review as ${link(pull.url, linkText(pull.name, 160))}`,
        `${name}: the notes are up for review as ${typedLine(pull.name, 200)}.`,
      );
    }
    case 'action-filed': {
      const text = meeting.actions.find((one) => one.id === event.action)?.text ?? '';
      const { issue } = event;
      return said(
        `:link: Opened as ${link(issue.url, linkText(issue.name, 160))}: *${typedLine(text, 600)}*`,
        `${name}: opened as ${typedLine(issue.name, 200)}: ${typedLine(text, 600)}`,
      );
    }
  }
}

/** @param text escaped already, as everything that `typedLine` gives */
const said = (markup: string, text: string): Saying => ({ text, blocks: [section(markup)] });

/** @param until so long words are still taken: ms, UTC */
export function untouchedSaying({ series, meeting }: Shown, until: number): Saying {
  const zone = zoneOf(series);
  return {
    text: clipEscaped(
      `${titleOf({ series, meeting })}: nobody has added a word, so no notes are published.`,
      500,
    ),
    blocks: [
      section(
        `:page_facing_up: *Nobody has added a word, so no notes are published.* What is written here by ${forReader(until, zone)}, for example \`note: …\`, still becomes notes.`,
      ),
      doneDeeds(meeting.id, false),
    ],
  };
}

const rooms = [
  { items: 15, length: 300 },
  { items: 10, length: 120 },
  { items: 5, length: 60 },
];

/** @param until so long words are still taken: ms, UTC */
export function actionsSaying({ series, meeting }: Shown, earlier: Agenda['actions'], until: number): Saying {
  const zone = zoneOf(series);
  const isOpen = ({ done }: Meeting['actions'][number]) => done === null;
  const mine = meeting.actions.filter(isOpen).map((action) => ({ id: meeting.id, action }));
  const old = earlier
    .filter(({ action }) => isOpen(action))
    .map(({ meeting: { id }, action }) => ({ id, action }));
  const count = mine.length + old.length;
  const title =
    count === 0
      ? 'The meeting is over. Nothing is left to do.'
      : `The meeting is over. ${plural(count, 'action item')} to do:`;
  const list = (name: string, all: typeof mine, { items, length }: (typeof rooms)[number]): Block[] => {
    if (all.length === 0) return [];
    const more = all.length - items;
    return [
      ...(name === '' ? [] : [context(name)]),
      ...all.slice(0, items).map(({ id, action }) => ({
        // New ones call whoever has them: nobody else tells them.
        ...section(`*${typedLine(action.text, length)}*\n${itemWords(action, until, zone, name === '')}`),
        accessory: itemMenu(id, action),
      })),
      ...(more > 0 ? [context(`and ${more} more`)] : []),
    ];
  };
  return {
    text: clipEscaped(`${titleOf({ series, meeting })}: ${title}`, 500),
    blocks: firstThatFits(
      rooms.map((room) => () => [
        ...sections('', [`:checkered_flag: *${title}*`]),
        ...list('', mine, room),
        ...list('From earlier meetings', old, { ...room, items: Math.ceil(room.items / 2) }),
        context(
          `The notes are written at ${forReader(until, zone)}; until then what is said here gets into them.`,
        ),
        doneDeeds(meeting.id, true),
      ]),
    ),
  };
}
