/** Looks after open polls: answers that became void, conditions, reminders, deadlines; each noted once with what is told. */
import { quietReason } from '../../domain/quiet.js';
import { type Facts, followsFor, nothingKnown, type RefLook } from '../../domain/signoff/follow.js';
import type { Poll, PollEvent, PollRecord } from '../../domain/signoff/poll.js';
import { blockingJobs } from '../../domain/signoff/red-jobs.js';
import { whileHolding } from '../holding.js';
import type { PollStep, RefState, StoredPoll } from '../ports/signoff-store.js';
import {
  type Beside,
  besidePoll,
  type Signing,
  type SignoffDependencies,
  signingRelease,
} from './dependencies.js';
import { stateOfItem, whereIs } from './items.js';
import { isDue, readRefs } from './refs.js';
import { newsOf, remind, tellDirectly, tellPoll } from './tell.js';
import { leadsOf } from './who.js';

/**
 * One look at all of it, by one process at a time. Never throws for what GitHub does.
 * @returns whether somebody else is at it at this moment
 */
export async function tendSignOffs(deps: SignoffDependencies): Promise<boolean> {
  const mine = await whileHolding(deps, 'sign-offs', async (hold) => {
    await readRefs(deps);
    for (const id of await deps.store.openPolls()) {
      if (!(await hold())) break;
      try {
        await tendPoll(deps, id);
      } catch (error) {
        deps.log.error({ err: error, poll: id }, 'a poll could not be tended');
      }
    }
    return true;
  });
  return mine === null;
}

async function tendPoll(deps: SignoffDependencies, id: number): Promise<void> {
  const known = await open(deps, id);
  if (!known) return;
  const { stored, release } = known;
  const seen = await lookAt(deps, release, stored.poll);
  const facts: Facts = {
    ...seen,
    came: await cameSince(deps, release, stored.poll, seen.head?.commit ?? null),
    conditions: await conditionsOf(deps, stored.poll),
    isQuiet: quietReason(deps.quiet, deps.clock()) !== null,
  };
  await note(deps, known, facts);
}

/** The same for the poll of one release that is open, if any. */
export async function tendRelease(deps: SignoffDependencies, release: string): Promise<void> {
  const [last] = await deps.store.ofRelease(release, 1);
  if (last && !last.poll.ended) await tendPoll(deps, last.poll.id);
}

/** Notes what is known without asking anybody: before somebody does something that may depend on it. */
export async function followPoll(deps: SignoffDependencies, id: number): Promise<void> {
  const known = await open(deps, id);
  if (!known) return;
  await note(deps, known, { ...nothingKnown, ...(await lookAt(deps, known.release, known.stored.poll)) });
}

interface Known {
  stored: StoredPoll;
  release: Signing;
}

/** @returns null when it is over, or its release is not asked any more */
async function open({ store, releases }: SignoffDependencies, id: number): Promise<Known | null> {
  const stored = await store.load(id);
  if (!stored || stored.poll.ended) return null;
  const isConfigured = releases.some(({ name, signOff }) => signOff && name === stored.poll.release);
  return isConfigured ? { stored, release: signingRelease(releases, stored.poll.release) } : null;
}

/** The branch, the tag and the jobs as they are known. */
async function lookAt(
  { store, evidence, clock }: SignoffDependencies,
  release: Signing,
  { branch, candidate }: Poll,
): Promise<Pick<Facts, 'head' | 'tag' | 'jobs'>> {
  const { repository } = release.issues;
  const look = ({ commit, readAt }: RefState): RefLook | null =>
    readAt === null ? null : { commit, readAt };
  const head = look(await store.ref({ repository, kind: 'branch', name: branch }));
  const { tag: name } = candidate;
  const tag = name === null ? null : look(await store.ref({ repository, kind: 'tag', name }));
  const { voidOn } = release.signOff;
  const jobs = voidOn.job && release.ci ? blockingJobs(release, await evidence.gather(release), clock()) : [];
  return { head, tag, jobs };
}

/** What came onto the branch since, where an answer waits for it. @param to null: not known */
export async function cameSince(
  { github, log }: SignoffDependencies,
  { issues }: Signing,
  { branch, head, candidate, groups }: Poll,
  to: string | null,
): Promise<Facts['came']> {
  const waits = groups.some(({ answer }) => answer && !answer.voided && answer.conditions.length > 0);
  // Who was asked about an older commit has not said GO to the head.
  if (to === null || to === head || candidate.commit !== head || !waits) return null;
  try {
    return await github.cameSince(issues.repository, branch, head, to);
  } catch (error) {
    // Then everybody is asked again.
    log.warn({ err: error, from: head, to }, 'what came onto a branch could not be read');
    return null;
  }
}

/** What has become of open conditions. Each is asked for at most once a minute. */
async function conditionsOf(
  { store, github, clock, log }: SignoffDependencies,
  { groups }: Poll,
): Promise<Facts['conditions']> {
  const names = new Set(
    groups.flatMap(({ answer }) =>
      answer === null || answer.voided !== null
        ? []
        : answer.conditions.filter(({ state }) => state === 'open').map(({ name }) => name),
    ),
  );
  const known = new Map<string, { state: 'met' | 'failed'; why: string }>();
  for (const name of names) {
    const triedAt = clock();
    const watched = await store.watched(name);
    if (!isDue(watched.triedAt, triedAt)) continue;
    const { repository, number } = whereIs(name);
    try {
      const item = await github.item(repository, number, watched.etag);
      const now = item && stateOfItem(item);
      if (now) known.set(name, now);
      // What is over is asked for again until it is noted.
      else
        await store.saveWatched(name, { etag: item?.kind === 'found' ? item.etag : watched.etag, triedAt });
      if (item?.kind === 'unknown') log.warn({ name }, 'a condition of a sign-off cannot be found any more');
    } catch (error) {
      log.warn({ err: error, name }, 'a condition of a sign-off could not be looked at');
      await store.saveWatched(name, { ...watched, triedAt });
    }
  }
  return known;
}

/** Decides what follows, and decides it again behind the lock of the poll. */
async function note(deps: SignoffDependencies, { stored, release }: Known, facts: Facts): Promise<void> {
  const now = deps.clock();
  const decide = (records: readonly PollRecord[]) =>
    followsFor({ id: stored.poll.id, release: release.name, records }, release.signOff, facts, now);
  const dry = decide(stored.records);
  if (dry.length === 0) return;
  const beside = await besidePoll(deps, release);
  const places = await placesFor(deps, beside, dry, now);
  const link = stored.message && (await deps.linkTo(stored.message));
  const done = await deps.store.change(stored.poll.id, null, now, ({ records }): PollStep => {
    const events = decide(records);
    return {
      events: events.map((event) => ({ by: null, event })),
      deliveries: (after, before) => [
        ...tellPoll(deps, beside, after, before, events.flatMap(newsOf)),
        ...events.flatMap((event, index) => {
          if (event.kind === 'reminded')
            return remind(deps, beside, after, event.groups, places, { at: now, link });
          const to =
            event.kind === 'condition' && event.state === 'failed' ? whose(after, event.group) : null;
          const number = (records.at(-1)?.seq ?? 0) + index + 1;
          return to === null ? [] : [tellDirectly(deps, beside, after, to, newsOf(event), number)];
        }),
      ],
    };
  });
  if (!done) return;
  deps.nudge();
  deps.log.info({ poll: stored.poll.id, events: dry.map(({ kind }) => kind) }, 'a poll was looked after');
}

const whose = ({ groups }: Poll, group: string): string | null =>
  groups.find((one) => one.group === group)?.answer?.by.id ?? null;

/** Where each group that is reminded hears of it: in its channels, or its leads and who answers for them directly. */
async function placesFor(
  { people }: SignoffDependencies,
  { release, delegations }: Beside,
  events: readonly PollEvent[],
  now: number,
): Promise<Map<string, string[]>> {
  const { remindIn } = release.signOff;
  const places = new Map<string, string[]>();
  for (const group of events.flatMap((event) => (event.kind === 'reminded' ? event.groups : []))) {
    const { channels: all } = release.groupPeople;
    const channels = remindIn !== 'direct' && Object.hasOwn(all, group) ? (all[group] ?? []) : [];
    const isDirect = remindIn !== 'channel' || channels.length === 0;
    const away = delegations.filter((one) => one.group === group && one.from <= now && now < one.until);
    const found = isDirect ? await people.among(leadsOf(release, group)) : [];
    const direct = isDirect ? [...found, ...away.map(({ delegate }) => delegate.id)] : [];
    // A group that cannot be read is nobody who could be told directly: whoever reads along is.
    const told = [...new Set([...channels, ...direct.filter((id) => /^[UW]/.test(id))])];
    places.set(group, told.length > 0 ? told : release.signOff.channels);
  }
  return places;
}
