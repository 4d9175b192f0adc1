/** What became of an issue or a pull request since it was looked at last: a look compared with what is on record. */
import { isRevertTitle, namesItem, type Place, speaksOfPick, speaksOfRevert } from '../named-items.js';
import type { Sight } from './github-events.js';

/** An issue or a pull request as GitHub has it at one moment. Times are ms, UTC; people are logins. */
export interface Look {
  /** `owner/name#12`, as it was asked for */
  name: string;
  url: string;
  title: string;
  /** Empty: none. */
  body: string;
  isPullRequest: boolean;
  isOpen: boolean;
  author: string | null;
  openedAt: number;
  /** null: it is open */
  closed: { at: number; by: string | null } | null;
  /** The last time that it was opened again, asked for only where it may have been; null: not known. */
  reopened: { at: number; by: string | null } | null;
  /** Of a pull request; null: it is none, or not merged. */
  merged: { at: number; by: string | null } | null;
  /** Where a pull request goes; null: it is none. */
  branch: string | null;
}

/** What is new. In the order of what happened. */
export function newSights(known: readonly Sight[], look: Look): Sight[] {
  const sight = (what: Sight['what'], one: { at: number; by: string | null }): Sight => ({
    ...{ what, at: one.at, by: one.by, branch: look.branch, tag: null, url: null },
  });
  const found: Sight[] = [];
  const has = (what: Sight['what']) => known.some((one) => one.what === what);
  const last = known.filter(({ what }) => what === 'closed' || what === 'reopened').at(-1);
  if (!has('opened')) found.push(sight('opened', { at: look.openedAt, by: look.author }));
  if (look.merged) return has('merged') ? found : [...found, sight('merged', look.merged)];
  const wasClosed = last?.what === 'closed';
  // Between two looks it may have been opened and closed again.
  const isOther = look.closed !== null && last !== undefined && look.closed.at > last.at;
  if (look.reopened && wasClosed && look.reopened.at >= last.at && (look.isOpen || isOther))
    found.push(sight('reopened', look.reopened));
  if (look.closed && (!wasClosed || isOther)) found.push(sight('closed', look.closed));
  return found;
}

/** Whether it was closed when it was seen last. */
export const isClosed = (sights: readonly Sight[]): boolean =>
  sights.filter(({ what }) => what === 'closed' || what === 'reopened').at(-1)?.what === 'closed';

/** Of a pull request: merged, and not taken out again. */
export const isMerged = (sights: readonly Sight[]): boolean =>
  sights.filter(({ what }) => what === 'merged' || what === 'reverted').at(-1)?.what === 'merged';

/** Where it was merged into; null: it is not merged. */
export const mergedInto = (sights: readonly Sight[]): string | null =>
  isMerged(sights) ? (sights.filter(({ what }) => what === 'merged').at(-1)?.branch ?? null) : null;

/** Nothing more can become of it. */
export const isGone = (sights: readonly Sight[]): boolean => sights.some(({ what }) => what === 'deleted');

/** Where it is looked at: GitHub may have moved it since it was linked. `owner/name#12` */
export function whereNow(name: string, sights: readonly Sight[]): string {
  const moved = sights.filter(({ what }) => what === 'moved').at(-1)?.url ?? '';
  const [, path, number] = /^https?:\/\/[^/]+\/([^/\s]+\/[^/\s]+)\/(?:issues|pull)\/(\d+)$/.exec(moved) ?? [];
  return path && number ? `${path}#${number}` : name;
}

/** @param name `owner/name#12` */
export function placeOf(name: string): Place {
  const at = name.lastIndexOf('#');
  return { repository: name.slice(0, at), number: Number(name.slice(at + 1)) };
}

/** `kubernetes#12` of `kubernetes/kubernetes#12`: as people say it. */
export const shortName = (name: string): string => name.slice(name.indexOf('/') + 1);

/**
 * Whether a pull request says that it takes another one out again, as GitHub words it by itself.
 * @param commit the merge commit of the other one; null: not known
 */
export function isRevertOf(
  { title, body, name }: Pick<Look, 'title' | 'body' | 'name'>,
  of: Place & { commit: string | null },
): boolean {
  if (of.commit !== null && body.toLowerCase().includes(`this reverts commit ${of.commit.slice(0, 10)}`))
    return true;
  const names = (text: string) => namesItem(text, placeOf(name).repository, of);
  return (
    isRevertTitle(title) &&
    (names(title) || body.split('\n').some((line) => speaksOfRevert.test(line) && names(line)))
  );
}

/** Whether a pull request says that it brings another one to its branch: `Cherry pick of #43835 on release-1.6.` */
export function isCherryPickOf(
  { title, body, name }: Pick<Look, 'title' | 'body' | 'name'>,
  of: Place,
): boolean {
  const own = placeOf(name).repository;
  return [title, ...body.split('\n')].some((line) => speaksOfPick.test(line) && namesItem(line, own, of));
}

/** A tag of a version that people install: no alpha, beta or candidate. @param version of the release, `1.6`; empty: any */
export function isFinalTag(tag: string, version: string): boolean {
  const [, numbers] = /^(?:.*\/)?v?(\d+(?:\.\d+)*)$/.exec(tag) ?? [];
  if (numbers === undefined) return false;
  return !/^\d+(\.\d+)*$/.test(version) || numbers === version || numbers.startsWith(`${version}.`);
}

/** The lowest version first. */
export function byVersion(a: string, b: string): number {
  const numbers = (tag: string) => (tag.match(/\d+/g) ?? []).map(Number);
  const [x, y] = [numbers(a), numbers(b)];
  for (let at = 0; at < Math.max(x.length, y.length); at++) {
    const difference = (x[at] ?? -1) - (y[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
