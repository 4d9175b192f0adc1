/** Tells groups in their channels what their enhancements lack: one message for each, edited when that changes. */
import { createHash } from 'node:crypto';
import { aDay, type NewDelivery } from '../../domain/delivery.js';
import { type GroupNews, type Heard, newsByGroup, nextHeard } from '../../domain/enhancement/telling.js';
import { type Quiet, quietReason } from '../../domain/quiet.js';
import type { Release } from '../../domain/release.js';
import { type Holding, whileHolding } from '../holding.js';
import type { Clock } from '../ports/clock.js';
import type { DocumentStore, EnhancementRenderer } from '../ports/enhancement.js';

export interface TellDependencies extends Holding {
  store: DocumentStore;
  renderer: EnhancementRenderer;
  releases: readonly Release[];
  settings: { tell: number | null };
  quiet: Quiet;
  clock: Clock;
  nudge(): void;
}

/** Never throws: trouble with one release holds up no other. */
export async function tellGroups(deps: TellDependencies): Promise<void> {
  const { settings, quiet, clock, log } = deps;
  if (settings.tell === null || quietReason(quiet, clock()) !== null) return;
  for (const release of deps.releases) {
    if (!release.readsDocuments || Object.keys(release.groupPeople.channels).length === 0) continue;
    try {
      if ((await due(deps, release)).length === 0) continue;
      await whileHolding(deps, `enhancements told ${release.name}`, async (hold) => {
        // Asked again: whoever held it before may have done it.
        const owed = await due(deps, release);
        if (owed.length === 0 || !(await hold())) return;
        await deps.store.tell(
          release.name,
          new Map(owed.map(({ news, heard }) => [news.group, heard])),
          owed.flatMap(({ news, heard }) => deliveriesOf(deps, release, news, heard)),
        );
        deps.nudge();
      });
    } catch (error) {
      log.error({ err: error, release: release.name }, 'groups could not be told of their enhancements');
    }
  }
}

async function due({ store, settings, clock }: TellDependencies, release: Release) {
  const [board, found, heard] = await Promise.all([
    store.board(release),
    store.issues(release, false),
    store.heard(release.name),
  ]);
  // Once the milestone is closed nobody can change it any more.
  if (!board || !found || found.milestone.state === 'closed') return [];
  const times = { every: settings.tell ?? 0, now: clock() };
  const news = newsByGroup(board.standings);
  // A group that has none any more has nothing to do.
  const gone = [...heard.keys()]
    .filter((group) => !board.standings.some((one) => one.group === group))
    .map((group): GroupNews => ({ group, lacking: [], all: 0 }));
  return [...news, ...gone].flatMap((one) => {
    if (channelsOf(release, one.group).length === 0) return [];
    const next = nextHeard(one, heard.get(one.group) ?? null, digest(one), times);
    return next ? [{ news: one, heard: next }] : [];
  });
}

/** A slug comes from a document, and may be called like a property that every object has. */
const channelsOf = ({ groupPeople: { channels } }: Release, group: string): string[] =>
  Object.hasOwn(channels, group) ? (channels[group] ?? []) : [];

/** What a message says, as short as it can be compared. */
const digest = (news: GroupNews): string => createHash('sha256').update(JSON.stringify(news)).digest('hex');

function deliveriesOf(
  { renderer }: TellDependencies,
  release: Release,
  news: GroupNews,
  { edition, revision }: Heard,
): NewDelivery[] {
  const content = { kind: 'message', rich: renderer.group(release, news), plain: null } as const;
  return channelsOf(release, news.group).map((destination) => ({
    purpose: 'enhancements',
    subject: `${release.name} ${news.group}, message ${edition}`,
    ...{ revision, destination, content, thread: null, urgent: false, worthFor: 2 * aDay },
  }));
}
