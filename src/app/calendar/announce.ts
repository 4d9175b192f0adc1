/** Announces phases: which moments have come is decided from what is stored, and each is worked off once. */
import { type AnnouncementSlot, decideAnnouncements } from '../../domain/calendar/announce.js';
import type { BoardColour } from '../../domain/calendar/now.js';
import { calendarNow } from '../../domain/calendar/now.js';
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import type { Release } from '../../domain/release.js';
import type { SlotRules } from '../../domain/schedule.js';
import { type Holding, whileHolding } from '../holding.js';
import type { AnnouncementStore, CalendarRenderer } from '../ports/calendar.js';
import type { Clock } from '../ports/clock.js';

export interface AnnounceDependencies extends Holding {
  releases: readonly Release[];
  announcements: AnnouncementStore;
  renderer: Pick<CalendarRenderer, 'announcement'>;
  rules: SlotRules;
  /** What the test signal's board of a release shows. */
  board(release: Release): Promise<BoardColour>;
  clock: Clock;
  nudge(): void;
}

/** @returns how many releases somebody else is working off at this moment */
export async function announcePhases(deps: AnnounceDependencies): Promise<number> {
  let elsewhere = 0;
  // One after the other, and each on its own: trouble with one release holds up no other.
  for (const release of deps.releases) {
    try {
      if ((await dueOf(deps, release)).length === 0) continue;
      const mine = await whileHolding(deps, `calendar ${release.name}`, async (hold) => {
        // Asked again: whoever held it before may have done it.
        for (const { slot, state } of await dueOf(deps, release)) {
          if (!(await hold())) return true;
          await workOff(deps, release, slot, state);
        }
        return true;
      });
      if (mine === null) elsewhere++;
    } catch (error) {
      deps.log.error({ err: error, release: release.name }, 'the phases of a release could not be announced');
    }
  }
  return elsewhere;
}

async function dueOf({ announcements, clock, rules }: AnnounceDependencies, release: Release) {
  const now = clock();
  if (!release.calendar || release.calendar.channels.length === 0) return [];
  // Without any that has come nothing has to be read.
  const none = decideAnnouncements(release.calendar, new Set(), now, rules);
  if (none.length === 0) return [];
  return decideAnnouncements(release.calendar, await announcements.done(release.name, now), now, rules);
}

async function workOff(
  deps: AnnounceDependencies,
  release: Release,
  slot: AnnouncementSlot,
  state: ReturnType<typeof decideAnnouncements>[number]['state'],
): Promise<void> {
  const { announcements, renderer, clock, log } = deps;
  const now = clock();
  const { calendar } = release;
  const board = state === 'posted' ? await deps.board(release) : null;
  const said =
    state === 'posted' && calendar
      ? messages(
          release,
          slot,
          calendar.channels,
          renderer.announcement(release, calendarNow(calendar, { exceptions: [], board, now }), slot),
        )
      : [];
  if (!(await announcements.take(release.name, slot, state, now, said))) return;
  deps.nudge();
  const about = { release: release.name, phase: slot.phase.id, slot: new Date(slot.at).toISOString(), state };
  if (state === 'missed') log.warn(about, 'a phase was not announced: it would have been too late');
  else log.info(about, 'an announcement of a phase was worked off');
}

function messages(
  release: Release,
  { phase, begins, ahead }: AnnouncementSlot,
  channels: readonly string[],
  saying: Saying,
): NewDelivery[] {
  const content = { kind: 'message', rich: saying, plain: null } as const;
  return channels.map((destination) => ({
    purpose: 'calendar',
    subject: `${release.name} ${phase.id} ${new Date(begins).toISOString()}, ${ahead} ms ahead`,
    revision: 1,
    ...{
      destination,
      content,
      thread: null,
      urgent: false,
      worthFor: ahead > 0 ? Math.min(ahead, aDay) : aDay,
    },
  }));
}
