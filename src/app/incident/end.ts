/** Command and the end of an incident: hand-over, all-clear, reopening, retracting, merging. */
import { UserFault } from '../../domain/fault.js';
import {
  confirm,
  handOver,
  merge,
  missingForAllClear,
  reopen,
  resolve,
  retract,
  roleName,
  tick,
} from '../../domain/incident/end.js';
import { commanderOf } from './declare.js';
import {
  type Asked,
  type Changed,
  change,
  contextOf,
  type IncidentDependencies,
  loaded,
  personOf,
  publishingOf,
  unknownIncident,
} from './dependencies.js';
import { linksOf } from './publish.js';
import { stepOf } from './step.js';
import { holders, requireDeed, rolesOf } from './who.js';

type About = Asked & { id: number };

async function allowed(deps: IncidentDependencies, deed: 'update' | 'end', { id, actor }: About) {
  const stored = await loaded(deps, id);
  await requireDeed(deps, deed, stored.incident, actor);
  return stored;
}

/** @throws FormFault, or UserFault `not-allowed` | `same-commander` | `incident-over` */
export async function handOverCommand(
  deps: IncidentDependencies,
  asked: About & { to: string; reason: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  const by = personOf(asked.actor);
  const to = await commanderOf(deps, asked.to, by);
  return await change(deps, asked.id, { by, request: asked.request }, ({ incident }) =>
    handOver(incident, to, asked.reason),
  );
}

/** Which exit criteria hold. @throws UserFault `not-allowed` | `incident-over` */
export async function tickCriteria(
  deps: IncidentDependencies,
  asked: About & { ticked: readonly string[] },
): Promise<Changed> {
  await allowed(deps, 'update', asked);
  return await change(deps, asked.id, { by: personOf(asked.actor), request: asked.request }, ({ incident }) =>
    tick(incident, asked.ticked, deps.settings),
  );
}

/**
 * Confirms the all-clear in every role that the person holds and that is still missing.
 * @throws UserFault `not-allowed` | `confirmed` | `incident-over`
 */
export async function confirmAllClear(deps: IncidentDependencies, asked: About): Promise<Changed> {
  const { incident } = await loaded(deps, asked.id);
  const { confirmations } = missingForAllClear(incident, deps.settings);
  const mine = await rolesOf(deps, confirmations, incident, asked.actor);
  const [first] = mine;
  if (first === undefined) {
    if (confirmations.length === 0)
      throw new UserFault('confirmed', 'Everybody whose word is needed has confirmed already.');
    const who = confirmations.flatMap((role) => holders(deps.roles, role, incident));
    throw new UserFault(
      'not-allowed',
      `Still missing is the word of the ${confirmations.map(roleName).join(' and the ')}.`,
      `Ask ${who.map((id) => (id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`)).join(', ')}.`,
    );
  }
  return await change(deps, asked.id, { by: personOf(asked.actor), request: asked.request }, (stored) =>
    mine.flatMap((role) => confirm(stored.incident, role)),
  );
}

/** The all-clear. @throws FormFault, or UserFault `not-allowed` | `not-clear` | `incident-over` */
export async function resolveIncident(
  deps: IncidentDependencies,
  asked: About & { text: string; lingering: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  return await change(
    deps,
    asked.id,
    { by: personOf(asked.actor), request: asked.request },
    ({ incident }, context) => resolve(incident, asked, context),
  );
}

/** @throws FormFault, or UserFault `not-allowed` | `not-over` */
export async function reopenIncident(
  deps: IncidentDependencies,
  asked: About & { reason: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  return await change(
    deps,
    asked.id,
    { by: personOf(asked.actor), request: asked.request },
    ({ incident }, context) => reopen(incident, asked.reason, context),
  );
}

/** @throws FormFault, or UserFault `not-allowed` | `incident-over` */
export async function retractIncident(
  deps: IncidentDependencies,
  asked: About & { reason: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  return await change(deps, asked.id, { by: personOf(asked.actor), request: asked.request }, ({ incident }) =>
    retract(incident, asked.reason),
  );
}

/** The other one goes on for both. @throws FormFault, or UserFault `not-allowed` | `same-incident` | `incident-over` */
export async function mergeIncident(
  deps: IncidentDependencies,
  asked: About & { into: number; reason: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  // Its places and its timeline get what the other one had.
  await allowed(deps, 'update', { ...asked, id: asked.into });
  const publishing = await publishingOf(deps);
  const { now } = contextOf(deps);
  const by = personOf(asked.actor);
  const done = await deps.store.change([asked.id, asked.into], asked.request, now, ([from, into]) => {
    // One number twice is one incident.
    if (!from || !into) throw new UserFault('same-incident', 'That is the same incident.');
    const url = linksOf(into.incident, into, publishing.base).head;
    const decided = merge(from.incident, into.incident, asked.reason, url, deps.settings);
    const own = (events: typeof decided.from) => events.map((event) => ({ by, event }));
    return [
      stepOf(from, own(decided.from), now, publishing),
      stepOf(into, own(decided.into), now, publishing),
    ];
  });
  const [incident] = done?.incidents ?? [];
  if (!done || !incident) throw unknownIncident(asked.id);
  deps.nudge();
  return { incident, isNew: done.isNew };
}
