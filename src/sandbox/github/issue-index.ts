/** Keeps a repository's issues sorted by creation and by last change, as a whole and per milestone, so that a page never sorts. */

import type { Issue } from './model.js';

export type SortKey = 'created' | 'updated';

/** Issues in ascending order of one date, ties by number. */
export interface SortedIssues {
  readonly items: Issue[];
  readonly key: (issue: Issue) => number;
}

interface Scope {
  readonly created: SortedIssues;
  readonly updated: SortedIssues;
}

/** `scopes` holds the whole repository under `all`, and each milestone under its number (0: without one). */
export interface IssueIndex {
  readonly scopes: Map<number | 'all', Scope>;
}

/** An index with nothing in it. */
export function emptyIndex(): IssueIndex {
  return { scopes: new Map() };
}

/** The sorted issues of the whole repository (`all`), of a milestone's number, or of no milestone (0). */
export function sortedIssues(index: IssueIndex, scope: number | 'all', key: SortKey): SortedIssues {
  return scopeOf(index, scope)[key];
}

/** Takes issues in; many at once cost one sort. */
export function enter(index: IssueIndex, issues: readonly Issue[]): void {
  const touched = new Set<SortedIssues>();
  for (const issue of issues) {
    for (const list of listsOf(index, issue)) {
      if (issues.length === 1) list.items.splice(position(list, list.key(issue), issue.number), 0, issue);
      else {
        list.items.push(issue);
        touched.add(list);
      }
    }
  }
  for (const list of touched) list.items.sort((a, b) => list.key(a) - list.key(b) || a.number - b.number);
}

/** Takes an issue out; must be called before its dates or its milestone change. */
export function leave(index: IssueIndex, issue: Issue): void {
  for (const list of listsOf(index, issue)) {
    const at = position(list, list.key(issue), issue.number);
    if (list.items[at] === issue) list.items.splice(at, 1);
  }
}

/** Where the first issue stands that is not before this key and number. */
export function position(list: SortedIssues, key: number, number: number): number {
  let low = 0;
  let high = list.items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const issue = list.items[middle] as Issue;
    const before = list.key(issue) - key || issue.number - number;
    if (before < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listsOf(index: IssueIndex, issue: Issue): SortedIssues[] {
  const all = scopeOf(index, 'all');
  const own = scopeOf(index, issue.milestone?.number ?? 0);
  return [all.created, all.updated, own.created, own.updated];
}

function scopeOf(index: IssueIndex, name: number | 'all'): Scope {
  let scope = index.scopes.get(name);
  if (!scope) {
    scope = {
      created: { items: [], key: (issue) => issue.createdAt },
      updated: { items: [], key: (issue) => issue.updatedAt },
    };
    index.scopes.set(name, scope);
  }
  return scope;
}
