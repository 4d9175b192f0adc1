/** The desk of the meetings with what the Slack side needs beside it, and the faults of whoever asks for what is not there. */
import type { Found, Marked } from '../../app/incident/marks.js';
import type { MeetingDesk, ShownMeeting } from '../../app/ports/meeting.js';
import { UserFault } from '../../domain/fault.js';
import type { Person, Source } from '../../domain/incident/event.js';
import type { KeptAction } from '../../domain/meeting/meeting.js';
import { context, type Message, section } from '../blocks/block.js';

export interface MeetingsSide {
  desk: MeetingDesk;
  /** ms, UTC */
  now(): number;
  /** What a message says that Slack only names. @throws UserFault `no-message` | `not-in-channel` | `try-later` */
  readMessage(message: Marked): Promise<Found>;
  /** What Slack has handed over whole. */
  fromMessage(said: {
    channel: string;
    ts: string;
    text: string;
    user: string | null;
    app: Person | null;
    edited: string | null;
  }): Promise<{ source: Source; text: string }>;
}

/** @throws UserFault `no-meetings` when signalman.yml has none */
export function meetingsOf({ meetings }: { meetings: MeetingsSide | null }): MeetingsSide {
  if (meetings) return meetings;
  throw new UserFault(
    'no-meetings',
    'Meetings are not set up here.',
    'Whoever runs Signalman adds `meetings:` to signalman.yml.',
  );
}

/** With what a button or a form asks for: its number says which meeting is meant. */
export const asked = <A extends object>(by: A, id: number) => ({ ...by, id, series: null });

/** @throws UserFault `no-action`: somebody has taken it out */
export function actionNamed({ meeting }: ShownMeeting, id: string): KeptAction {
  const found = meeting.actions.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault(
    'no-action',
    'That action item is not there any more.',
    'See what is: `/release-meeting actions`',
  );
}

export const staleButton = () =>
  new UserFault('stale-button', 'This button is out of date.', 'Type `/release-meeting`');

export const staleForm = () =>
  new UserFault('stale-form', 'This form is out of date.', 'Type `/release-meeting`');

/** @param text and more: mrkdwn */
export const said = (text: string, more?: string): Message => ({
  text,
  blocks: [section(text), ...(more === undefined ? [] : [context(more)])],
});

/** The ids of people in what was said, by their names: the notes are read where an id says nothing. */
export async function withNames(desk: Pick<MeetingDesk, 'whoIs'>, text: string): Promise<string> {
  const ids = [...new Set(text.match(/@[UW][A-Z0-9]{2,}\b/g) ?? [])].slice(0, 10);
  let named = text;
  for (const one of ids) {
    const { name } = await desk.whoIs(one.slice(1));
    named = named.replaceAll(one, name);
  }
  return named;
}

/** Whoever was named as the owner: a person in Slack, or words. */
export async function ownerNamed(
  desk: Pick<MeetingDesk, 'whoIs'>,
  said: string | null,
): Promise<KeptAction['owner']> {
  if (said === null || said === '') return null;
  if (!/^[UW][A-Z0-9]{2,}$/.test(said)) return { id: null, name: said };
  return await desk.whoIs(said);
}
