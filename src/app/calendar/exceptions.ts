/** Exceptions to a freeze: asked for by anybody, decided by a release lead; everybody concerned is told. */
import {
  askException,
  decideException,
  type Exception,
  type ExceptionForm,
} from '../../domain/calendar/exception.js';
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import { UserFault } from '../../domain/fault.js';
import { findRelease, type Release } from '../../domain/release.js';
import { type Actor, type People, requireRole } from '../permission.js';
import type { CalendarRenderer, ExceptionStore } from '../ports/calendar.js';
import type { Clock } from '../ports/clock.js';

export interface ExceptionDependencies {
  releases: readonly Release[];
  exceptions: ExceptionStore;
  renderer: Pick<CalendarRenderer, 'exception' | 'answer'>;
  people: People & { among(ids: readonly string[]): Promise<string[]> };
  /** Slack user and user-group ids. */
  leads: readonly string[];
  /** Where issues are looked at, e.g. `https://github.com`. */
  web: string;
  clock: Clock;
  nudge(): void;
}

interface Asked {
  actor: Actor;
  request: string;
}

/** The release that an exception can be asked for. @throws UserFault `unknown-release` | `no-calendar` */
export function releaseForException(releases: readonly Release[], name: string | null): Release {
  const release = findRelease(releases, name);
  if (release.calendar) return release;
  throw new UserFault(
    'no-calendar',
    `${release.name} has no calendar, so there is nothing to except from.`,
    'Whoever runs Signalman adds `calendar:` to the release in signalman.yml.',
  );
}

/** @throws FormFault, or UserFault `unknown-release` | `no-calendar` | `nobody-decides` */
export async function askForException(
  deps: ExceptionDependencies,
  { actor, request, name, form }: Asked & { name: string; form: ExceptionForm },
): Promise<Exception> {
  const { exceptions, renderer, clock, web } = deps;
  const release = releaseForException(deps.releases, name);
  const now = clock();
  const event = askException(form, { repository: release.issues.repository, web, now });
  const leads = await deps.people.among(deps.leads);
  const places = placesOf(release, leads);
  if (places.length === 0 || leads.length === 0)
    throw new UserFault(
      'nobody-decides',
      'Nobody is configured who may decide on it.',
      'Whoever runs Signalman adds Slack ids under `roles: release-lead:` in signalman.yml.',
    );
  const asked = { release: release.name, by: actor, at: now, event };
  const exception = await exceptions.ask(asked, request, (added) => [
    ...places.map((place) =>
      message(added, 'exception', place, 1, renderer.exception(release, added, deps.leads)),
    ),
    message(added, 'exception-answer', actor.id, 1, renderer.answer(release, added)),
  ]);
  deps.nudge();
  return exception;
}

/** Whether the person may decide on it, before a form is shown. @throws UserFault `not-allowed` | `unknown-exception` */
export async function mayDecide(
  deps: ExceptionDependencies,
  { actor, id }: { actor: Actor; id: number },
): Promise<{ exception: Exception; release: Release }> {
  await requireRole(deps.people, deps.leads, actor, 'release lead');
  const exception = await deps.exceptions.load(id);
  if (!exception) throw unknown(id);
  return { exception, release: findRelease(deps.releases, exception.release) };
}

/** @throws FormFault, or UserFault `not-allowed` | `unknown-exception` | `decided` | `exception-over` */
export async function decideOnException(
  deps: ExceptionDependencies,
  { actor, request, id, isApproved, reason }: Asked & { id: number; isApproved: boolean; reason: string },
): Promise<Exception> {
  const { release } = await mayDecide(deps, { actor, id });
  const { exceptions, renderer, clock } = deps;
  const now = clock();
  const places = placesOf(release, await deps.people.among(deps.leads));
  const done = await exceptions.decide(
    id,
    { by: actor, at: now, request },
    (exception) => decideException(exception, { isApproved, reason }, now, release.zone),
    (decided) => [
      ...places.map((place) =>
        message(decided, 'exception', place, 2, renderer.exception(release, decided, [])),
      ),
      // A message of its own: an edit notifies nobody.
      message(decided, 'exception-decided', decided.by.id, 1, renderer.answer(release, decided)),
    ],
  );
  if (!done) throw unknown(id);
  deps.nudge();
  return done;
}

/** Where no channel is named, those who decide hear of it directly; what is told directly is told to people. */
function placesOf({ calendar }: Release, leads: readonly string[]): string[] {
  const channels = calendar?.channels ?? [];
  return channels.length > 0 ? channels : leads.filter((id) => !id.startsWith('S'));
}

const unknown = (id: number) =>
  new UserFault(
    'unknown-exception',
    `There is no exception ${id}.`,
    'See them with: `/release-status calendar`',
  );

function message(
  { id }: Exception,
  purpose: string,
  destination: string,
  revision: number,
  saying: Saying,
): NewDelivery {
  return {
    ...{ purpose, subject: `exception ${id}`, revision, destination },
    content: { kind: 'message', rich: saying, plain: null },
    ...{ thread: null, urgent: true, worthFor: 3 * aDay },
  };
}
