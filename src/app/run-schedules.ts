/** Works off the moments that have come: each schedule in order, one process at a time, none twice and none lost. */
import type { Release } from '../domain/release.js';
import { decideSlot, type Schedule, type SlotRules } from '../domain/schedule.js';
import { slotsBetween } from '../domain/slots.js';
import { type Holding, whileHolding } from './holding.js';
import type { ScheduleStore } from './ports/report.js';
import { type PostReportDependencies, postReport } from './post-report.js';

export interface RunSchedulesDependencies extends PostReportDependencies, Holding {
  releases: readonly Release[];
  schedules: ScheduleStore;
  rules: SlotRules;
  /** Something was written that is to be delivered. */
  nudge(): void;
  /** Whether the process is about to end. */
  stopped(): boolean;
}

/** After a long absence only the last of the missed moments are noted one by one. */
const mostSlots = 100;

/** @returns how many schedules somebody else is working off at this moment */
export async function runSchedules(deps: RunSchedulesDependencies): Promise<number> {
  const schedules = await deps.schedules.list();
  // Each on its own: a schedule whose report takes long holds up no other.
  const done = await Promise.all(
    schedules.map(async (schedule) => {
      try {
        return await runSchedule(deps, schedule);
      } catch (error) {
        deps.log.error({ err: error, schedule: schedule.id }, 'a schedule could not be worked off');
        return true;
      }
    }),
  );
  return done.filter((mine) => !mine).length;
}

/** @returns false when somebody else is at it */
async function runSchedule(deps: RunSchedulesDependencies, schedule: Schedule): Promise<boolean> {
  if ((await dueSlots(deps, schedule)).length === 0) return true;
  const mine = await whileHolding(deps, `digest ${schedule.id}`, async (hold) => {
    // Asked again: whoever held it before may have done it.
    for (const slot of await dueSlots(deps, schedule)) {
      if (deps.stopped() || !(await hold())) return true;
      await workOff(deps, schedule, slot);
      deps.nudge();
    }
    return true;
  });
  return mine ?? false;
}

async function dueSlots(
  { schedules, clock }: RunSchedulesDependencies,
  schedule: Schedule,
): Promise<number[]> {
  const now = clock();
  const last = await schedules.lastSlot(schedule.id, now);
  return slotsBetween(schedule.times, Math.max(schedule.since, last ?? schedule.since), now, mostSlots);
}

async function workOff(deps: RunSchedulesDependencies, schedule: Schedule, slot: number): Promise<void> {
  const { reports, releases, rules, clock, log } = deps;
  const release = releases.find((one) => one.name === schedule.release);
  const at = clock();
  const decision = decideSlot(slot, at, rules);
  if (release && decision === 'post') {
    await postReport(deps, release, { schedule, slot, revision: 1 });
    return;
  }
  // In the middle of an update another process may know the release already: it is only noted once it is too late.
  if (decision === 'post') return;
  const note = release ? null : `the release ${schedule.release} is not configured any more`;
  const state = decision === 'quiet' ? 'quiet' : 'missed';
  await reports.note({ schedule, slot, state, note, at }, []);
  log.warn(
    { schedule: schedule.id, slot: new Date(slot).toISOString(), state, note },
    'no report was posted for a slot',
  );
}
