/** Lifting an embargo: looked at first, as everybody will read it; then the incident stands and is announced like any other. */
import { UserFault } from '../../domain/fault.js';
import { settingsFor } from '../../domain/incident/embargo.js';
import type { IncidentEvent } from '../../domain/incident/event.js';
import { after } from '../../domain/incident/fold.js';
import { type Incident, isOpen } from '../../domain/incident/incident.js';
import { type Lift, lift, requireEmbargo } from '../../domain/incident/lift.js';
import { unannounced } from '../../domain/incident/places.js';
import {
  type Asked,
  type Changed,
  change,
  contextOf,
  type IncidentDependencies,
  loaded,
  personOf,
} from './dependencies.js';
import type { Preview } from './update.js';
import { idsOf, oneOf } from './who.js';

type About = Asked & { id: number };

/** Its commander always may. @throws UserFault `not-allowed`, which says who may */
async function requireLifter(
  { people, roles, settings }: IncidentDependencies,
  { id, facts }: Incident,
  { id: actor }: Asked['actor'],
): Promise<void> {
  if (actor === facts.commander.id) return;
  const able = settings.embargo?.lift ?? [];
  if (
    await people.isAmong(
      actor,
      able.flatMap((role) => idsOf(roles, role)),
    )
  )
    return;
  const who = ['commander' as const, ...able].map((role) => oneOf(role, id));
  throw new UserFault('not-allowed', `Only ${who.join(' or ')} may lift its embargo.`, 'Ask one of them.');
}

/** Before the form is shown. @throws UserFault `unknown-incident` | `not-allowed` | `no-embargo` */
export async function mayLift(
  deps: IncidentDependencies,
  { actor, id }: Omit<About, 'request'>,
): Promise<Incident> {
  const { incident } = await loaded(deps, id, actor);
  requireEmbargo(incident);
  await requireLifter(deps, incident, actor);
  return incident;
}

/** How it would stand for everybody. @throws FormFault, StaleFault, or UserFault `not-allowed` | `no-embargo` */
export async function previewLift(
  deps: IncidentDependencies,
  { actor, id, input }: Omit<About, 'request'> & { input: Lift },
): Promise<Preview> {
  const incident = await mayLift(deps, { actor, id });
  const context = contextOf(deps);
  const event: IncidentEvent = lift(incident, input, context);
  const then = after(incident, { seq: incident.seq + 1, at: context.now, by: personOf(actor), event });
  const settings = settingsFor(then, deps.settings, null);
  const links = { head: null, discussion: null, survivor: null };
  return {
    incident: then,
    head: deps.renderer.head({ incident: then, settings, links }, null),
    copies: unannounced(then, settings).length,
    pinged: [],
    waits: false,
  };
}

/** @throws FormFault, StaleFault, or UserFault `unknown-incident` | `not-allowed` | `no-embargo` */
export async function liftEmbargo(
  deps: IncidentDependencies,
  { actor, request, id, input }: About & { input: Lift },
): Promise<Changed> {
  await requireLifter(deps, (await loaded(deps, id, actor)).incident, actor);
  const done = await change(deps, id, { by: personOf(actor), request }, ({ incident }, context) => [
    lift(incident, input, context),
  ]);
  deps.log.info({ incident: id, isOpen: isOpen(done.incident) }, 'an embargo was lifted');
  return done;
}
