/** A milestone with a past: arbitrary issues at a moment, what happens to them within a day, and what the store then hands out. */
import fc from 'fast-check';
import type { Issue } from '../../src/domain/issue.js';
import type { Release } from '../../src/domain/release.js';
import { day, minute } from '../../src/domain/time.js';
import { issue, noon } from './issue.js';
import { countGate, hygieneGate, kind, label, release } from './release.js';

/** The report before, and the one of now. */
export const lastTime = noon;
export const now = noon + day;
const milestone = 17;

/** What the database holds of a repository. */
export interface Stored {
  issues: Issue[];
  /** Numbers of those that a full reading did not find any more. */
  gone: Set<number>;
}

export interface History {
  before: Stored;
  after: Stored;
  /** Numbers of what was closed at least once in between. */
  closedSince: Set<number>;
}

const labels = fc.uniqueArray(
  fc.constantFrom(
    ...['kind/bug', 'Kind/FLAKE', 'kind/flake', 'KIND/Bug', 'kind/other'],
    ...['sig/node', 'SIG/Node', 'sig/Storage', 'sig/rare', 'sig/a b', 'sig/a|`b`', 'sig/', 'sig/x:y'],
    'help wanted',
  ),
  { maxLength: 4 },
);

const first = fc.record({
  labels,
  milestone: fc.constantFrom(17, 17, 17, 18, null),
  state: fc.constantFrom<Issue['state']>('open', 'open', 'open', 'closed'),
  isPullRequest: fc.constantFrom(false, false, false, false, true),
  assignees: fc.constantFrom<string[]>([], ['ada']),
  /** Days before the first report; 0 is the same second. */
  closedAgo: fc.constantFrom(0, 1, 29, 31, 90),
  createdAgo: fc.constantFrom(0, 1, 40, 100),
});

const changes = [
  ...(['open', 'close', 'reopen', 'move in', 'move out', 'relabel', 'vanish'] as const),
  ...(['close and move', 'open and close'] as const),
];
const change = fc.record({
  what: fc.constantFrom(...changes),
  at: fc.nat({ max: 1438 }),
  which: fc.nat(),
  labels,
});

/** Up to 14 issues and 25 changes. */
export const someHistory: fc.Arbitrary<History> = fc
  .record({
    issues: fc.array(first, { maxLength: 14 }),
    changes: fc.array(change, { maxLength: 25 }),
  })
  .map((given) => {
    const issues = given.issues.map(({ closedAgo, createdAgo, ...rest }, at) => {
      const closedAt = rest.state === 'closed' ? lastTime - closedAgo * day : null;
      return issue({
        ...rest,
        number: at + 1,
        closedAt,
        createdAt: Math.min(lastTime - createdAgo * day, closedAt ?? lastTime),
      });
    });
    const before: Stored = { issues, gone: new Set() };
    const after: Stored = { issues: issues.map((one) => ({ ...one })), gone: new Set() };
    const closedSince = new Set<number>();
    for (const one of given.changes.sort((a, b) => a.at - b.at)) apply(one, after, closedSince);
    return { before, after, closedSince };
  });

function apply(
  { what, at, which, labels }: typeof change extends fc.Arbitrary<infer T> ? T : never,
  { issues, gone }: Stored,
  closedSince: Set<number>,
): void {
  // The earliest is right after the report, the latest right before the next.
  const moment = lastTime + (at + 1) * minute;
  const close = (one: Issue) => {
    if (one.state === 'closed') return;
    Object.assign(one, { state: 'closed', closedAt: moment });
    closedSince.add(one.number);
  };
  if (what === 'open' || what === 'open and close') {
    const added = issue({
      number: issues.length + 1,
      labels,
      createdAt: moment,
      milestone: which % 3 === 0 ? null : milestone,
    });
    issues.push(added);
    if (what === 'open and close') close(added);
    return;
  }
  const one = issues[which % Math.max(1, issues.length)];
  if (!one || gone.has(one.number)) return;
  if (what === 'close' || what === 'close and move') close(one);
  if (what === 'reopen') Object.assign(one, { state: 'open', closedAt: null });
  if (what === 'move in') one.milestone = milestone;
  if (what === 'move out' || what === 'close and move') one.milestone = which % 2 === 0 ? 18 : null;
  if (what === 'relabel') one.labels = labels;
  if (what === 'vanish') gone.add(one.number);
}

/** What is given to a report of these: as the store selects it. */
export function selected(before: Stored, after: Stored) {
  const isOpen =
    ({ gone }: Stored) =>
    (one: Issue) =>
      one.state === 'open' && one.milestone === milestone && !gone.has(one.number);
  const isClosed =
    ({ gone }: Stored) =>
    (one: Issue) =>
      one.state === 'closed' && one.milestone === milestone && !gone.has(one.number);
  const open = after.issues.filter(isOpen(after));
  const closed = after.issues.filter(isClosed(after)).filter((one) => (one.closedAt ?? 0) > now - 30 * day);
  const numbers = new Set(open.map((one) => one.number));
  const members = new Set(
    before.issues.filter(isOpen(before)).flatMap((one) => (one.isPullRequest ? [] : [one.number])),
  );
  const left = after.issues.filter(
    (one) =>
      (members.has(one.number) && !numbers.has(one.number)) ||
      (closed.includes(one) && (one.closedAt ?? 0) > lastTime),
  );
  return {
    past: { open: before.issues.filter(isOpen(before)), closed: before.issues.filter(isClosed(before)) },
    present: { open, closed },
    left,
  };
}

const gates = [
  countGate(),
  countGate({ id: 'open', filter: { is: 'every' } }),
  countGate({ id: 'all', filter: label('kind/*'), of: 'all' }),
  countGate({ id: 'loose', in: 'no-milestone' }),
  hygieneGate(),
];

/** One way of counting: rows that are configured or not, and some kinds, which overlap or are missing. */
export const someRelease: fc.Arbitrary<Release> = fc
  .record({
    rows: fc.constantFrom<string[] | null>(null, [], ['node'], ['storage', 'node', 'never', 'a b']),
    prefix: fc.constantFrom('sig/', 'SIG/', 'kind/', 'sig/a'),
    kinds: fc.uniqueArray(fc.constantFrom('bug', 'flake', 'any', 'constructor'), { maxLength: 4 }),
  })
  .map(({ rows, prefix, kinds }) =>
    release({
      groups: { noun: 'SIG', prefix, rows, names: {}, owners: {} },
      kinds: kinds.map((id) =>
        kind({ id, withoutMilestone: true, ...(id === 'any' ? { filter: label('kind/*') } : {}) }),
      ),
      phrases: [{ id: 'phrase-1', phrase: 'issue', filter: label('kind/bug') }],
      gates,
    }),
  );
