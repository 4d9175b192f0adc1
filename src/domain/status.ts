/** The answer to "may we ship?" as one value: every surface (Slack, Markdown, JSON) renders this. */
import { type CalendarNow, calendarNow } from './calendar/now.js';
import type { Census } from './census.js';
import type { Evidence, SourceEvidence } from './evidence.js';
import { everyIssue, type Filter } from './filter.js';
import { boardOf } from './gates/board.js';
import { isActive, type Note } from './hand-written.js';
import type { Release } from './release.js';
import { searchLink } from './search-link.js';
import { day } from './time.js';
import { decideVerdict, type Verdict } from './verdict.js';

export interface Status {
  release: Release;
  /** ms, UTC */
  now: number;
  verdict: Verdict;
  evidence: Evidence;
  /** Hand-written action lines that still stand. */
  actionLines: Note[];
  /** What the release team did within the last day. */
  taken: Note[];
  /** null: none is configured. */
  calendar: CalendarNow | null;
}

export function statusOf(release: Release, evidence: Evidence, now: number): Status {
  const { notes } = evidence;
  const verdict = decideVerdict(release, evidence, now);
  return {
    release,
    now,
    verdict,
    evidence,
    actionLines: notes.filter((note) => note.type === 'action' && isActive(note, now)),
    taken: notes.filter((note) => note.type === 'taken' && isActive(note, now) && note.at > now - day),
    calendar:
      release.calendar &&
      calendarNow(release.calendar, {
        ...{ exceptions: evidence.exceptions, board: boardOf(verdict.findings), now },
        ...(evidence.names && { names: evidence.names }),
      }),
  };
}

/** The search that shows the issues behind a count of the milestone. */
export function milestoneLink(status: Status, filter: Filter = everyIssue): string {
  return sourceLink(status.evidence.issues, filter);
}

/** The same for any source. */
export function sourceLink(source: SourceEvidence, filter: Filter = everyIssue): string {
  return link(source, source.milestone?.title ?? source.wanted, filter);
}

/** The search for issues of the repository that have no milestone. */
export function noMilestoneLink(status: Status, filter: Filter): string {
  return link(status.evidence.issues, null, filter);
}

function link(source: SourceEvidence, milestone: string | null, filter: Filter): string {
  const { web, repository, census } = source;
  const seen = { labels: Object.keys(census?.labels ?? {}), bots: census?.bots ?? [] };
  return searchLink({ web, repository, of: 'issues', milestone }, filter, seen);
}

/** The counted figures of the release's milestone, or null when they were never read. */
export const censusOf = (status: Status): Census | null => status.evidence.issues.census;
