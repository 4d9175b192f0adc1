/** What the use cases of digests need of the outside, in memory: it keeps the promises of the ports and remembers. */
import type { Holding } from '../../src/app/holding.js';
import type { Gathered, NewReport, ReportStore, ScheduleStore } from '../../src/app/ports/report.js';
import type { PostReportDependencies } from '../../src/app/post-report.js';
import type { NewDelivery, Saying } from '../../src/domain/delivery.js';
import type { Issue } from '../../src/domain/issue.js';
import type { Release } from '../../src/domain/release.js';
import type { Schedule, SlotState } from '../../src/domain/schedule.js';
import type { StoredSnapshot } from '../../src/domain/snapshot.js';
import { issue } from './issue.js';
import { rememberingLog } from './log.js';
import { scheduled } from './series.js';
import { status } from './status.js';

export const hourly = (given: Partial<Schedule> = {}): Schedule => ({
  ...scheduled({ release: 'v1.6' }),
  id: 1,
  origin: 'slack',
  name: 'request 1',
  ...given,
});

const saying = (text: string): Saying => ({ text, blocks: [] });

/** @param now ms; what time it is, when asked */
export function digestWorld(now: () => number, release: Release) {
  const { log, lines } = rememberingLog();
  const world = {
    issues: [issue()] as Issue[],
    baseline: null as StoredSnapshot | null,
    /** What to do before the figures are read. */
    refresh: async () => {},
    /** Makes the figures contradict the issues. */
    contradicts: false,
    slots: [] as { schedule: number; slot: number; state: SlotState; note: string | null }[],
    saved: [] as NewReport[],
    owed: [] as NewDelivery[],
    leases: new Map<string, string>(),
    list: [] as Schedule[],
    lines,
  };
  const take = (scheduleId: number, slot: number, state: SlotState, note: string | null) => {
    if (world.slots.some((one) => one.schedule === scheduleId && one.slot === slot)) return false;
    world.slots.push({ schedule: scheduleId, slot, state, note });
    return true;
  };
  const reports: ReportStore = {
    async gather(): Promise<Gathered> {
      const { evidence } = status({
        of: release,
        issues: world.issues,
        now: now(),
        source: { observedAt: now() },
      });
      const open = world.contradicts ? [] : world.issues;
      return { evidence, open, closed: [], left: [], baseline: world.baseline, week: null, history: [] };
    },
    async save(report, write) {
      if (report.revision === 1 && !report.again && !take(report.schedule.id, report.slot, 'posted', null))
        return null;
      const before = world.saved
        .filter(({ schedule, slot }) => schedule.id === report.schedule.id && slot < report.slot)
        .map(({ slot }) => slot);
      world.saved.push(report);
      world.owed.push(...write(world.saved.length, before.length === 0 ? null : Math.max(...before)));
      return world.saved.length;
    },
    async note({ schedule, slot, state, note }, deliveries) {
      if (!take(schedule.id, slot, state, note)) return false;
      world.owed.push(...deliveries);
      return true;
    },
    async tell(deliveries) {
      world.owed.push(...deliveries);
    },
    async lastIssued(scheduleId) {
      const slot = world.slots.filter((one) => one.schedule === scheduleId).at(-1)?.slot;
      if (slot === undefined) return null;
      const editions = world.saved.filter((one) => one.schedule.id === scheduleId && one.slot === slot);
      return { slot, revision: Math.max(0, ...editions.map((one) => one.revision)) };
    },
    toReceipt: async () => [],
    receipted: async () => {},
  };
  const schedules: ScheduleStore = {
    list: async () => world.list,
    adopt: async () => {},
    async add(schedule, request, confirm) {
      const known = world.list.find((one) => one.name === request);
      if (known) return known;
      const added: Schedule = { ...schedule, id: world.list.length + 1, origin: 'slack', name: request };
      world.list.push(added);
      world.owed.push(...confirm(added));
      return added;
    },
    async end(id, _at, confirm) {
      const at = world.list.findIndex((one) => one.id === id);
      if (at < 0) return false;
      world.list.splice(at, 1);
      world.owed.push(...confirm);
      return true;
    },
    async lastSlot(id, until) {
      const slots = world.slots.filter((one) => one.schedule === id && one.slot <= until);
      return slots.length === 0 ? null : Math.max(...slots.map((one) => one.slot));
    },
    last: async () => null,
  };
  const both = (text: string) => ({ rich: saying(text), plain: saying(text) });
  const deps: PostReportDependencies &
    Holding & { schedules: ScheduleStore; releases: Release[]; nudge(): void } = {
    reports,
    schedules,
    releases: [release],
    renderer: {
      digest: ({ snapshotId }) => ({ head: both(`report ${snapshotId}`), details: [both('details')] }),
      file: () => ({ name: 'report.md', title: 'Report', text: 'all of it' }),
      refused: (_, slot, contradictions) => saying(`refused ${slot}: ${contradictions.length}`),
      receipt: () => saying('receipt'),
    },
    refresh: () => world.refresh(),
    releaseLeads: async () => ['U0LEAD', 'U0DEPUTY'],
    nameOf: async () => null,
    leases: {
      async take(name, holder) {
        const held = world.leases.get(name);
        if (held !== undefined && held !== holder) return false;
        world.leases.set(name, holder);
        return true;
      },
      async release(name, holder) {
        if (world.leases.get(name) === holder) world.leases.delete(name);
      },
    },
    clock: now,
    machine: now,
    log,
    nudge: () => {},
  };
  return { world, deps };
}
