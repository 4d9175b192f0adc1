/** What every use case of the incident thread needs, and the one way in which an incident is changed. */
import { UserFault } from '../../domain/fault.js';
import type { Context } from '../../domain/incident/declare.js';
import type { IncidentEvent, Person } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import type { Release } from '../../domain/release.js';
import type { IncidentRenderer, IncidentStore, Stored, Workspace } from '../incident-ports.js';
import type { Actor, People } from '../permission.js';
import type { Clock, Log } from '../ports.js';
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

export async function publishingOf({
  settings,
  renderer,
  workspace,
  web,
}: IncidentDependencies): Promise<Publishing> {
  return { settings, renderer, permalinks: await workspace.permalinks(), web };
}

export function contextOf({ settings, releases, web, clock }: IncidentDependencies): Context {
  return { settings, releases, web, now: clock() };
}

export const personOf = ({ id, name }: Actor): Person => ({ id, name });

/** @throws UserFault `unknown-incident` */
export async function loaded({ store }: Pick<IncidentDependencies, 'store'>, id: number): Promise<Stored> {
  const stored = await store.load(id);
  if (stored) return stored;
  throw unknownIncident(id);
}

export const unknownIncident = (id: number) =>
  new UserFault('unknown-incident', `There is no incident ${id}.`, 'See them with: `/incident list`');

/**
 * Decides on what is stored at that moment, and stores what follows: the events, and everything owed for them.
 * @param decide pure; what it throws undoes everything. Without events nothing is stored
 * @param by null: Signalman itself
 * @throws UserFault `unknown-incident`
 */
export async function change(
  deps: IncidentDependencies,
  id: number,
  { by, request }: { by: Person | null; request: string | null },
  decide: (stored: Stored, context: Context) => IncidentEvent[],
  more: (stored: Stored) => Beside = () => ({}),
): Promise<Changed> {
  const publishing = await publishingOf(deps);
  const context = contextOf(deps);
  const done = await deps.store.change([id], request, context.now, ([stored]) => {
    if (!stored) return [];
    const own = decide(stored, context).map((event) => ({ by, event }));
    const beside = more(stored);
    if (own.length === 0 && Object.keys(beside).length === 0) return [null];
    return [stepOf(stored, own, context.now, publishing, beside)];
  });
  const [incident] = done?.incidents ?? [];
  if (!done || !incident) throw unknownIncident(id);
  deps.nudge();
  return { incident, isNew: done.isNew };
}
