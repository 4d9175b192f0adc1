/** The wiring of the incident thread. */
import { randomUUID } from 'node:crypto';
import { whileHolding } from '../app/holding.js';
import type { Circle } from '../app/incident/embargo.js';
import type { FixDependencies } from '../app/incident/fix.js';
import { bindIncidents } from '../app/incident/incidents.js';
import { remindCommanders } from '../app/incident/remind.js';
import { mendIncident, tendIncidents } from '../app/incident/tend.js';
import { watchFixes } from '../app/incident/watch.js';
import type { Workspace } from '../app/ports/workspace.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess } from '../config/environment.js';
import { createFixReader } from '../github/fix.js';
import { githubWords } from '../report/incident-mirror.js';
import { timelineMarkdown } from '../report/incident-timeline.js';
import type { SlackPeople } from '../slack/asking/people.js';
import { incidentRenderer } from '../slack/blocks/incident/renderer.js';
import { incidentStore } from '../storage/incident/incidents.js';
import { watchStore } from '../storage/incident/watch.js';
import { leaseStore } from '../storage/leases.js';
import { composePostMortems } from './postmortem.js';
import type { Pauses } from './sync.js';

interface Around {
  github: GitHubAccess;
  pauses?: Pauses | undefined;
  /** Where people look at issues, e.g. `https://github.com`. */
  web: string;
  people: SlackPeople;
  workspace: Workspace;
  reach(channel: string): Promise<{ why: string; hint: string } | null>;
  /** Of a private channel. */
  circle(channel: string): Circle;
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
  const open = await store.list({ isOpen: true, release: null, most: 50, withEmbargoed: true });
  if (!settings.incidents) {
    if (open.length > 0)
      log.warn(
        { incidents: open.map(({ id }) => id) },
        'incidents are open, but signalman.yml has no incidents: any more: nobody can update or resolve them, and nobody is reminded',
      );
    return;
  }
  for (const { id, isEmbargoed } of open) {
    const channel = isEmbargoed ? settings.incidents.embargo?.channel : settings.incidents.channel;
    if (channel === undefined) {
      log.warn(
        { incident: id },
        'an open incident is under embargo, but signalman.yml has no incidents: embargo: any more: nobody can look at it',
      );
      continue;
    }
    const stands = (await store.load(id))?.home.head ?? channel;
    if (stands !== channel)
      log.info(
        { incident: id, stands, configured: channel },
        'an open incident stays in its channel, though signalman.yml names another one',
      );
  }
}

/** @returns null when signalman.yml has no incidents */
export function composeIncidents(parts: Parts, around: Around) {
  const { settings, database, log, clock, machine = Date.now } = parts;
  const { github, pauses = {}, web, people, workspace, reach, circle, nudge } = around;
  if (!settings.incidents) return null;
  const store = incidentStore(database, machine, {
    web,
    refuse: (refused) =>
      log.error(
        refused,
        'a delivery of an incident under embargo was refused: it would have left its channel',
      ),
  });
  const { embargo } = settings.incidents;
  const { apiUrl, ...auth } = github;
  const deps: FixDependencies & Pick<Around, 'reach'> = {
    settings: settings.incidents,
    releases: settings.releases,
    web,
    store,
    renderer: {
      ...incidentRenderer,
      atGitHub: githubWords,
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
    ...(embargo ? { circle: circle(embargo.channel) } : {}),
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
  const postMortems = composePostMortems(parts, deps, around);
  return {
    incidents: bindIncidents(deps),
    postMortems,
    /** Whether incidents can be declared under embargo, said before one has to be. Never throws. */
    async lookAtEmbargo(): Promise<void> {
      await deps.circle
        ?.members()
        .catch((error: unknown) =>
          log.warn(
            { why: error instanceof Error ? error.message : '', channel: embargo?.channel },
            'nothing can be declared under embargo as things are',
          ),
        );
    },
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
        for (const id of await store.toTend(clock(), { withEmbargoed: true }))
          await mendIncident(deps, id).catch((error: unknown) =>
            log.error({ err: error, incident: id }, 'the copies of an incident could not be checked'),
          );
      });
    },
  };
}
