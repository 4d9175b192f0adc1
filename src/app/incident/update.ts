/** Updates: looked at before they are sent, approved where the severity wants it, corrected when they were wrong. */

import type { Saying } from '../../domain/delivery.js';
import { UserFault } from '../../domain/fault.js';
import { settingsFor } from '../../domain/incident/embargo.js';
import { after } from '../../domain/incident/fold.js';
import type { Incident } from '../../domain/incident/incident.js';
import { followed, pinged } from '../../domain/incident/places.js';
import {
  approve,
  correct,
  draftNamed,
  needsApproval,
  propose,
  refuse,
  type Update,
  update,
  wordUpdate,
} from '../../domain/incident/update.js';
import {
  type Asked,
  type Changed,
  change,
  contextOf,
  type IncidentDependencies,
  loaded,
  personOf,
  publishingOf,
} from './dependencies.js';
import { linksOf } from './publish.js';
import { type Deed, requireDeed } from './who.js';

type About = Asked & { id: number };

/** What an update would look like, and where it would go. */
export interface Preview {
  incident: Incident;
  head: Saying;
  /** How many copies are edited. */
  copies: number;
  /** Channels that get a reply. */
  pinged: string[];
  /** The commander reads it first. */
  waits: boolean;
}

/** @throws FormFault, StaleFault, or UserFault `not-allowed` | `incident-over` */
export async function previewUpdate(
  deps: IncidentDependencies,
  {
    actor,
    id,
    input,
    of,
  }: Omit<About, 'request'> & { input: Update; of: { revision: number; reason: string } | null },
): Promise<Preview> {
  const stored = await loaded(deps, id, actor);
  const { incident } = stored;
  await requireDeed(deps, of ? correcting(deps, incident, input) : 'update', incident, actor);
  const context = contextOf(deps);
  const by = personOf(actor);
  const events = of
    ? correct(incident, of.revision, of.reason, input, context)
    : update(incident, input, by, 'preview', context);
  const waits = events.some((event) => event.kind === 'drafted');
  const shown = waits
    ? [{ kind: 'updated' as const, ...wordUpdate(incident, input, context), draftedBy: null }]
    : events;
  const then = shown.reduce<Incident>(
    (one, event) => after(one, { seq: one.seq + 1, at: context.now, by, event }),
    incident,
  );
  const { renderer } = deps;
  const settings = settingsFor(incident, deps.settings, stored.home.head);
  const links = linksOf(then, stored, (await publishingOf(deps)).permalinks);
  return {
    incident: then,
    // What became of the revision before says nothing about this one.
    head: renderer.head({ incident: then, settings, links }, null),
    copies: followed(then).length,
    pinged: pinged(then, settings),
    waits,
  };
}

/**
 * @param adopts the draft that this one was made from: it is dealt with
 * @throws FormFault, StaleFault, or UserFault `not-allowed` | `incident-over`
 */
export async function sendUpdate(
  deps: IncidentDependencies,
  { actor, request, id, input, adopts }: About & { input: Update; adopts?: string },
): Promise<Changed> {
  await requireDeed(deps, 'update', (await loaded(deps, id, actor)).incident, actor);
  const by = personOf(actor);
  return await change(deps, id, { by, request }, ({ incident }, context) => {
    const events = update(incident, input, by, deps.newId(), context);
    if (adopts === undefined || !incident.drafts.some((one) => one.id === adopts)) return events;
    // What waits itself was not sent yet.
    const outcome = events.some(({ kind }) => kind === 'updated') ? 'approved' : 'outdated';
    return [{ kind: 'draft-closed', draft: adopts, outcome, reason: 'Reworded.' }, ...events];
  });
}

/** @throws FormFault, StaleFault, or UserFault `not-allowed` | `no-revision` */
export async function correctUpdate(
  deps: IncidentDependencies,
  { actor, request, id, input, of }: About & { input: Update; of: { revision: number; reason: string } },
): Promise<Changed> {
  const { incident: known } = await loaded(deps, id, actor);
  await requireDeed(deps, correcting(deps, known, input), known, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }, context) =>
    correct(incident, of.revision, of.reason, input, context),
  );
}

/** A correction is sent at once: where updates wait for approval, it takes one who may approve. */
function correcting({ settings }: IncidentDependencies, incident: Incident, { severity }: Update): Deed {
  return needsApproval(incident, severity?.trim().toLowerCase(), settings) ? 'approve' : 'update';
}

/** @throws UserFault `not-allowed` | `no-draft` | `outdated-draft` | `incident-over` */
export async function approveDraft(
  deps: IncidentDependencies,
  { actor, request, id, draft }: About & { draft: string },
): Promise<Changed> {
  await requireDeed(deps, 'approve', (await loaded(deps, id, actor)).incident, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }, context) => {
    const author = draftNamed(incident, draft).by;
    if (author?.id === actor.id && author.id !== incident.facts.commander.id)
      throw new UserFault(
        'own-draft',
        'Somebody else has to approve what you wrote.',
        `Ask the commander, ${incident.facts.commander.name}, or another release lead.`,
      );
    return approve(incident, draft, context.now, context);
  });
}

/** @throws FormFault, or UserFault `not-allowed` | `no-draft` */
export async function refuseDraft(
  deps: IncidentDependencies,
  { actor, request, id, draft, reason }: About & { draft: string; reason: string },
): Promise<Changed> {
  await requireDeed(deps, 'approve', (await loaded(deps, id, actor)).incident, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
    refuse(incident, draft, reason),
  );
}

/** Anybody may. @throws UserFault `incident-over` | `same-draft` | `empty-draft` */
export async function proposeUpdate(
  deps: IncidentDependencies,
  { actor, request, id, text }: About & { text: string },
): Promise<Changed> {
  const by = personOf(actor);
  return await change(deps, id, { by, request }, ({ incident }) => propose(incident, text, by, deps.newId()));
}
