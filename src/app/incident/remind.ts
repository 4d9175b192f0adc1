/** Reminds commanders of updates they promised, from what is stored: a restart forgets none and repeats none. */
import { reminderDue } from '../../domain/incident/cadence.js';
import { change, contextOf, type IncidentDependencies } from './dependencies.js';

/** @returns how many were reminded */
export async function remindCommanders(deps: IncidentDependencies): Promise<number> {
  const { now } = contextOf(deps);
  let reminded = 0;
  for (const id of await deps.store.toRemind(now)) {
    const leads = await deps.people.among(deps.roles.releaseLead);
    let isDue = false;
    await change(
      deps,
      id,
      { by: null, request: null },
      ({ incident }) => {
        const due = reminderDue(incident, deps.settings, now);
        isDue = due !== null;
        return due ? [due] : [];
      },
      // Only an escalation names them.
      ({ incident }) => (reminderDue(incident, deps.settings, now)?.escalated ? { leads } : {}),
    ).catch((error: unknown) =>
      deps.log.error({ err: error, incident: id }, 'a reminder could not be written'),
    );
    if (isDue) reminded++;
  }
  return reminded;
}
