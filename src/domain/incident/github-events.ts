/** What can happen to an incident through GitHub: issues and pull requests that belong to it, and what was seen of them. */

/** An issue or a pull request. */
export interface Item {
  /** `owner/name#12`, as it was called when it was linked */
  name: string;
  url: string;
  title: string;
}

/** `fix`: a pull request that repairs it. `cherry-pick`: brings a fix to the release branch. `duplicate`: the same, reported again. */
export type LinkKind = 'fix' | 'cherry-pick' | 'duplicate';

/** What became of a linked issue or pull request, as GitHub tells it. */
export interface Sight {
  what:
    | 'opened'
    | 'closed'
    | 'reopened'
    | 'merged'
    /** What was merged was taken out again. */
    | 'reverted'
    /** A tag contains it. */
    | 'released'
    | 'moved'
    | 'deleted';
  /** When it happened, not when it was seen: ms, UTC. */
  at: number;
  /** GitHub login of whoever did it, or opened it; null: not known. */
  by: string | null;
  /** The branch it was merged or is meant to go into; null: not known, or no pull request. */
  branch: string | null;
  /** Of `released`. */
  tag: string | null;
  /** What shows it, where that is not the item itself: a release, the pull request that reverted it. */
  url: string | null;
}

export type GitHubEvent =
  /** The issue that Signalman has opened for it. */
  | { kind: 'tracked'; issue: { name: string; url: string } }
  /** `of`: name of the fix that is cherry-picked. By null: Signalman found it. */
  | { kind: 'linked'; item: Item; as: LinkKind; of: string | null }
  | { kind: 'unlinked'; item: string; reason: string }
  /** Also of the tracking issue, which is not linked. `title`: as it is called, where that was not known. */
  | { kind: 'seen'; item: string; sight: Sight; title?: string }
  /** An issue that may report the same. */
  | { kind: 'suggested'; item: Item; why: string }
  /** It does not. */
  | { kind: 'dismissed'; item: string }
  /** Somebody with a role confirmed that a duplicate is closed at GitHub. */
  | { kind: 'closing'; item: string; lock: boolean };

export interface LinkedItem extends Item {
  as: LinkKind;
  of: string | null;
  /** null: Signalman found it */
  by: { id: string; name: string } | null;
  linkedAt: number;
  /** In the order of what happened. */
  sights: Sight[];
  /** Of a duplicate that is to be closed. */
  closing: { lock: boolean; at: number } | null;
}

/** What an incident knows of GitHub. */
export interface AtGitHub {
  linked: LinkedItem[];
  suggested: (Item & { why: string; at: number; isOpen: boolean })[];
  /** The issue that Signalman has opened for it, where it stands by now; null: none. */
  opened: { name: string; url: string } | null;
  /** What was seen of issues that are not linked: those where it is, or was, tracked. */
  tracking: { name: string; title: string; sights: Sight[] }[];
  /** Ids of the drafts that Signalman has proposed: none is proposed twice. */
  proposed: string[];
  /** Names of what somebody took off: Signalman does not link it again by itself. */
  unlinked: string[];
}

export const nothingLinked: AtGitHub = {
  linked: [],
  suggested: [],
  opened: null,
  tracking: [],
  proposed: [],
  unlinked: [],
};

const kinds: readonly string[] = ['linked', 'unlinked', 'seen', 'suggested', 'dismissed', 'closing'];

export const isLinkEvent = (event: { kind: string }): event is Exclude<GitHubEvent, { kind: 'tracked' }> =>
  kinds.includes(event.kind);

/** Names of repositories are the same in any case. */
export const isSameItem = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What is known after one more event. */
export function linkedAfter(
  known: AtGitHub,
  { at, by, event }: { at: number; by: LinkedItem['by']; event: Exclude<GitHubEvent, { kind: 'tracked' }> },
): AtGitHub {
  const { linked, suggested } = known;
  const changed = (name: string, change: (one: LinkedItem) => LinkedItem) => ({
    ...known,
    linked: linked.map((one) => (isSameItem(one.name, name) ? change(one) : one)),
  });
  switch (event.kind) {
    case 'linked': {
      const { item, as, of } = event;
      const others = linked.filter((one) => !isSameItem(one.name, item.name));
      const before = linked.find((one) => isSameItem(one.name, item.name));
      const link = { ...item, as, of, by, linkedAt: at, sights: before?.sights ?? [], closing: null };
      return {
        ...known,
        linked: [...others, link],
        suggested: settled(suggested, item.name),
        unlinked: known.unlinked.filter((one) => !isSameItem(one, item.name)),
      };
    }
    case 'unlinked':
      return {
        ...known,
        linked: linked.filter((one) => !isSameItem(one.name, event.item)),
        unlinked: [...known.unlinked, event.item],
      };
    case 'seen':
      if (!linked.some((one) => isSameItem(one.name, event.item)))
        return { ...known, tracking: watchedAfter(known.tracking, event) };
      return changed(event.item, (one) => ({
        ...one,
        title: event.title ?? one.title,
        sights: inOrder(one.sights, event.sight),
      }));
    case 'suggested':
      return { ...known, suggested: [...suggested, { ...event.item, why: event.why, at, isOpen: true }] };
    case 'dismissed':
      return { ...known, suggested: settled(suggested, event.item) };
    case 'closing':
      return changed(event.item, (one) => ({ ...one, closing: { lock: event.lock, at } }));
  }
}

const inOrder = (sights: readonly Sight[], sight: Sight): Sight[] =>
  [...sights, sight].sort((a, b) => a.at - b.at);

function watchedAfter(
  tracking: AtGitHub['tracking'],
  { item, sight, title = '' }: Extract<GitHubEvent, { kind: 'seen' }>,
): AtGitHub['tracking'] {
  const before = tracking.find(({ name }) => isSameItem(name, item)) ?? { name: item, title, sights: [] };
  const others = tracking.filter((one) => one !== before);
  return [...others, { ...before, title: title || before.title, sights: inOrder(before.sights, sight) }];
}

/** An issue was opened for it: that is where it is tracked from then on. */
export const trackedAfter = <T extends { facts: object; github: AtGitHub }>(
  { facts, github }: T,
  issue: NonNullable<AtGitHub['opened']>,
) => ({ facts: { ...facts, issue }, github: { ...github, opened: issue } }) as Pick<T, 'facts' | 'github'>;

const settled = (suggested: AtGitHub['suggested'], name: string) =>
  suggested.map((one) => (isSameItem(one.name, name) ? { ...one, isOpen: false } : one));
