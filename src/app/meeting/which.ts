/** Which meeting is meant: the one that runs, or the next one, made where there is none yet. */
import { UserFault } from '../../domain/fault.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { meetingState, wordsUntil } from '../../domain/meeting/state.js';
import { nextSlot } from '../../domain/slots.js';
import { day } from '../../domain/time.js';
import type { StoredMeeting } from '../ports/meeting-store.js';
import { loadedMeeting, type MeetingDependencies, seriesNamed } from './dependencies.js';

type Needed = Pick<MeetingDependencies, 'store' | 'series' | 'clock'>;

/** So many slots in a row may be taken: somebody has cancelled all of them. */
const farthest = 100;
/** Meetings are not longer, and words are not taken longer after them, in ms. */
const lately = 8 * day;

interface Meant {
  series: MeetingSeries;
  stored: StoredMeeting;
}

/**
 * @param wants `words`: somebody adds to the notes, which are still taken for a while after the end
 * @throws UserFault `no-meetings` | `unknown-series` | `unknown-meeting` | `never`
 */
export async function meant(
  deps: Needed,
  { series: name, id }: { series: string | null; id: number | null },
  wants: 'next' | 'words' = 'next',
): Promise<Meant> {
  if (id !== null) return await loadedMeeting(deps, id);
  const series = seriesNamed(deps, name);
  const now = deps.clock();
  const recent = await deps.store.list(series.name, { since: now - lately, most: farthest });
  const running = recent.find(({ meeting }) => meetingState(meeting, now) === 'running');
  if (running) return { series, stored: running };
  const justOver =
    wants === 'words'
      ? recent.find(
          ({ meeting }) => meetingState(meeting, now) === 'over' && now < wordsUntil(series, meeting),
        )
      : undefined;
  return { series, stored: justOver ?? (await nextMeeting(deps, series, now - series.length)) };
}

/**
 * The first one that begins later than that and is not over or cancelled; made where there is none yet.
 * @param after ms, UTC
 * @throws UserFault `never`
 */
export async function nextMeeting(
  { store, clock }: Pick<MeetingDependencies, 'store' | 'clock'>,
  series: MeetingSeries,
  after: number,
): Promise<StoredMeeting> {
  const now = clock();
  const from = Math.max(after, now - series.length);
  // Looked for first: one that somebody else makes meanwhile is then among those that are known.
  const slot = await freeSlot(store, series, from);
  const known = (await store.list(series.name, { since: from, most: 1000 }))
    .filter(({ meeting }) => meeting.begins > from)
    .filter(({ meeting }) => ['planned', 'running'].includes(meetingState(meeting, now)))
    .sort((a, b) => a.meeting.begins - b.meeting.begins)[0];
  if (known && (slot === null || known.meeting.begins <= slot)) return known;
  if (slot !== null) return await planned(store, series, slot, now);
  throw new UserFault(
    'never',
    `${series.title} does not come again.`,
    'Whoever runs Signalman looks at `meetings:` in signalman.yml.',
  );
}

/** The first one that has no meeting, whatever became of those that have. */
async function freeSlot(
  store: MeetingDependencies['store'],
  series: MeetingSeries,
  after: number,
): Promise<number | null> {
  let slot = nextSlot(series.times, after);
  for (let tries = 0; slot !== null && tries < farthest; tries++) {
    if ((await store.slots(series.name, slot, slot)).length === 0) return slot;
    slot = nextSlot(series.times, slot);
  }
  return null;
}

export const planned = (
  store: MeetingDependencies['store'],
  { name, length, release }: MeetingSeries,
  slot: number,
  now: number,
): Promise<StoredMeeting> =>
  store.plan({ kind: 'planned', series: name, slot, begins: slot, ends: slot + length, release }, now);
