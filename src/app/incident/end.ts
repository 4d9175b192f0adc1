/** Command and the end of an incident: hand-over, all-clear, reopening, retracting, merging. */
import { FormFault, UserFault } from '../../domain/fault.js';
import { requireSameCircle } from '../../domain/incident/embargo.js';
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
import { type Incident, isOpen, latest } from '../../domain/incident/incident.js';
import { StaleFault } from '../../domain/incident/update.js';
import { commanderOf } from './declare.js';
import {
  type Asked,
  type Changed,
  change,
  contextOf,
  type IncidentDependencies,
  keptOf,
  loaded,
  personOf,
  publishingOf,
  unknownIncident,
} from './dependencies.js';
import { maySee } from './embargo.js';
import { linksOf } from './publish.js';
import { stepOf } from './step.js';
import { holders, requireDeed, rolesOf } from './who.js';

type About = Asked & { id: number };
/** `base`: the revision that the person had before their eyes, where a form was open meanwhile. */
type Seen = About & { base?: number };

async function allowed(deps: IncidentDependencies, deed: 'update' | 'end', { id, actor }: About) {
  await requireDeed(deps, deed, (await loaded(deps, id, actor)).incident, actor);
}

/**
 * Nobody decides on a revision that they have not seen. Whether it may be decided at all comes first: of what ended
 * meanwhile, or began anew, it matters more that it did.
 * @throws StaleFault
 */
function seen(incident: Incident, base: number | undefined, { isOver = false } = {}): Incident {
  if (base !== undefined && isOpen(incident) !== isOver && base !== latest(incident).number)
    throw new StaleFault(incident);
  return incident;
}

/** One deed on one incident: who may, then what follows from it. */
async function decided(
  deps: IncidentDependencies,
  deed: 'update' | 'end',
  asked: About,
  decide: Parameters<typeof change>[3],
): Promise<Changed> {
  await allowed(deps, deed, asked);
  return await change(deps, asked.id, { by: personOf(asked.actor), request: asked.request }, decide);
}

/** @throws FormFault, StaleFault, or UserFault `not-allowed` | `same-commander` | `incident-over` */
export async function handOverCommand(
  deps: IncidentDependencies,
  asked: Seen & { to: string; reason: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  const to = await commanderOf(deps, asked.to, personOf(asked.actor));
  if ((await deps.store.underEmbargo([asked.id])).length > 0 && !(await maySee(deps, to.id)))
    throw new FormFault({ commander: 'Only somebody who is in its private channel can command it.' });
  return await decided(deps, 'end', asked, ({ incident }) =>
    handOver(seen(incident, asked.base), to, asked.reason),
  );
}

/** Which exit criteria hold. @throws StaleFault, or UserFault `not-allowed` | `incident-over` */
export async function tickCriteria(
  deps: IncidentDependencies,
  asked: Seen & { on: readonly string[]; off: readonly string[] },
): Promise<Changed> {
  return await decided(deps, 'update', asked, ({ incident }) =>
    // What others have ticked meanwhile stays theirs.
    tick(
      seen(incident, asked.base),
      [...incident.ticked.keys(), ...asked.on].filter((one) => !asked.off.includes(one)),
      deps.settings,
    ),
  );
}

/**
 * Confirms the all-clear in every role that the person holds and that is still missing.
 * @throws StaleFault, or UserFault `not-allowed` | `confirmed` | `incident-over`
 */
export async function confirmAllClear(deps: IncidentDependencies, asked: Seen): Promise<Changed> {
  const { incident } = await loaded(deps, asked.id, asked.actor);
  const { confirmations } = missingForAllClear(incident, deps.settings);
  const mine = await rolesOf(deps, confirmations, incident, asked.actor);
  const [first] = mine;
  if (first === undefined) {
    if (confirmations.length === 0)
      throw new UserFault(
        'confirmed',
        'Everybody who has to confirm it has done so already.',
        'The all-clear can be given now: *Exit criteria* in the menu of the head.',
      );
    const who = confirmations.flatMap((role) => holders(deps.roles, role, incident));
    throw new UserFault(
      'not-allowed',
      `Still to confirm it: the ${confirmations.map(roleName).join(' and the ')}.`,
      `Ask ${who.map((id) => (id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`)).join(', ')}.`,
    );
  }
  return await change(deps, asked.id, { by: personOf(asked.actor), request: asked.request }, (stored) =>
    mine
      // The command may have changed hands while Slack said who belongs to which group.
      .filter((role) => role !== 'commander' || stored.incident.facts.commander.id === asked.actor.id)
      .flatMap((role) => confirm(seen(stored.incident, asked.base), role, deps.settings)),
  );
}

/** The all-clear. @throws FormFault, StaleFault, or UserFault `not-allowed` | `not-clear` | `incident-over` */
export async function resolveIncident(
  deps: IncidentDependencies,
  asked: Seen & { text: string; lingering: string },
): Promise<Changed> {
  return await decided(deps, 'end', asked, ({ incident }, context) =>
    resolve(seen(incident, asked.base), asked, context),
  );
}

/** @throws FormFault, StaleFault, or UserFault `not-allowed` | `not-over` */
export async function reopenIncident(
  deps: IncidentDependencies,
  asked: Seen & { reason: string },
): Promise<Changed> {
  return await decided(deps, 'end', asked, ({ incident }, context) =>
    reopen(seen(incident, asked.base, { isOver: true }), asked.reason, context),
  );
}

/** @throws FormFault, StaleFault, or UserFault `not-allowed` | `incident-over` */
export async function retractIncident(
  deps: IncidentDependencies,
  asked: Seen & { reason: string },
): Promise<Changed> {
  return await decided(deps, 'end', asked, ({ incident }) =>
    retract(seen(incident, asked.base), asked.reason),
  );
}

/** The other one goes on for both. @throws FormFault, StaleFault, or UserFault `not-allowed` | `same-incident` | `graver` | `other-release` | `incident-over` */
export async function mergeIncident(
  deps: IncidentDependencies,
  asked: Seen & { into: number; reason: string },
): Promise<Changed> {
  await allowed(deps, 'end', asked);
  // Its places and its timeline get what the other one had.
  await allowed(deps, 'update', { ...asked, id: asked.into });
  const by = personOf(asked.actor);
  const kept = await keptOf(deps, [asked.id, asked.into], by);
  const publishing = { ...(await publishingOf(deps)), kept };
  const { now } = contextOf(deps);
  const done = await deps.store.change([asked.id, asked.into], asked.request, now, ([from, into]) => {
    // One number twice is one incident.
    if (!from || !into)
      throw new UserFault(
        'same-incident',
        'That is the same incident.',
        'Choose the other one: `/incident list` shows which are open.',
      );
    requireSameCircle(from.incident, into.incident);
    const url = linksOf(into.incident, into, publishing.permalinks).head;
    const decided = merge(seen(from.incident, asked.base), into.incident, asked.reason, url, deps.settings);
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
