/** What every use case of meetings needs, and the one way in which a meeting is changed. */
import { UserFault } from '../../domain/fault.js';
import type { MeetingEvent } from '../../domain/meeting/event.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { nearest } from '../../domain/nearest.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';
import type { People } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { MeetingDone, ShownMeeting } from '../ports/meeting.js';
import type {
  MeetingEvidence,
  MeetingRenderer,
  MeetingStep,
  MeetingStore,
  MeetingWords,
  StoredMeeting,
} from '../ports/meeting-store.js';
import type { FoundItem } from '../ports/signoff-store.js';
import type { Permalinks, Workspace } from '../ports/workspace.js';

export interface MeetingDependencies {
  /** In the order of the file. */
  series: readonly MeetingSeries[];
  releases: readonly Release[];
  /** Where issues are looked at, e.g. `https://github.com`. */
  web: string;
  store: MeetingStore;
  evidence: MeetingEvidence;
  renderer: MeetingRenderer;
  words: MeetingWords;
  workspace: Pick<Workspace, 'permalinks' | 'person'>;
  people: People;
  /** Slack user and user-group ids. */
  releaseLeads: readonly string[];
  /** Logins at GitHub by Slack id, where they are known. */
  logins: ReadonlyMap<string, string>;
  /** Channels of which nothing leaves: those of incidents under embargo. */
  secret: ReadonlySet<string>;
  /** @returns null when it is as it was */
  issues: { item(repository: string, number: number, etag: string | null): Promise<FoundItem | null> };
  clock: Clock;
  log: Log;
  /** Deliveries were written. */
  nudge(): void;
  newId(): string;
}

/** @param name null: the first. @throws UserFault `no-meetings` | `unknown-series` */
export function seriesNamed(
  { series }: Pick<MeetingDependencies, 'series'>,
  name: string | null,
): MeetingSeries {
  const [first] = series;
  if (!first)
    throw new UserFault(
      'no-meetings',
      'No meeting is set up.',
      'Whoever runs Signalman adds `meetings:` to signalman.yml.',
    );
  if (name === null) return first;
  const wanted = name.trim().toLowerCase();
  const found = series.find((one) => one.name === wanted || one.title.toLowerCase() === wanted);
  if (found) return found;
  const names = series.map((one) => one.name);
  const close = nearest(name, names);
  throw new UserFault(
    'unknown-series',
    `There is no meeting "${name.slice(0, 60)}".${close ? ` Did you mean ${close}?` : ''}`,
    `Meetings: ${names.slice(0, 20).join(', ')}`,
  );
}

export const unknownMeeting = (id: number) =>
  new UserFault('unknown-meeting', `There is no meeting ${id}.`, 'See the next one: `/release-meeting`');

/** @throws UserFault `unknown-meeting`, also of one whose series is not configured any more */
export async function loadedMeeting(
  { store, series }: Pick<MeetingDependencies, 'store' | 'series'>,
  id: number,
): Promise<{ series: MeetingSeries; stored: StoredMeeting }> {
  const stored = await store.load(id);
  const own = stored && series.find(({ name }) => name === stored.meeting.series);
  if (!stored || !own) throw unknownMeeting(id);
  return { series: own, stored };
}

export function shownMeeting(
  series: MeetingSeries,
  { meeting, place }: StoredMeeting,
  permalinks: Permalinks,
): ShownMeeting {
  return { series, meeting, url: place && permalinks.to(place) };
}

/**
 * Decides on what is stored at that moment, and stores what follows: the events, and everything owed for them.
 * @param decide pure; what it throws undoes everything. Without events nothing is stored
 * @param owe what is said of it
 * @param by null: Signalman itself
 */
export async function changeMeeting(
  deps: MeetingDependencies,
  series: MeetingSeries,
  id: number,
  { by, request }: { by: Person | null; request: string | null },
  decide: (stored: StoredMeeting, now: number) => MeetingEvent[] | MeetingStep['events'],
  owe: (before: StoredMeeting) => MeetingStep['deliveries'] = () => () => [],
): Promise<MeetingDone> {
  const permalinks = await deps.workspace.permalinks();
  const now = deps.clock();
  let isChanged = false;
  const done = await deps.store.change(id, request, now, (stored) => {
    const decided = decide(stored, now);
    isChanged = decided.length > 0;
    if (!isChanged) return null;
    const events = decided.map((one) => ('event' in one ? one : { by, event: one }));
    return { events, deliveries: owe(stored) };
  });
  if (!done) throw unknownMeeting(id);
  if (isChanged) deps.nudge();
  return { ...shownMeeting(series, done, permalinks), isNew: done.isNew && isChanged };
}
