/** What every use case of the incident thread needs, and the one way in which an incident is changed. */
import { UserFault } from '../../domain/fault.js';
import type { Context } from '../../domain/incident/declare.js';
import type { IncidentEvent } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';
import type { Actor, People } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { IncidentRenderer, IncidentStore, Stored } from '../ports/incident.js';
import type { Log } from '../ports/log.js';
import type { Workspace } from '../ports/workspace.js';
import { type Circle, circleOf, type Kept, type Knowing, requireSight } from './embargo.js';
import { writableIn } from './owners.js';
import type { Publishing } from './publish.js';
import { type Beside, stepOf } from './step.js';
import type { Roles } from './who.js';

export interface IncidentDependencies {
  settings: IncidentSettings;
  releases: readonly Release[];
  /** Where issues are looked at, e.g. `https://github.com`. */
  web: string;
  store: IncidentStore;
  renderer: IncidentRenderer;
  workspace: Workspace;
  people: People & { among(ids: readonly string[]): Promise<string[]> };
  roles: Roles;
  clock: Clock;
  log: Log;
  /** Who may know of incidents under embargo; without it nobody. */
  circle?: Circle;
  /** Deliveries were written. */
  nudge(): void;
  newId(): string;
}

/** Who asks, and what tells the request from all others, so that it is done once however often it arrives. */
export interface Asked {
  actor: Actor;
  request: string;
}

/** What a change came to. */
export interface Changed {
  incident: Incident;
  /** False when the same request had been done before. */
  isNew: boolean;
}

export async function publishingOf(deps: IncidentDependencies): Promise<Publishing> {
  const { settings, renderer, workspace } = deps;
  return { settings, renderer, permalinks: await workspace.permalinks(), isOurs: writableIn(deps) };
}

export function contextOf({ settings, releases, web, clock }: IncidentDependencies): Context {
  return { settings, releases, web, now: clock() };
}

export const personOf = ({ id, name }: Actor): Person => ({ id, name });

/**
 * Who looks: somebody, or Signalman itself where nobody sees what comes of it. Left out: everybody, and then an incident
 * under embargo does not exist.
 */
export type Viewer = { id: string } | 'signalman' | undefined;

/** @throws UserFault `unknown-incident`, also of one under embargo that is not for the viewer; `try-later` */
export async function loaded(
  deps: Pick<IncidentDependencies, 'store'> & Knowing,
  id: number,
  viewer?: Viewer,
): Promise<Stored> {
  const stored = await deps.store.load(id);
  if (stored && (viewer === 'signalman' || !stored.incident.isEmbargoed)) return stored;
  // Of one that does not exist the same is asked as of one that is not for everybody.
  const sees = typeof viewer === 'object' && (await requireSight(deps, id, viewer.id));
  if (stored && sees) return stored;
  throw unknownIncident(id);
}

export const unknownIncident = (id: number) =>
  new UserFault('unknown-incident', `There is no incident ${id}.`, 'See them with: `/incident list`');

/**
 * Among whom these incidents are kept; null where none of them is under embargo.
 * @param by who asks; null: Signalman itself
 * @throws UserFault `unknown-incident` when one of them is not for whoever asks; `try-later`
 */
export async function keptOf(
  deps: Pick<IncidentDependencies, 'store'> & Knowing,
  ids: readonly number[],
  by: Person | null,
): Promise<Kept | null> {
  const [first] = await deps.store.underEmbargo(ids);
  if (first === undefined) return null;
  if (by && !(await requireSight(deps, first, by.id))) throw unknownIncident(first);
  return await circleOf(deps);
}

/**
 * Decides on what is stored at that moment, and stores what follows: the events, and everything owed for them.
 * @param decide pure; what it throws undoes everything. Without events nothing is stored
 * @param by null: Signalman itself; a person changes nothing that is under embargo and not for them
 * @throws UserFault `unknown-incident`
 */
export async function change(
  deps: IncidentDependencies,
  id: number,
  { by, request }: { by: Person | null; request: string | null },
  decide: (stored: Stored, context: Context) => IncidentEvent[],
  more: (stored: Stored) => Beside = () => ({}),
): Promise<Changed> {
  const kept = await keptOf(deps, [id], by);
  const publishing = { ...(await publishingOf(deps)), kept };
  const context = contextOf(deps);
  const done = await deps.store.change([id], request, context.now, ([stored]) => {
    if (!stored) return [];
    // Declared after it was looked for: nobody has shown them its number.
    if (by && stored.incident.isEmbargoed && !kept) throw unknownIncident(id);
    const own = decide(stored, context).map((event) => ({ by, event }));
    const beside = more(stored);
    if (own.length === 0 && Object.keys(beside).length === 0) return [null];
    return [stepOf(stored, own, context.now, publishing, beside)];
  });
  const [incident] = done?.incidents ?? [];
  if (!done || !incident) {
    if (by) await requireSight(deps, id, by.id);
    throw unknownIncident(id);
  }
  deps.nudge();
  return { incident, isNew: done.isNew };
}
