/** Evidence counted by the real census, and the status that follows from it. */
import { type Census, startCensus } from '../../src/domain/census.js';
import { type CiEvidence, nothingOfCi } from '../../src/domain/ci/board.js';
import type { Evidence, Milestone, SourceEvidence } from '../../src/domain/evidence.js';
import type { Note } from '../../src/domain/hand-written.js';
import type { KnownIncident } from '../../src/domain/incident/known.js';
import type { Issue } from '../../src/domain/issue.js';
import { enhancementsPlan, issuesPlan } from '../../src/domain/plan.js';
import type { Release } from '../../src/domain/release.js';
import { nothingSigned } from '../../src/domain/signoff/poll.js';
import { type Status, statusOf } from '../../src/domain/status.js';
import { minute } from '../../src/domain/time.js';
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
  return {
    ...{ issues: source(), enhancements: null, notes: [], incidents: [], exceptions: [], ci: nothingOfCi },
    ...{ signOff: nothingSigned, waivers: [], checklists: [], documents: null },
    actionItems: null,
    ...given,
  };
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
  incidents?: KnownIncident[];
  ci?: CiEvidence;
  source?: Partial<SourceEvidence>;
  enhancements?: SourceEvidence | null;
  more?: Partial<Evidence>;
  now?: number;
}

/** The status of a release over these issues, at noon of 16 March 2017. */
export function status({
  of = release(),
  issues = [],
  notes = [],
  incidents = [],
  ci = nothingOfCi,
  now = noon,
  ...more
}: StatusParts = {}): Status {
  const issuesSource = source({
    repository: of.issues.repository,
    wanted: of.issues.milestone,
    census: censusOver(issues, of),
    ...more.source,
  });
  return statusOf(
    of,
    {
      ...{
        issues: issuesSource,
        enhancements: more.enhancements ?? null,
        notes,
        incidents,
        ci,
        ...{ signOff: nothingSigned, waivers: [], checklists: [], documents: null },
        actionItems: null,
        exceptions: [],
      },
      ...more.more,
    },
    now,
  );
}

/** An open incident as the verdict knows it. */
export function knownIncident(given: Partial<KnownIncident> = {}): KnownIncident {
  return {
    id: 12,
    title: 'kubeadm 1.6.0 hangs on init',
    severity: 's1',
    versions: 'kubeadm 1.6.0',
    impact: 'New clusters cannot be initialized.',
    workaround: '',
    issue: { name: 'kubernetes/kubeadm#212', url: 'https://github.com/kubernetes/kubeadm/issues/212' },
    state: 'investigating',
    isOpen: true,
    revision: 3,
    asOf: noon - 10 * minute,
    lingering: '',
    url: 'https://example.slack.com/archives/C1/p1',
    ...given,
  };
}
