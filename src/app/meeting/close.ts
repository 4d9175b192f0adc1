/** What follows at the end of a meeting: its notes, what is left to do, or that nobody has added a word. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { Agenda } from '../../domain/meeting/agenda.js';
import type { MeetingEvent } from '../../domain/meeting/event.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { notesPath } from '../../domain/meeting/place.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { isTouched, wordsUntil } from '../../domain/meeting/state.js';
import { shortHash } from '../../domain/short-hash.js';
import { day, minute } from '../../domain/time.js';
import type { MeetingPublisher } from './publish.js';

/** An edition is not followed by another one sooner, in ms. */
const settles = 10 * minute;

type Out = 'file' | 'pull-request';

/** The next edition. Its file stays where it was proposed first. */
export function writtenOut(
  series: MeetingSeries,
  meeting: Meeting,
  to: Out,
  text: string,
): Extract<MeetingEvent, { kind: 'written-out' }> {
  const hash = shortHash(text);
  const edition = meeting.edition + 1;
  if (to === 'file') return { kind: 'written-out', to, edition, hash };
  const path = meeting.written['pull-request']?.path ?? notesPath(series, meeting);
  return { kind: 'written-out', to, edition, hash, path };
}

/** What is to be recorded once it is over, after what says so. Without a word nothing is published. */
export function closing(series: MeetingSeries, meeting: Meeting, text: string): MeetingEvent[] {
  // Nobody was told of it: there is nobody to be told that it stayed empty.
  if (!isTouched(meeting)) return meeting.agenda ? [{ kind: 'untouched' }] : [];
  const outs: Out[] = series.repository === null ? ['file'] : ['file', 'pull-request'];
  return outs.map((to) => writtenOut(series, meeting, to, text));
}

/** What people have added since is written out once it has come to rest, and for the last time when no more is taken. */
export function laterEditions(
  series: MeetingSeries,
  meeting: Meeting,
  text: string,
  now: number,
): MeetingEvent[] {
  if (!isTouched(meeting)) return [];
  const { file, 'pull-request': pull } = meeting.written;
  const isFinal = now >= wordsUntil(series, meeting);
  const hash = shortHash(text);
  const events: MeetingEvent[] = [];
  const closes = wordsUntil(series, meeting);
  // Weeks later an issue is closed: the pull request says so, nobody is called into an old thread for it.
  const isLast = file === null || (file.at < closes && now < closes + day);
  if (isFinal && isLast && file?.hash !== hash) events.push(writtenOut(series, meeting, 'file', text));
  const isDue = isFinal || (pull !== null && now - pull.at >= settles);
  if (series.repository !== null && isDue && pull?.hash !== hash)
    events.push(writtenOut(series, meeting, 'pull-request', text));
  return events;
}

/** What is owed for these events, of the meeting as it is after them. */
export function owedForNotes(
  series: MeetingSeries,
  { before, after }: { before: Meeting; after: Meeting },
  events: readonly MeetingEvent[],
  publisher: MeetingPublisher,
  earlier: Agenda['actions'],
): NewDelivery[] {
  // Each time they are written out the list would be the same.
  const isFirst = before.written.file === null && after.endedAt !== null;
  return events.flatMap((event): NewDelivery[] => {
    if (event.kind === 'untouched') return [publisher.untouched(after)];
    if (event.kind !== 'written-out') return [];
    if (event.to === 'pull-request')
      return series.repository === null ? [] : [publisher.document(after, series.repository)];
    const isAnythingOpen = after.actions.some(({ done }) => !done) || earlier.length > 0;
    return [publisher.file(after), ...(isFirst && isAnythingOpen ? [publisher.actions(after, earlier)] : [])];
  });
}
