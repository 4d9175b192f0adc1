/** Evidence counted by the real census, the status that follows from it, and the report on two of them. */
import { type Census, startCensus } from '../../src/domain/census.js';
import type { Evidence, Milestone, SourceEvidence } from '../../src/domain/evidence.js';
import { flowsBetween } from '../../src/domain/flow.js';
import { type Issue, itemRef } from '../../src/domain/issue.js';
import type { Note } from '../../src/domain/note.js';
import { enhancementsPlan, issuesPlan } from '../../src/domain/plan.js';
import type { Release } from '../../src/domain/release.js';
import { type Edition, type Report, reportOf } from '../../src/domain/report.js';
import { type Snapshot, type StoredSnapshot, snapshotOf } from '../../src/domain/snapshot.js';
import { type Status, statusOf } from '../../src/domain/status.js';
import { day, minute } from '../../src/domain/time.js';
import { noon } from './issue.js';
import { release } from './release.js';

/** The census of a release over these issues; those without a milestone are counted as such. */
export function censusOver(issues: Issue[], of: Release = release()): Census {
  const counter = startCensus(issuesPlan(of));
  for (const one of issues) counter.add(one, one.milestone === null ? 'no-milestone' : 'milestone');
  return counter.result({ issues: 0, mergedPullRequests: 0 });
}

export function enhancementsCensus(issues: Issue[], of: Release): Census {
  const counter = startCensus(enhancementsPlan(of));
  for (const one of issues) counter.add(one, 'milestone');
  return counter.result({ issues: 0, mergedPullRequests: 0 });
}

export function milestone(given: Partial<Milestone> = {}): Milestone {
  return {
    number: 17,
    title: 'v1.6',
    url: 'https://github.com/acme/rocket/milestone/17',
    state: 'open',
    dueOn: null,
    ...given,
  };
}

/** Read five minutes before noon, without trouble. */
export function source(given: Partial<SourceEvidence> = {}): SourceEvidence {
  const title = given.wanted ?? 'v1.6';
  return {
    repository: 'acme/rocket',
    wanted: title,
    web: 'https://github.com',
    milestone: milestone({ title }),
    census: censusOver([]),
    observedAt: noon - 5 * minute,
    problem: null,
    notice: null,
    spent: { requests: 2, quota: 1 },
    ...given,
  };
}

/** What a source is before GitHub was read for the first time. */
export const neverRead = { milestone: null, census: null, observedAt: null, spent: null };

export function evidence(given: Partial<Evidence> = {}): Evidence {
  return { issues: source(), enhancements: null, notes: [], ...given };
}

export function note(given: Partial<Note> = {}): Note {
  const type = given.type ?? 'reason';
  return {
    id: 1,
    release: 'v1.6',
    type,
    heading: null,
    text: 'Unclear signal from upgrade tests',
    state: type === 'reason' ? 'no-go' : null,
    authorId: 'U012AB3CD',
    authorName: 'grace',
    at: noon - 60 * minute,
    until: null,
    endedAt: null,
    ...given,
  };
}

export interface StatusParts {
  of?: Release;
  issues?: Issue[];
  notes?: Note[];
  source?: Partial<SourceEvidence>;
  enhancements?: SourceEvidence | null;
  now?: number;
}

/** The status of a release over these issues, at noon of 16 March 2017. */
export function status({
  of = release(),
  issues = [],
  notes = [],
  now = noon,
  ...more
}: StatusParts = {}): Status {
  const issuesSource = source({
    repository: of.issues.repository,
    wanted: of.issues.milestone,
    census: censusOver(issues, of),
    ...more.source,
  });
  return statusOf(of, { issues: issuesSource, enhancements: more.enhancements ?? null, notes }, now);
}

const isMember = (one: Issue) => one.state === 'open' && one.milestone !== null;

/** What is stored of a release at a moment. */
export function stored(parts: StatusParts, id: number): StoredSnapshot {
  const { issues = [] } = parts;
  const closed = issues.filter((one) => one.state === 'closed' && one.milestone !== null);
  return { ...snapshotOf(status(parts), issues.filter(isMember), closed), id };
}

export interface ReportParts {
  of?: Release;
  now?: StatusParts;
  /** null: it is the first report. Without a moment of its own it is a day older. */
  before?: StatusParts | null;
  week?: StatusParts | null;
  history?: Snapshot[];
  /** How the issues that left are now; those that are not among them have been closed. */
  left?: Issue[];
  edition?: Edition | null;
}

/** The report on the change from one status to the next, with the real flows between them. */
export function report({
  of = release(),
  left = [],
  history = [],
  edition = null,
  ...parts
}: ReportParts = {}): Report {
  const present = status({ of, ...parts.now });
  const { id: _, ...snapshot } = stored({ of, ...parts.now }, 0);
  const issues = parts.now?.issues ?? [];
  const earlier = parts.before?.issues ?? [];
  const past = (was: StatusParts | null | undefined, age: number, id: number) => {
    if (!was) return null;
    const now = was.now ?? present.now - age;
    return stored({ of, ...was, now, source: { observedAt: now - 5 * minute, ...was.source } }, id);
  };
  const baseline = past(parts.before, day, 1);
  const week = past(parts.week, 7 * day, 2);
  const here = new Set(issues.filter(isMember).map((one) => one.number));
  const given = new Set(left.map((one) => one.number));
  const gone = earlier
    .filter((one) => isMember(one) && !here.has(one.number) && !given.has(one.number))
    .map((one): Issue => ({ ...one, state: 'closed', closedAt: present.now - minute }));
  const flows =
    baseline &&
    flowsBetween(of, baseline, snapshot, {
      created: new Map(issues.map((one) => [one.number, one.createdAt])),
      left: [...gone, ...left],
      milestone: 17,
    });
  const names = new Map([...earlier, ...gone, ...left, ...issues].map((one) => [one.number, itemRef(one)]));
  return reportOf({
    status: present,
    snapshot,
    snapshotId: 3,
    baseline,
    week,
    history,
    flows,
    names,
    edition,
  });
}
