/** Private answers about a meeting: its agenda, its notes, its action items. */

import { agendaSaying } from '../blocks/meeting/agenda.js';
import { shareDeeds } from '../blocks/meeting/deeds.js';
import { itemsMessage } from '../blocks/meeting/items.js';
import { notesMessage } from '../blocks/meeting/notes.js';
import type { Message } from '../blocks/parts/block.js';
import type { MeetingsSide } from './desk.js';

type Which = { series: string | null; id: number | null };

/** @param isShared shown to everybody: then there is nothing to share any more */
export async function agendaAnswer(
  { desk, now }: MeetingsSide,
  which: Which,
  isShared = false,
): Promise<Message> {
  const agenda = await desk.agenda(which);
  const { text, blocks } = agendaSaying(agenda, { now: now() });
  const shown = blocks as Message['blocks'];
  // A menu changes the meeting's own message; a copy that stays is only read.
  const read = shown.filter(({ type }) => type !== 'actions').map(({ accessory: _, ...block }) => block);
  return {
    text,
    blocks: isShared
      ? (read as Message['blocks'])
      : [...(read as Message['blocks']), shareDeeds(agenda.meeting.id)],
  };
}

export async function notesAnswer({ desk }: MeetingsSide, which: Which): Promise<Message> {
  const [shown, markdown] = await Promise.all([desk.show(which), desk.markdown(which)]);
  return notesMessage(shown, markdown);
}

export async function itemsAnswer({ desk, now }: MeetingsSide, which: Which): Promise<Message> {
  const [{ series, meeting }, agenda] = await Promise.all([desk.show(which), desk.agenda(which)]);
  const earlier = agenda.actions.map(({ meeting: { id }, action }) => ({ meeting: id, action }));
  const mine = meeting.actions.map((action) => ({ meeting: meeting.id, action }));
  return itemsMessage(series, meeting.id, [...mine, ...earlier], now());
}
