/** The wiring of the Home of people, and of the figures of incidents. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { whileHolding } from '../app/holding.js';
import { incidentStats } from '../app/incident/stats.js';
import type { People } from '../app/permission.js';
import type { HomeMeetings, HomePostMortems } from '../app/ports/home.js';
import type { SignoffDesk } from '../app/ports/signoff.js';
import type { Parts } from '../compose.js';
import type { Status } from '../domain/status.js';
import { betweenHomes, homeDesk } from '../slack/home/desk.js';
import { homeStore } from '../storage/home/home.js';
import { incidentHistories } from '../storage/incident/figures.js';
import { leaseStore } from '../storage/leases.js';

interface Around {
  client: Pick<WebClient, 'views'>;
  people: People;
  showStatus(name: string): Promise<Status>;
  signoff: SignoffDesk | null;
  postmortems: HomePostMortems;
  meetings: HomeMeetings;
}

export function composeHome({ settings, database, log, clock, machine = Date.now }: Parts, around: Around) {
  const { releases, incidents, roles } = settings;
  const desk = homeDesk({
    ...around,
    ...{ releases, settings: incidents, roles, store: homeStore(database), clock, log },
    logins: settings.notes?.people ?? {},
    pause: () => sleep(betweenHomes),
  });
  const holding = { leases: leaseStore(database), machine, log };
  const stats = {
    ...{ releases, clock, zone: incidents?.zone ?? settings.zone },
    histories: (asked: Parameters<typeof incidentHistories>[1]) => incidentHistories(database.read, asked),
  };
  return {
    desk,
    /** Looks after those that may be looked at. One process at a time does it. */
    refresh: async () => void (await whileHolding(holding, 'home', () => desk.refresh())),
    stats: (asked: Parameters<typeof incidentStats>[1]) => incidentStats(stats, asked),
  };
}
