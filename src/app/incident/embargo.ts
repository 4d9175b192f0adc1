/** Who may know of an incident under embargo: for everybody else it does not exist. */
import { UserFault } from '../../domain/fault.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { IncidentDependencies } from './dependencies.js';

/** The people in the private channel of incidents under embargo. */
export interface Circle {
  /**
   * @returns their Slack ids, not older than a minute
   * @throws UserFault `try-later` when that cannot be told now, `embargo-channel` when the channel is not private, or
   * Signalman is not in it
   */
  members(): Promise<ReadonlySet<string>>;
}

export type Knowing = Pick<IncidentDependencies, 'settings' | 'circle' | 'log'>;

/**
 * Whether somebody may see what is under embargo. Nobody may while that cannot be told.
 * @param viewer Slack id; undefined: nobody in particular
 */
export async function maySee(deps: Knowing, viewer: string | undefined): Promise<boolean> {
  if (viewer === undefined || !deps.settings.embargo || !deps.circle) return false;
  const members = await deps.circle.members().catch((error: unknown) => {
    deps.log.warn({ err: error }, 'who is in the private channel of embargoed incidents could not be read');
    return null;
  });
  return members?.has(viewer) ?? false;
}

/**
 * The same where a number was named. Whether there is such an incident is not told by the way it fails: of one that
 * does not exist the same is asked, and the same is answered.
 * @throws UserFault `try-later`
 */
export async function requireSight(deps: Knowing, id: number, viewer: string): Promise<boolean> {
  if (!deps.settings.embargo || !deps.circle) return false;
  try {
    return (await deps.circle.members()).has(viewer);
  } catch (error) {
    deps.log.warn({ err: error }, 'who is in the private channel of embargoed incidents could not be read');
    throw new UserFault(
      'try-later',
      `Slack does not answer at the moment, and Signalman cannot tell whether there is an incident ${id}.`,
      'Nothing was changed. Try again in a minute.',
    );
  }
}

/**
 * Where deliveries of incidents under embargo may go.
 * @returns by the channel where a head stands: that, the private channel, and the people in it
 */
export async function circleOf(deps: Knowing): Promise<Kept> {
  const { embargo } = deps.settings;
  try {
    const members = (await deps.circle?.members()) ?? new Set<string>();
    return { members, places: (home) => new Set([...channels(home), ...members]) };
  } catch (error) {
    deps.log.warn({ err: error }, 'who is in the private channel of embargoed incidents could not be read');
    const members = new Set<string>();
    // Where Slack did not answer it is taken as it was; one that everybody can read by now gets nothing.
    const isClosed = error instanceof UserFault && error.code === 'try-later';
    return { members, places: (home) => new Set(isClosed ? channels(home) : []) };
  }

  function channels(home: string | null): string[] {
    return [embargo?.channel, home].flatMap((one) => one ?? []);
  }
}

/** Among whom incidents under embargo are kept. */
export interface Kept {
  members: ReadonlySet<string>;
  places(home: string | null): ReadonlySet<string>;
}

/** Those that the viewer may know of. */
export async function visible(
  deps: Knowing,
  incidents: readonly Incident[],
  viewer: string | undefined,
): Promise<Incident[]> {
  if (!incidents.some((one) => one.isEmbargoed)) return [...incidents];
  const sees = await maySee(deps, viewer);
  return incidents.filter((one) => sees || !one.isEmbargoed);
}
