/** The wiring of the incident thread. */
import { randomUUID } from 'node:crypto';
import { whileHolding } from './app/holding.js';
import type { FixDependencies } from './app/incident/fix.js';
import { bindIncidents } from './app/incident/incidents.js';
import { remindCommanders } from './app/incident/remind.js';
import { mendIncident, tendIncidents } from './app/incident/tend.js';
import { watchFixes } from './app/incident/watch.js';
import type { Workspace } from './app/incident-ports.js';
import type { Parts } from './compose.js';
import type { Pauses } from './compose-sync.js';
import type { GitHubAccess } from './config/environment.js';
import { createFixReader } from './github/fix.js';
import { timelineMarkdown } from './report/incident-timeline.js';
import { incidentRenderer } from './slack/blocks/incident/renderer.js';
import type { SlackPeople } from './slack/people.js';
import { watchStore } from './storage/incident-watch.js';
import { incidentStore } from './storage/incidents.js';
import { leaseStore } from './storage/leases.js';

interface Around {
  github: GitHubAccess;
  pauses?: Pauses | undefined;
  /** Where people look at issues, e.g. `https://github.com`. */
  web: string;
  people: SlackPeople;
  workspace: Workspace;
  reach(channel: string): Promise<{ why: string; hint: string } | null>;
  nudge(): void;
}

/** Says in the log what signalman.yml does not cover any more: changing it does not end an incident. */
export async function lookAtOpenIncidents({
  settings,
  database,
  log,
  machine = Date.now,
}: Parts): Promise<void> {
  const store = incidentStore(database, machine);
  const open = await store.list({ isOpen: true, release: null, most: 50 });
  if (!settings.incidents) {
    if (open.length > 0)
      log.warn(
        { incidents: open.map(({ id }) => id) },
        'incidents are open, but signalman.yml has no incidents: any more: nobody can update or resolve them, and nobody is reminded',
      );
    return;
  }
  const { channel } = settings.incidents;
  for (const { id } of open) {
    const stands = (await store.load(id))?.home.head ?? channel;
    if (stands !== channel)
      log.info(
        { incident: id, stands, configured: channel },
        'an open incident stays in its channel, though signalman.yml names another one',
      );
  }
}

/** @returns null when signalman.yml has no incidents */
export function composeIncidents(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {}, web, people, workspace, reach, nudge }: Around,
) {
  if (!settings.incidents) return null;
  const store = incidentStore(database, machine);
  const { apiUrl, ...auth } = github;
  const deps: FixDependencies & Pick<Around, 'reach'> = {
    settings: settings.incidents,
    releases: settings.releases,
    web,
    store,
    renderer: {
      ...incidentRenderer,
      timelineFile: (incident, zone) => ({
        kind: 'file',
        name: `incident-${incident.id}-timeline.md`,
        title: `Incident ${incident.id}: the timeline, in ${zone}`,
        text: timelineMarkdown(incident, zone),
      }),
    },
    github: createFixReader({ apiUrl, auth, log, web, ...pauses }),
    watches: watchStore(database),
    workspace,
    people,
    roles: settings.roles,
    clock,
    log,
    nudge,
    newId: () => randomUUID().slice(0, 13),
    reach,
  };
  const { checkEvery } = settings.incidents;
  const holding = { leases: leaseStore(database), machine, log };
  let checked = machine();
  return {
    incidents: bindIncidents(deps),
    /** Pins, links and receipts; and the reminders that are owed. One process at a time does it. */
    async tend(): Promise<void> {
      await whileHolding(holding, 'incidents', async () => {
        await remindCommanders(deps);
        await tendIncidents(deps);
      });
    },
    /**
     * Looks at GitHub for what became of fixes. GitHub may be slow: nothing else waits for it.
     * @returns whether somebody else is at it at this moment
     */
    async watch(): Promise<boolean> {
      const mine = await whileHolding(holding, 'incident fixes', async (hold) => {
        await watchFixes(deps, hold);
        return true;
      });
      return mine === null;
    },
    /** Reads copies back, when it is time. */
    async check(): Promise<void> {
      if (machine() - checked < checkEvery) return;
      checked = machine();
      await whileHolding(holding, 'incident copies', async () => {
        for (const id of await store.toTend(clock()))
          await mendIncident(deps, id).catch((error: unknown) =>
            log.error({ err: error, incident: id }, 'the copies of an incident could not be checked'),
          );
      });
    },
  };
}
