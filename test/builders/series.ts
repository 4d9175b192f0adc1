/** Reports as they are gathered, built and saved on a real store over a local GitHub, without anybody who posts them. */
import { type BuiltReport, buildReport } from '../../src/app/build-report.js';
import { loadSettings } from '../../src/config/load.js';
import { parseCron } from '../../src/domain/cron.js';
import type { NewDelivery } from '../../src/domain/delivery.js';
import type { Release } from '../../src/domain/release.js';
import type { Schedule } from '../../src/domain/schedule.js';
import type { Database } from '../../src/storage/dialect.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { smallConfig, startWorld, type World } from './world.js';

export const repo = 'acme/rocket';

export const smallRelease = (config = smallConfig): Release =>
  loadSettings(config, 'test.yml').releases[0] as Release;

export function scheduled(given: Partial<Schedule> = {}): Omit<Schedule, 'id' | 'origin' | 'name'> {
  return {
    release: 'v1.0',
    channels: ['C0RELEASE'],
    times: { cron: parseCron('0 16 * * *'), zone: 'UTC', weekdays: [1, 2, 3, 4, 5] },
    kind: 'full',
    since: 0,
    createdBy: 'U0LEAD',
    ...given,
  };
}

export interface Issued extends BuiltReport {
  /** The stored snapshot's number; null: somebody else did it before. */
  id: number | null;
}

export interface Series {
  world: World;
  reports: ReturnType<typeof reportStore>;
  schedules: ReturnType<typeof scheduleStore>;
  /** Another schedule of the release. */
  schedule(request: string, given?: Partial<Schedule>): Promise<Schedule>;
  /** The report of a slot, saved. The slot is the present moment unless given. */
  issue(schedule: Schedule, given?: Issuing): Promise<Issued>;
}

interface Issuing {
  slot?: number;
  revision?: number;
  again?: boolean;
  release?: Release;
  deliveries?: (snapshotId: number) => NewDelivery[];
}

/** The milestone v1.0 with three bugs of two teams, read by the bot. */
export async function startSeries(database: Database): Promise<Series> {
  const world = await startWorld(database);
  world.github.addRepo({ fullName: repo });
  for (const title of ['v1.0', 'v1.1']) world.github.addMilestone(repo, { title });
  for (const team of ['fuel', 'fuel', 'ground'])
    world.github.addIssue(repo, { title: team, labels: ['kind/bug', `team/${team}`], milestone: 'v1.0' });
  await world.sync();
  const reports = reportStore(database, world.now);
  const schedules = scheduleStore(database, world.now);
  return {
    world,
    reports,
    schedules,
    schedule: (request, given) => schedules.add(scheduled(given), request, () => []),
    async issue(schedule, { slot, revision = 1, again = false, release = smallRelease(), deliveries } = {}) {
      const at = slot ?? world.now();
      const gathered = await reports.gather(release, { scheduleId: schedule.id, slot: at }, world.now());
      const built = buildReport(release, gathered, { slot: at, revision, late: 0 }, world.now());
      const { snapshot, baseline } = built.report;
      const { reconstructed } = built;
      const kept = {
        schedule,
        slot: at,
        revision,
        again,
        snapshot,
        baselineId: baseline?.id ?? null,
        reconstructed,
      };
      return { ...built, id: await reports.save(kept, deliveries ?? (() => [])) };
    },
  };
}
