/** Digests as people manage them from Slack: subscribe, unsubscribe, look, and issue a report again. */
import { aDay, type NewDelivery, type Saying } from '../domain/delivery.js';
import { UserFault } from '../domain/fault.js';
import type { ScheduleView } from '../domain/receipt.js';
import { findRelease, type Release } from '../domain/release.js';
import type { DigestKind, Schedule } from '../domain/schedule.js';
import { nextSlot, type Times } from '../domain/slots.js';
import { type Holding, whileHolding } from './holding.js';
import { type Actor, type People, requireRole } from './permission.js';
import type { ScheduleStore } from './ports/report.js';
import { type PostReportDependencies, postReport } from './post-report.js';

/** What was typed. */
export type ScheduleAct =
  | { do: 'list' }
  | { do: 'subscribe'; times: Times; kind: DigestKind }
  /** `null`: the only one of this channel. */
  | { do: 'unsubscribe'; id: number | null }
  | { do: 'again'; id: number };

export interface ScheduleResult {
  release: Release;
  schedules: ScheduleView[];
  /** What was done, in words; null when only listed. */
  said: string | null;
}

export interface SchedulesDependencies extends PostReportDependencies, Holding {
  releases: readonly Release[];
  schedules: ScheduleStore;
  people: People;
  /** Slack user and user-group ids. */
  leads: readonly string[];
  /** Whether Signalman can post in a channel; otherwise why not and what to do. */
  reach(channel: string): Promise<{ why: string; hint: string } | null>;
  confirm: Confirmations;
  nudge(): void;
}

/** What is posted in a channel whose digests change. */
export interface Confirmations {
  subscribed(release: Release, schedule: Schedule, next: number | null, by: string): Saying;
  unsubscribed(release: Release, schedule: Schedule, by: string): Saying;
}

/** More would only be a mistake. */
const mostPerChannel = 20;

/**
 * @param channel where it was typed
 * @param request tells this request from all others, so that it counts once however often it arrives
 * @throws UserFault when the release, the schedule, the channel or the role is wrong
 */
export async function manageSchedules(
  deps: SchedulesDependencies,
  asked: { name: string | null; act: ScheduleAct; actor: Actor; channel: string; request: string },
): Promise<ScheduleResult> {
  const { act, actor } = asked;
  const release = findRelease(deps.releases, asked.name);
  if (act.do === 'list') return { release, schedules: await views(deps, null), said: null };
  await requireRole(deps.people, deps.leads, actor, 'release lead');
  const said = await doIt(deps, release, act, asked);
  deps.nudge();
  return { release, schedules: await views(deps, act.do === 'again' ? null : asked.channel), said };
}

async function doIt(
  deps: SchedulesDependencies,
  release: Release,
  act: Exclude<ScheduleAct, { do: 'list' }>,
  asked: { actor: Actor; channel: string; request: string },
): Promise<string> {
  switch (act.do) {
    case 'subscribe':
      return await subscribe(deps, release, act, asked);
    case 'unsubscribe':
      return await unsubscribe(deps, act.id, asked);
    case 'again':
      return await again(deps, act.id);
  }
}

async function views(
  { schedules, clock }: SchedulesDependencies,
  channel: string | null,
): Promise<ScheduleView[]> {
  const all = await schedules.list();
  const shown = channel === null ? all : all.filter((one) => one.channels.includes(channel));
  return await Promise.all(
    shown.map(async (schedule) => ({
      schedule,
      next: nextSlot(schedule.times, clock()),
      last: await schedules.last(schedule.id),
    })),
  );
}

async function subscribe(
  { schedules, clock, reach, confirm }: SchedulesDependencies,
  release: Release,
  { times, kind }: { times: Times; kind: DigestKind },
  { actor, channel, request }: { actor: Actor; channel: string; request: string },
): Promise<string> {
  const obstacle = await reach(channel);
  if (obstacle) throw new UserFault('no-channel', obstacle.why, obstacle.hint);
  // The request itself may have arrived before: then it is no reason against it.
  const here = (await schedules.list()).filter(
    (one) => one.channels.includes(channel) && one.name !== request,
  );
  const twin = here.find(
    (one) => one.release === release.name && one.kind === kind && sameTimes(one.times, times),
  );
  if (twin)
    throw new UserFault(
      'same-schedule',
      `This channel has that digest already: it is number ${twin.id}.`,
      'See all of them with: `/release-status schedule`',
    );
  if (here.length >= mostPerChannel)
    throw new UserFault(
      'too-many-schedules',
      `This channel has ${here.length} digests already, and ${mostPerChannel} are possible.`,
      'End one with: `/release-status unsubscribe <number>`',
    );
  const now = clock();
  const added = await schedules.add(
    { release: release.name, channels: [channel], times, kind, since: now, createdBy: actor.id },
    request,
    (schedule) => [
      notice(
        channel,
        `schedule ${schedule.id} begins`,
        confirm.subscribed(release, schedule, nextSlot(times, now), actor.id),
      ),
    ],
  );
  return `subscribed as number ${added.id}`;
}

const sameTimes = (a: Times, b: Times): boolean => JSON.stringify(a) === JSON.stringify(b);

async function unsubscribe(
  { schedules, releases, clock, confirm }: SchedulesDependencies,
  id: number | null,
  { actor, channel }: { actor: Actor; channel: string },
): Promise<string> {
  const all = await schedules.list();
  const here = all.filter((one) => one.channels.includes(channel));
  const [only, ...others] = here;
  if (id === null && (!only || others.length > 0))
    throw new UserFault(
      'which-schedule',
      only ? `This channel has ${here.length} digests. Which one should end?` : 'This channel has no digest.',
      only
        ? `Name its number: ${here.map((one) => `\`/release-status unsubscribe ${one.id}\``).join(', ')}`
        : 'See all of them with: `/release-status schedule`',
    );
  const schedule = id === null ? only : all.find((one) => one.id === id);
  if (!schedule) throw unknown(id);
  if (schedule.origin === 'config')
    throw new UserFault(
      'configured-schedule',
      `Digest ${schedule.id} is written in signalman.yml as "${schedule.name}".`,
      'Whoever runs Signalman can take it out there.',
    );
  // A release that is not configured any more still has its name.
  const release = { ...findRelease(releases, null), name: schedule.release };
  const notices = schedule.channels.map((one) =>
    notice(one, `schedule ${schedule.id} ends`, confirm.unsubscribed(release, schedule, actor.id)),
  );
  if (!(await schedules.end(schedule.id, clock(), notices))) throw unknown(schedule.id);
  return `digest ${schedule.id} ended`;
}

/** The last report of a schedule once more, with the figures of now and against the same baseline. */
async function again(deps: SchedulesDependencies, id: number): Promise<string> {
  const schedule = (await deps.schedules.list()).find((one) => one.id === id);
  if (!schedule) throw unknown(id);
  const release = findRelease(deps.releases, schedule.release);
  // Alone: a slot that comes at this moment would otherwise have an edition before it that nobody saw.
  const state = await whileHolding(deps, `digest ${id}`, async () => {
    const last = await deps.reports.lastIssued(id, deps.clock());
    if (!last)
      throw new UserFault(
        'no-report',
        `No moment of digest ${id} has come yet.`,
        'There is nothing to issue again.',
      );
    return (
      (await postReport(deps, release, {
        schedule,
        slot: last.slot,
        revision: last.revision + 1,
        again: true,
      })) ?? 'elsewhere'
    );
  });
  if (state === null)
    throw new UserFault(
      'busy-schedule',
      `Digest ${id} is being posted at this moment.`,
      'Try again in a minute.',
    );
  if (state === 'refused')
    throw new UserFault(
      'refused-report',
      'The report contradicts itself and was not posted.',
      'The release lead was told what contradicts what.',
    );
  return state === 'elsewhere'
    ? `somebody else issued digest ${id} again at the same moment`
    : `the last report of digest ${id} was issued again`;
}

const unknown = (id: number | null) =>
  new UserFault(
    'unknown-schedule',
    `There is no digest ${id ?? ''}.`,
    'See all of them with: `/release-status schedule`',
  );

function notice(destination: string, subject: string, saying: Saying): NewDelivery {
  return {
    purpose: 'schedule-notice',
    subject,
    revision: 1,
    destination,
    content: { kind: 'message', rich: saying, plain: null },
    thread: null,
    urgent: false,
    worthFor: aDay,
  };
}
