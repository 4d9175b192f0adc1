/** The wiring of the calendar: announcements of phases, and exceptions to them. */
import { announcePhases } from '../app/calendar/announce.js';
import {
  askForException,
  decideOnException,
  mayDecide,
  releaseForException,
} from '../app/calendar/exceptions.js';
import type { CalendarRenderer } from '../app/ports/calendar.js';
import type { Parts } from '../compose.js';
import { statusOf } from '../domain/status.js';
import type { SlackPeople } from '../slack/asking/people.js';
import { announcementSaying } from '../slack/blocks/calendar/calendar.js';
import { exceptionAnswer, exceptionSaying } from '../slack/blocks/calendar/exception.js';
import type { SlackDependencies } from '../slack/dependencies.js';
import { announcementStore } from '../storage/calendar/announcements.js';
import { exceptionStore } from '../storage/calendar/exceptions.js';
import { evidenceStore } from '../storage/evidence.js';
import { leaseStore } from '../storage/leases.js';

const renderer: CalendarRenderer = {
  announcement: announcementSaying,
  exception: exceptionSaying,
  answer: exceptionAnswer,
};

export function composeCalendar(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { people, web, nudge }: { people: SlackPeople; web: string; nudge(): void },
) {
  const { releases, quiet, announceGrace } = settings;
  const evidence = evidenceStore(database);
  const deps = {
    ...{ releases, renderer, people, web, clock, log, machine, nudge },
    announcements: announcementStore(database, machine),
    exceptions: exceptionStore(database, machine),
    leases: leaseStore(database),
    rules: { quiet, grace: announceGrace },
    leads: settings.roles.releaseLead,
    board: async (release) =>
      statusOf(release, await evidence.gather(release), clock()).calendar?.board ?? null,
  } satisfies Parameters<typeof announcePhases>[0] & Parameters<typeof askForException>[0];
  const exceptions: SlackDependencies['exceptions'] = {
    release: (name) => releaseForException(releases, name),
    ask: (asked) => askForException(deps, asked),
    mayDecide: async (asked) => (await mayDecide(deps, asked)).exception,
    decide: (asked) => decideOnException(deps, asked),
  };
  return { exceptions, announce: () => announcePhases(deps) };
}
