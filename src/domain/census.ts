/**
 * One pass over a milestone's open issues, counting everything the verdict and the reports need.
 * Taken when the issues change, so that a question only reads it.
 */
import { compileFilter, type Filter, labelMatcher } from './filter.js';
import { type Issue, type ItemRef, itemRef } from './issue.js';

/** Which rows and columns to count. Ids are the configuration's keys. */
export interface CensusPlan {
  /** Labels that name a group start with this, e.g. `sig/`. */
  groupPrefix: string;
  /** Group slugs in lower case that have a row of their own, in order; null gives every group that is seen a row. */
  groupRows: string[] | null;
  kinds: { id: string; filter: Filter }[];
  phrases: { id: string; filter: Filter }[];
  /** What the gates count, by gate id. */
  measures: {
    id: string;
    filter: Filter;
    of: 'issues' | 'pull-requests' | 'all';
    in: 'milestone' | 'no-milestone';
  }[];
}

/** How many, and the first of them (oldest first) for a list; `count` is always the whole. */
export interface Tally {
  count: number;
  items: ItemRef[];
}

/** A row of the per-group table: every issue of the group, and how many of each kind. */
export interface GroupRow {
  slug: string;
  total: number;
  kinds: Record<string, number>;
}

/** The stored result. Issues in two groups are in both rows and once in every total. */
export interface Census {
  total: Tally;
  pullRequests: { open: number; merged: number };
  closedIssues: number;
  kinds: Record<string, Tally>;
  groups: GroupRow[];
  /** Issues with a group label that has no row. */
  otherGroups: GroupRow;
  otherGroupLabels: string[];
  /** Issues without any group label. */
  noGroup: GroupRow;
  noGroupItems: ItemRef[];
  noKind: Tally;
  noAssignee: Tally;
  phrases: Record<string, Tally>;
  measures: Record<string, Tally>;
  /**
   * How many open issues of the milestone carry each label: any label dimension is a selection of these.
   * 0 for a label that only a pull request or an issue without milestone carries: a search link must name it.
   */
  labels: Record<string, number>;
  /** Logins of the bots that opened one of them; a search link must name them. */
  bots: string[];
}

/** How many entries of a list are kept with the count. Slack shows fewer, a report reads them all. */
const listed = 40;

interface Bin {
  count: number;
  items: ItemRef[];
}

const bin = (): Bin => ({ count: 0, items: [] });

/** Keeps the oldest ones: they are what a release lead asks about first. */
function put(into: Bin, issue: Issue): void {
  into.count++;
  const { items } = into;
  const last = items[items.length - 1];
  if (items.length >= listed && last && !older(issue, last)) return;
  let place = items.length;
  while (place > 0 && older(issue, items[place - 1] as ItemRef)) place--;
  items.splice(place, 0, itemRef(issue));
  if (items.length > listed) items.pop();
}

function older(a: { createdAt: number; number: number }, b: ItemRef): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.number < b.number);
}

/** Counts issues one by one; a caller with thousands of them can rest between two. */
export interface Counter {
  /** @param place where the issue stands: in the release's milestone, or in none */
  add(issue: Issue, place: 'milestone' | 'no-milestone'): void;
  /** @param closed what is closed in the milestone: nobody needs to go through those one by one */
  result(closed: { issues: number; mergedPullRequests: number }): Census;
}

/** Starts a count. Issues are added in any order; the result does not depend on it. */
export function startCensus(plan: CensusPlan): Counter {
  const isGroup = labelMatcher(`${plan.groupPrefix}*`);
  const kinds = plan.kinds.map(({ id, filter }) => ({ id, matches: compileFilter(filter), bin: bin() }));
  const phrases = plan.phrases.map(({ id, filter }) => ({ id, matches: compileFilter(filter), bin: bin() }));
  const measures = plan.measures.map((one) => ({ ...one, matches: compileFilter(one.filter), bin: bin() }));
  const emptyRow = (slug: string): GroupRow => ({
    slug,
    total: 0,
    kinds: Object.fromEntries(plan.kinds.map(({ id }) => [id, 0])),
  });
  const rows = new Map((plan.groupRows ?? []).map((slug) => [slug, emptyRow(slug)]));
  const open = plan.groupRows === null;
  const other = emptyRow('other');
  const none = emptyRow('none');
  const noneItems = bin();
  const otherLabels = new Set<string>();
  const total = bin();
  const noKind = bin();
  const noAssignee = bin();
  const labels = new Map<string, number>();
  const bots = new Set<string>();
  let openPullRequests = 0;

  function rowsOf(issue: Issue): GroupRow[] {
    const found = new Set<GroupRow>();
    for (const label of issue.labels) {
      if (!isGroup(label)) continue;
      const slug = label.slice(plan.groupPrefix.length).toLowerCase();
      let row = rows.get(slug);
      if (!row && open) {
        row = emptyRow(slug);
        rows.set(slug, row);
      }
      if (!row) otherLabels.add(label);
      found.add(row ?? other);
    }
    return found.size === 0 ? [none] : [...found];
  }

  /** A search knows neither label patterns nor who is a bot: it needs the names of all that were looked at. */
  function see(issue: Issue): void {
    for (const label of issue.labels) labels.set(label, labels.get(label) ?? 0);
    if (issue.authorIsBot) bots.add(issue.author);
  }

  function addOpenIssue(issue: Issue): void {
    put(total, issue);
    see(issue);
    for (const label of new Set(issue.labels)) labels.set(label, (labels.get(label) ?? 0) + 1);
    const its = kinds.filter((kind) => kind.matches(issue));
    for (const kind of its) put(kind.bin, issue);
    if (its.length === 0) put(noKind, issue);
    if (issue.assignees.length === 0) put(noAssignee, issue);
    for (const phrase of phrases) if (phrase.matches(issue)) put(phrase.bin, issue);
    for (const row of rowsOf(issue)) {
      row.total++;
      for (const kind of its) row.kinds[kind.id] = (row.kinds[kind.id] ?? 0) + 1;
      if (row === none) put(noneItems, issue);
    }
  }

  return {
    add(issue, place) {
      if (issue.state === 'open') {
        for (const measure of measures) {
          if (measure.in !== place) continue;
          if (measure.of === 'issues' && issue.isPullRequest) continue;
          if (measure.of === 'pull-requests' && !issue.isPullRequest) continue;
          if (measure.matches(issue)) put(measure.bin, issue);
          see(issue);
        }
      }
      if (place === 'no-milestone' || issue.state === 'closed') return;
      if (issue.isPullRequest) openPullRequests++;
      else addOpenIssue(issue);
    },
    result(closed) {
      const tallies = (list: { id: string; bin: Bin }[]) =>
        Object.fromEntries(list.map(({ id, bin }) => [id, bin]));
      const inOrder = [...rows.values()];
      if (open) inOrder.sort((a, b) => (a.slug < b.slug ? -1 : 1));
      return {
        total,
        pullRequests: { open: openPullRequests, merged: closed.mergedPullRequests },
        closedIssues: closed.issues,
        kinds: tallies(kinds),
        groups: inOrder,
        otherGroups: other,
        otherGroupLabels: [...otherLabels].sort(),
        noGroup: none,
        noGroupItems: noneItems.items,
        noKind,
        noAssignee,
        phrases: tallies(phrases),
        measures: tallies(measures),
        labels: Object.fromEntries([...labels].sort(([a], [b]) => (a < b ? -1 : 1))),
        bots: [...bots].sort(),
      };
    },
  };
}

/** Whether a plan looks into bodies, which are most of what an issue weighs. */
export function needsBodies(plan: CensusPlan): boolean {
  const looks = (filter: Filter): boolean => {
    if (filter.is === 'and' || filter.is === 'or') return filter.of.some(looks);
    return filter.is === 'not' ? looks(filter.of) : filter.is === 'text';
  };
  return [...plan.kinds, ...plan.phrases, ...plan.measures].some(({ filter }) => looks(filter));
}
