/** What linked pull requests come to: which update Signalman proposes to the commander. Nothing is sent by itself. */
import { cutAfter } from '../shorten.js';
import type { FixState, IncidentEvent } from './event.js';
import type { LinkedItem, Sight } from './github-events.js';
import { type Incident, isOpen, latest } from './incident.js';
import { isClosed, isGone, isMerged, mergedInto, placeOf, shortName } from './sights.js';

export interface Proposal {
  /** Made of what it goes by: the same thing seen again is the same proposal. */
  id: string;
  text: string;
  fix: FixState;
  /** Address of what shows it. */
  url: string;
}

/** How far each is: a proposal never takes an incident back by itself, but for what was undone. */
const ranks: Record<FixState, number> = {
  ...{ unknown: 0, 'cause-known': 0, proposed: 1, merged: 2, waiting: 3, 'in-place': 4 },
};

export const fixesOf = ({ github }: Pick<Incident, 'github'>): LinkedItem[] =>
  github.linked.filter(({ as }) => as !== 'duplicate');

const lastOf = ({ sights }: LinkedItem, what: Sight['what']): Sight | undefined =>
  sights.filter((one) => one.what === what).at(-1);

/** What was merged once is not open again, also when it was taken out. */
const isUnderWay = ({ sights }: LinkedItem): boolean =>
  sights.length > 0 && !sights.some(({ what }) => what === 'merged') && !isClosed(sights) && !isGone(sights);

const idOf = (stage: string, { name }: LinkedItem, { at }: Sight) =>
  `seen-${stage}-${placeOf(name).number}-${at}`;

/** So much of a title stands in a proposal: the rest is behind the link. */
const longestTitle = 120;

/** `kubernetes#43835`, with its title where that is known; a cherry-pick goes by that of its fix, which says something. */
function titled({ name, title, of }: LinkedItem, { github }: Incident): string {
  const picked = of === null ? undefined : github.linked.find((one) => one.name === of);
  const cut = cutAfter((picked?.title ?? title).replace(/\s+/g, ' ').trim(), longestTitle);
  return cut === '' ? shortName(name) : `${shortName(name)}, “${cut}”`;
}

/**
 * What an update could say that the facts do not say yet; null: nothing.
 * @param branch where the release is made from; null: where a fix is merged into does not matter
 */
export function nextProposal(incident: Incident, branch: string | null): Proposal | null {
  const fixes = fixesOf(incident);
  const merged = fixes.filter(({ sights }) => isMerged(sights));
  const there = merged.filter(({ sights }) => branch === null || mergedInto(sights) === branch);
  const open = fixes.filter(isUnderWay);
  const reached =
    released(there) ??
    onBranch(incident, there, branch) ??
    elsewhere(incident, merged, open, branch) ??
    inProgress(incident, open);
  const now = ranks[incident.facts.fix];
  if (reached && ranks[reached.fix] > now) return reached;
  return merged.length === 0 ? undone(incident, fixes, open) : null;
}

function released(there: LinkedItem[]): Proposal | null {
  for (const item of there) {
    const sight = lastOf(item, 'released');
    if (!sight) continue;
    const text = `Released in ${sight.tag ?? 'a new version'}: it contains the fix, ${shortName(item.name)}.`;
    return { id: idOf('released', item, sight), text, fix: 'in-place', url: sight.url ?? item.url };
  }
  return null;
}

function onBranch(incident: Incident, [item]: LinkedItem[], branch: string | null): Proposal | null {
  const sight = item && lastOf(item, 'merged');
  if (!item || !sight) return null;
  const { url } = item;
  const id = idOf('merged', item, sight);
  if (branch === null)
    return {
      id,
      url,
      text: `Fix merged to ${sight.branch ?? 'its branch'}: ${titled(item, incident)}.`,
      fix: 'merged',
    };
  const text = `Fix merged to ${branch}: ${titled(item, incident)}. It comes with the next release from that branch.`;
  return { id, url, text, fix: 'waiting' };
}

/** Merged, but nothing that the release is made from has it. */
function elsewhere(
  incident: Incident,
  [item]: LinkedItem[],
  open: LinkedItem[],
  branch: string | null,
): Proposal | null {
  const sight = item && lastOf(item, 'merged');
  if (!item || !sight) return null;
  const pick = open.find(({ as }) => as === 'cherry-pick');
  const on = pick ? ` Its cherry-pick is open: ${shortName(pick.name)}.` : '';
  const text = `Fix merged to ${sight.branch ?? 'another branch'}: ${titled(item, incident)}. It is not on ${branch} yet.${on}`;
  return { id: idOf('merged', item, sight), text, fix: 'merged', url: item.url };
}

function inProgress(incident: Incident, open: LinkedItem[]): Proposal | null {
  const [item] = open;
  const sight = item?.sights.at(-1);
  if (!item || !sight) return null;
  const opened = lastOf(item, 'opened') ?? sight;
  const text = `Fix in progress: ${titled(item, incident)}.`;
  return { id: idOf('opened', item, opened), text, fix: 'proposed', url: item.url };
}

/** The incident says that a fix is merged, and it was taken out again or thrown away. */
function undone(incident: Incident, fixes: LinkedItem[], open: LinkedItem[]): Proposal | null {
  const fix: FixState = open.length > 0 ? 'proposed' : 'cause-known';
  const goesOn = open[0] ? ` ${titled(open[0], incident)} is open.` : '';
  const { facts } = incident;
  if (ranks[facts.fix] < ranks.merged) return null;
  for (const item of fixes.toReversed()) {
    const { name, url } = item;
    const reverted = lastOf(item, 'reverted');
    if (reverted) {
      const from = reverted.branch === null ? 'its branch' : reverted.branch;
      const text = `The fix was reverted: ${shortName(name)} is not in ${from} any more.${goesOn}`;
      return { id: idOf('reverted', item, reverted), text, fix, url: reverted.url ?? url };
    }
    const closed = isClosed(item.sights) ? lastOf(item, 'closed') : undefined;
    // What is in place without a linked pull request was put there in another way.
    if (!closed || facts.fix === 'in-place') continue;
    const text = `${shortName(name)} was closed without being merged: the fix is not merged.${goesOn}`;
    return { id: idOf('closed', item, closed), text, fix, url };
  }
  return null;
}

/**
 * The proposal as a draft, each once, and those that it makes pointless. Decided behind the lock of the incident.
 * @param branch where the release is made from
 */
export function proposals(incident: Incident, branch: string | null): IncidentEvent[] {
  const next = isOpen(incident) ? nextProposal(incident, branch) : null;
  const stale = incident.drafts.filter(({ why, id }) => why === 'seen' && id !== next?.id);
  const reason = next ? 'Something newer was seen on GitHub.' : 'The incident says so already.';
  const closed = stale.map(
    ({ id }): IncidentEvent => ({ kind: 'draft-closed', draft: id, outcome: 'outdated', reason }),
  );
  if (!next || incident.github.proposed.includes(next.id)) return closed;
  const { id, text, fix } = next;
  const base = latest(incident).number;
  return [...closed, { kind: 'drafted', draft: { id, by: null, text, facts: { fix }, base, why: 'seen' } }];
}

/** What a draft of Signalman goes by: the address that shows it. @returns null for one of a person */
export function shownBy({ github }: Pick<Incident, 'github'>, draft: string): LinkedItem | null {
  const [, number] = /^seen-[a-z]+-(\d+)-\d+$/.exec(draft) ?? [];
  return github.linked.find(({ name }) => number !== undefined && name.endsWith(`#${number}`)) ?? null;
}
