/** One run of a sync: it reads and stages first, then commits everything in one transaction. */
import type { Milestone } from '../domain/evidence.js';
import { compileFilter } from '../domain/filter.js';
import type { Issue } from '../domain/issue.js';
import { nearest } from '../domain/nearest.js';
import { second } from '../domain/time.js';
import { countRelease, planKey } from './count.js';
import { numbersOf, type Place, placesOf } from './places.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import { SourceFault } from './ports/source-fault.js';
import type {
  IssuePage,
  MilestoneList,
  RepositoryReader,
  RepositoryState,
  SyncStore,
  SyncTransaction,
} from './ports/sync.js';
import type { Tracked } from './tracked.js';

/** GitHub's copies lag behind one another: look back a little further than the last change that was seen. */
const overlap = 60 * second;

export interface RunContext {
  store: SyncStore;
  reader: RepositoryReader;
  clock: Clock;
  log: Log;
  tracked: Tracked;
  state: RepositoryState;
  runId: number;
  /** Called after each page with the number of issues read so far. */
  onPage: (read: number) => Promise<void>;
}

type Listed = Milestone & { openIssues?: number };

/** Lists every milestone and every label of interest from the beginning. @returns how many issues changed */
export async function readAll(context: RunContext): Promise<number> {
  const { reader, store, tracked, clock } = context;
  const list = await reader.milestones(wanted(context), null);
  if (!list)
    throw new SourceFault('bad-answer', 'GitHub answered "not modified" to an unconditional question');
  const places = await placesOf(context, list.milestones);
  const numbers = numbersOf(places);
  const take = taker(context, new Set(numbers));
  for (const number of numbers) await take(reader.inMilestone(number));
  for (const labels of tracked.listings) await take(reader.withoutMilestone(labels));
  // From GitHub's clock before the first page, so that nothing that changes meanwhile is missed.
  const since = Math.floor((list.date - overlap) / second) * second;
  let changed = 0;
  await store.transaction(context.runId, context.state.id, async (tx) => {
    changed = await tx.merge();
    changed += await tx.markGone(numbers, clock());
    await tx.saveRepository({
      ...found(context, list, places),
      since,
      sinceEtag: null,
      tracked: tracked.key,
      fullAt: clock(),
      drift: await driftOf(tx, list.milestones, numbers),
    });
    await finish(context, tx, places, list.milestones, changed);
  });
  return changed;
}

/**
 * Asks what changed since the last time. Reads everything when a milestone is new, or when GitHub's own
 * count of a milestone differs from ours in a way that a full reading has not explained yet.
 */
export async function readChanges(context: RunContext): Promise<number> {
  const { reader, store, state, clock, log, tracked } = context;
  const since = state.since ?? 0;
  const followed = new Set(state.milestones.map((milestone) => milestone.number));
  const changes = await reader.changes(since, state.sinceEtag);
  const horizon = since + overlap;
  let latest = horizon;
  if (changes) {
    await taker(context, followed)(changes.pages, async (issues) => {
      const newest = Math.max(...issues.map((issue) => issue.updatedAt));
      latest = Math.max(latest, newest);
      // Newest first: below the horizon everything was seen before, but for what turned up late.
      return (
        newest <= horizon &&
        !(await store.hasNews(
          context.runId,
          state.id,
          issues.map((issue) => issue.number),
        ))
      );
    });
  }
  const list = await reader.milestones(wanted(context), state.milestonesEtag);
  const milestones: Listed[] = list?.milestones ?? state.milestones;
  const places = await placesOf(context, milestones);
  const numbers = numbersOf(places);
  // The issues of a milestone that was not followed before need not have changed: list them.
  if (numbers.some((number) => !followed.has(number))) return await readAll(context);
  let changed = 0;
  let differs = false;
  await store.transaction(context.runId, state.id, async (tx) => {
    changed = await tx.merge();
    const drift = list ? await driftOf(tx, list.milestones, numbers) : state.drift;
    differs = drift !== null && drift !== state.drift;
    const next = latest - overlap;
    await tx.saveRepository({
      // Known to differ: neither fresh nor answered until all of it has been read again.
      ...(differs
        ? { milestonesEtag: null }
        : list
          ? found(context, list, places)
          : { observedAt: clock(), problem: null }),
      since: next,
      // A tag belongs to its question, and another cursor is another question.
      sinceEtag: next === since ? (changes ? changes.etag : state.sinceEtag) : null,
      drift: differs ? state.drift : drift,
    });
    await finish(context, tx, places, milestones, changed);
  });
  if (!differs) return changed;
  log.info(
    { repository: tracked.repository },
    'our count differs from the milestone: reading all of it again',
  );
  // A run of its own, so that it can be given up alone.
  context.runId = await store.begin(state.id, 'full', clock());
  return changed + (await readAll(context));
}

function wanted({ tracked, state }: RunContext) {
  return {
    titles: tracked.uses.map((use) => use.milestone),
    numbers: state.milestones.map((milestone) => milestone.number),
  };
}

/** Stages pages; an issue that nobody follows is only taken where it is known already. */
function taker({ store, runId, tracked, onPage }: RunContext, followed: Set<number>) {
  const matches = tracked.withoutMilestone.map(compileFilter);
  let read = 0;
  const keep = (issue: Issue) =>
    issue.milestone === null
      ? issue.state === 'open' && matches.some((match) => match(issue))
      : followed.has(issue.milestone);
  return async (
    pages: AsyncIterable<IssuePage>,
    isEnough: (issues: Issue[]) => Promise<boolean> = async () => false,
  ) => {
    for await (const { issues } of pages) {
      await store.stage(
        runId,
        issues.map((issue) => ({ issue, keep: keep(issue) })),
      );
      read += issues.length;
      await onPage(read);
      if (await isEnough(issues)) return;
    }
  };
}

function found({ clock, tracked }: RunContext, list: MilestoneList, places: Place[]) {
  const notices = places.flatMap(({ use, milestone }) =>
    milestone && milestone.title !== use.milestone
      ? [
          `Milestone ${use.milestone} of ${tracked.repository} is called ${milestone.title} now: change it in signalman.yml.`,
        ]
      : [],
  );
  if (list.renamedTo)
    notices.push(`${tracked.repository} is called ${list.renamedTo} now: change it in signalman.yml.`);
  return {
    observedAt: clock(),
    problem: null,
    milestonesEtag: list.etag,
    ...(list.web === null ? {} : { web: list.web }),
    notice: notices.length === 0 ? null : [...new Set(notices)].join(' '),
  };
}

/** Where GitHub's own count of open issues differs from ours, in words; null when it does not. */
async function driftOf(tx: SyncTransaction, milestones: Listed[], numbers: number[]): Promise<string | null> {
  const differences: string[] = [];
  for (const number of numbers) {
    const theirs = milestones.find((one) => one.number === number)?.openIssues;
    const ours = await tx.openIn(number);
    if (theirs !== undefined && theirs !== ours)
      differences.push(`#${number}: ${theirs} there, ${ours} here`);
  }
  return differences.length === 0 ? null : differences.join('; ');
}

/** Counts what changed, and closes the books on the run. */
async function finish(
  context: RunContext,
  tx: SyncTransaction,
  places: Place[],
  milestones: Milestone[],
  changed: number,
): Promise<void> {
  const { reader, clock, tracked } = context;
  const numbers = numbersOf(places);
  await tx.saveMilestones(milestones.filter((one) => numbers.includes(one.number)));
  for (const { use, milestone, counted } of places) {
    if (!milestone) {
      const close = nearest(
        use.milestone,
        milestones.map((one) => one.title),
      );
      await tx.loseCensus(
        use.release.name,
        use.source,
        `there is no milestone "${use.milestone}" in ${tracked.repository}${close ? `; did you mean "${close}"?` : ''}`,
      );
      continue;
    }
    const same =
      changed === 0 &&
      counted?.milestone === milestone.number &&
      counted.wanted === use.milestone &&
      counted.plan === planKey(use.release, use.source);
    if (!same)
      await countRelease(tx, use.release, use.source, { milestone: milestone.number, wanted: use.milestone });
  }
  await tx.finish({ ...reader.spent(), changed, at: clock() });
}
