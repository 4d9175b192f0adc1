/** What each qualifier of the issue search asks of an issue. Names and words ignore case, as at GitHub. */

import type { Issue, Repo } from './model.js';
import { fullName } from './world.js';

type Test = (issue: Issue, repo: Repo) => boolean;

const TESTS: Readonly<Record<string, (values: readonly string[]) => Test>> = {
  repo: (values) => (_, repo) => values.some((name) => same(name, fullName(repo))),
  org: (values) => (_, repo) => values.some((name) => same(name, repo.owner)),
  user: (values) => (_, repo) => values.some((name) => same(name, repo.owner)),
  is: ([word = '']) => is(word.toLowerCase()),
  type: ([word = '']) => is(word.toLowerCase()),
  state: ([word = '']) => is(word.toLowerCase()),
  label: (values) => (issue) => values.some((name) => issue.labels.some((label) => same(label.name, name))),
  milestone:
    ([title = '']) =>
    (issue) =>
      title === '*'
        ? issue.milestone !== null
        : issue.milestone !== null && same(issue.milestone.title, title),
  no:
    ([what = '']) =>
    (issue) =>
      lacks(issue, what.toLowerCase()),
  author:
    ([login = '']) =>
    (issue) =>
      same(issue.author.login, login.replace(/^app\/(.*)$/, '$1[bot]')),
  assignee:
    ([login = '']) =>
    (issue) =>
      issue.assignees.some((one) => login === '*' || same(one.login, login)),
  reason:
    ([reason = '']) =>
    (issue) =>
      issue.stateReason === reason.toLowerCase().replace(' ', '_'),
  draft:
    ([word]) =>
    (issue) =>
      issue.pull?.draft === (word === 'true'),
  head:
    ([branch]) =>
    (issue) =>
      issue.pull?.head === branch,
  base:
    ([branch]) =>
    (issue) =>
      issue.pull?.base === branch,
  comments: ([range = '']) => inRange(range, Number, (issue) => issue.comments.length),
  created: ([range = '']) => inRange(range, Date.parse, (issue) => issue.createdAt, true),
  updated: ([range = '']) => inRange(range, Date.parse, (issue) => issue.updatedAt, true),
  closed: ([range = '']) => inRange(range, Date.parse, (issue) => issue.closedAt, true),
  merged: ([range = '']) => inRange(range, Date.parse, (issue) => issue.pull?.mergedAt ?? null, true),
  // These say how to look or to sort, not what to find.
  in: () => () => true,
  sort: () => () => true,
  archived:
    ([word]) =>
    () =>
      word !== 'true',
};

/** Whether the word before a colon is one of the search language; if not it is plain text. */
export function isQualifier(key: string): boolean {
  return Object.hasOwn(TESTS, key);
}

/** The test of one qualifier; `values` are alternatives. */
export function qualifier(key: string, values: readonly string[]): Test {
  return TESTS[key]?.(values) ?? (() => false);
}

function is(word: string): Test {
  switch (word) {
    case 'issue':
      return (issue) => issue.pull === null;
    case 'pr':
    case 'pull-request':
      return (issue) => issue.pull !== null;
    case 'open':
    case 'closed':
      return (issue) => issue.state === word;
    case 'merged':
      return (issue) => issue.pull?.mergedAt != null;
    case 'unmerged':
      return (issue) => issue.pull !== null && issue.pull.mergedAt === null;
    case 'draft':
      return (issue) => issue.pull?.draft === true;
    case 'locked':
    case 'unlocked':
      return (issue) => (issue.locked !== null) === (word === 'locked');
    case 'public':
    case 'private':
      return (_, repo) => repo.private === (word === 'private');
    default:
      return () => false;
  }
}

function lacks(issue: Issue, what: string): boolean {
  if (what === 'milestone') return issue.milestone === null;
  if (what === 'label') return issue.labels.length === 0;
  return what === 'assignee' && issue.assignees.length === 0;
}

/** `>=x`, `>x`, `<=x`, `<x`, `x..y` (either may be `*`) or `x`; a bare day means the whole day in UTC. */
function inRange(
  range: string,
  read: (text: string) => number,
  of: (issue: Issue) => number | null,
  dates = false,
): Test {
  const end = (text: string) => read(text) + (dates && /^\d{4}-\d\d-\d\d$/.test(text) ? 86_399_999 : 0);
  const [, sign, single = ''] = /^(>=|<=|>|<)?(.*)$/.exec(range) ?? [];
  const [from = '', to] = single.split('..');
  let low = from === '*' ? Number.NEGATIVE_INFINITY : read(from);
  let high = to === '*' ? Number.POSITIVE_INFINITY : end(to ?? from);
  if (sign === '>') low = end(from) + 1;
  if (sign === '<') high = read(from) - 1;
  if (sign === '>' || sign === '>=') high = Number.POSITIVE_INFINITY;
  if (sign === '<' || sign === '<=') low = Number.NEGATIVE_INFINITY;
  return (issue) => {
    const value = of(issue);
    return value !== null && value >= low && value <= high;
  };
}

function same(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}
