/** Declares an incident: its number, its head, and the copies in every place that must know. */
import { FormFault, UserFault } from '../../domain/fault.js';
import { type Declaration, declare } from '../../domain/incident/declare.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { Person } from '../../domain/person.js';
import {
  type Asked,
  type Changed,
  contextOf,
  type IncidentDependencies,
  personOf,
  publishingOf,
} from './dependencies.js';
import { circleOf, type Kept, maySee } from './embargo.js';
import { firstStep } from './step.js';
import { requireDeclarer } from './who.js';

/** As a person typed it: the commander is an id that may belong to nobody. */
export type DeclarationForm = Omit<Declaration, 'commander'> & { commander: string };

/** Somebody declared one while the form was filled in: the person has to see it first. */
export class NewerFault extends UserFault {
  constructor(readonly incidents: Incident[]) {
    super(
      'newer-incident',
      'Somebody has declared an incident meanwhile.',
      'Is it the same one? Then join it.',
    );
  }
}

/**
 * @param known the newest incident that the person was shown; 0: none
 * @returns `isSeen`: whether the person may look at it from now on
 * @throws FormFault, NewerFault, or UserFault `not-allowed`; of one under embargo `no-embargo` | `embargo-channel` |
 * `try-later`: it is never declared for everybody instead
 */
export async function declareIncident(
  deps: IncidentDependencies,
  { actor, request, form, known }: Asked & { form: DeclarationForm; known: number },
): Promise<Changed & { isSeen: boolean }> {
  await requireDeclarer(deps, deps.settings, actor);
  const context = contextOf(deps);
  const by = personOf(actor);
  const chosen = await commanderOf(deps, form.commander, by);
  const kept = form.embargo ? await circleToDeclare(deps) : null;
  const commander = kept ? await commanderAmong(deps, kept.members, chosen, by) : chosen;
  const event = declare({ ...form, commander }, by, context);
  const step = firstStep([{ by, event }], context.now, { ...(await publishingOf(deps)), kept });
  const done = await deps.store.declare(request, context.now, known, step);
  if ('newer' in done) throw new NewerFault(done.newer);
  deps.nudge();
  const isSeen = !done.incident.isEmbargoed || (await maySee(deps, actor.id));
  return { ...done, isSeen };
}

/** @throws UserFault when nobody can be told in private now */
async function circleToDeclare(deps: IncidentDependencies): Promise<Kept> {
  if (!deps.settings.embargo || !deps.circle)
    throw new UserFault(
      'no-embargo',
      'Incidents under embargo are not set up here.',
      'Whoever runs Signalman names a private channel under `incidents: embargo:` in signalman.yml.',
    );
  await deps.circle.members();
  return await circleOf(deps);
}

/**
 * Only somebody who may see it can command it. Whoever declares need not be among them: then somebody whom
 * signalman.yml names for it looks after it.
 * @throws FormFault when nobody could
 */
async function commanderAmong(
  { people, roles, workspace }: IncidentDependencies,
  members: ReadonlySet<string>,
  chosen: Person,
  by: Person,
): Promise<Person> {
  if (members.has(chosen.id)) return chosen;
  if (chosen.id !== by.id)
    throw new FormFault({ commander: 'Only somebody who is in the private channel can command it.' });
  const able = await people.among([...roles.incidentCommander, ...roles.releaseLead]);
  const id = able.find((one) => members.has(one));
  if (id === undefined)
    throw new FormFault({
      commander: 'Nobody with a role is in the private channel: tell the release leads directly.',
    });
  const person = await workspace.person(id).catch(() => null);
  return { id, name: person?.name ?? id };
}

/** @throws FormFault when the person has left the workspace, or is none */
export async function commanderOf(
  { workspace, log }: Pick<IncidentDependencies, 'workspace' | 'log'>,
  id: string,
  fallback: { id: string; name: string },
) {
  if (id === '' || id === fallback.id) return fallback;
  // When nobody can be looked up, the id has to do: what is broken has to be told now.
  const person = await workspace.person(id).catch((error: unknown) => {
    log.warn({ err: error, user: id }, 'Slack did not say who the commander is');
    return { id, name: id, isApp: false };
  });
  if (person?.isApp) throw new FormFault({ commander: 'That is an app: choose a person.' });
  if (person) return { id: person.id, name: person.name };
  throw new FormFault({ commander: 'That person is not in this workspace any more: choose somebody else.' });
}

/** Whether the person may, before a form is shown. @throws UserFault `not-allowed` */
export async function mayDeclare(deps: IncidentDependencies, actor: Asked['actor']): Promise<void> {
  await requireDeclarer(deps, deps.settings, actor);
}
