/** The report as JSON: the verdict and everything it was decided from. Its shape is kept stable. */

import type { Tally } from '../domain/census.js';
import type { SourceEvidence } from '../domain/evidence.js';
import { both, everyIssue, type Filter } from '../domain/filter.js';
import type { Finding } from '../domain/gates/gate.js';
import type { KnownIncident } from '../domain/incident/known.js';
import type { Issue } from '../domain/issue.js';
import { withoutMilestone } from '../domain/plan.js';
import { groupName } from '../domain/release.js';
import type { Report } from '../domain/report.js';
import { milestoneLink, noMilestoneLink, type Status, sourceLink } from '../domain/status.js';
import { calendarJson } from './calendar.js';
import { checklistJson } from './checklists.js';
import { ciJson } from './ci-json.js';
import { documentsJson } from './enhancements.js';
import { incidentMonthJson } from './incident-stats.js';
import { iso } from './iso.js';
import { comparisonJson, forecastJson } from './json-comparison.js';
import type { ReportJson } from './json-schema.js';
import { releaseNotesJson } from './release-notes-status.js';
import { signOffJson } from './signoff.js';
import { waiverJson } from './waivers.js';

export { reportSchema } from './json-schema.js';

const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export interface IssueLists {
  issues: Issue[];
  withoutMilestone: Issue[];
  enhancements: Issue[];
}

/** @param report the report on the same status, for what it compares and expects */
export function reportJson(status: Status, lists: IssueLists, report?: Report): ReportJson {
  const { release, verdict, evidence } = status;
  const finding = (one: Finding) => findingJson(one, status);
  return {
    schema: 1,
    release: release.name,
    generatedAt: iso(status.now),
    zone: release.zone,
    verdict: { state: verdict.state, reasons: verdict.reasons.map(finding) },
    gates: verdict.findings.map(finding),
    sources: {
      issues: sourceJson(evidence.issues),
      enhancements: evidence.enhancements && sourceJson(evidence.enhancements),
    },
    counts: countsJson(status),
    groups: groupsJson(status),
    actionLines: status.actionLines.map(({ id, heading, text, until, authorName }) => ({
      id,
      heading,
      text,
      due: isoOrNull(until),
      author: authorName,
    })),
    actionsTaken: status.taken.map(({ id, heading, text, at, authorName }) => ({
      id,
      heading,
      text,
      at: iso(at),
      author: authorName,
    })),
    knownIssues: evidence.incidents.map(knownIssueJson),
    ...ciJson(status),
    ...documentsJson(status),
    ...releaseNotesJson(status),
    ...(evidence.checklists.length > 0 && {
      checklists: evidence.checklists.map((one) => checklistJson(one, status.now)),
    }),
    ...(status.calendar && { calendar: calendarJson(status.calendar) }),
    ...signOffJson(status),
    issues: lists.issues.map(issueJson),
    withoutMilestone: lists.withoutMilestone.map(issueJson),
    enhancements: lists.enhancements.map(issueJson),
    ...(report?.month && { incidentMonth: incidentMonthJson(report.month) }),
    ...(report && { comparison: comparisonJson(report), forecast: forecastJson(report.forecast) }),
  };
}

function findingJson(
  {
    items: _items,
    // They have a list of their own.
    jobs: _jobs,
    missing: _missing,
    parts: _parts,
    besides: _besides,
    waived: _waived,
    waivers,
    observedAt,
    until,
    ...rest
  }: Finding,
  { release, now }: Status,
): ReportJson['gates'][number] {
  return {
    ...rest,
    observedAt: isoOrNull(observedAt),
    ...(until === undefined ? {} : { until: iso(until) }),
    ...(waivers && { waivers: waivers.map((one) => waiverJson(one, release.waiving, now)) }),
  };
}

function knownIssueJson({
  asOf,
  issue,
  ...rest
}: KnownIncident): NonNullable<ReportJson['knownIssues']>[number] {
  const { id, title, severity, state, versions, impact, workaround, lingering, revision, url } = rest;
  return {
    ...{ incident: id, title, severity, state, versions, impact, workaround, lingering, revision, url },
    asOf: iso(asOf),
    issue: issue?.url ?? null,
  };
}

function sourceJson({
  repository,
  milestone,
  observedAt,
  problem,
  notice,
  spent,
}: SourceEvidence): ReportJson['sources']['issues'] {
  return {
    repository,
    milestone: milestone && { ...milestone, dueOn: isoOrNull(milestone.dueOn) },
    observedAt: isoOrNull(observedAt),
    problem,
    notice,
    requests: spent?.requests ?? null,
    quota: spent?.quota ?? null,
  };
}

function countsJson(status: Status): ReportJson['counts'] {
  const { release, evidence } = status;
  const { census } = evidence.issues;
  if (!census) return null;
  const here = (tally: Tally | undefined, filter: Filter) => ({
    count: tally?.count ?? 0,
    url: milestoneLink(status, filter),
  });
  const ungrouped: Filter = { is: 'not', of: { is: 'label', pattern: `${release.groups.prefix}*` } };
  return {
    total: here(census.total, everyIssue),
    closedIssues: census.closedIssues,
    pullRequests: census.pullRequests,
    kinds: Object.fromEntries(
      release.kinds.map((kind) => [
        kind.id,
        {
          title: kind.title,
          ...here(census.kinds[kind.id], kind.filter),
          noGroup: {
            count: census.noGroup.kinds[kind.id] ?? 0,
            url: milestoneLink(status, both(kind.filter, ungrouped)),
          },
          withoutMilestone: kind.withoutMilestone
            ? {
                count: census.measures[withoutMilestone(kind)]?.count ?? 0,
                url: noMilestoneLink(status, kind.filter),
              }
            : null,
        },
      ]),
    ),
    noGroup: { count: census.noGroup.total, url: milestoneLink(status, ungrouped) },
    noKind: census.noKind.count,
    noAssignee: here(census.noAssignee, { is: 'unassigned' }),
    phrases: release.phrases.map(({ id, phrase, filter }) => ({
      phrase,
      ...here(census.phrases[id], both(filter, { is: 'text', phrase })),
    })),
    labels: Object.fromEntries(Object.entries(census.labels).filter(([, count]) => count > 0)),
    enhancements: evidence.enhancements?.census
      ? { count: evidence.enhancements.census.total.count, url: sourceLink(evidence.enhancements) }
      : null,
  };
}

function groupsJson(status: Status): ReportJson['groups'] {
  const { groups } = status.release;
  const { census } = status.evidence.issues;
  if (!census) return null;
  const any: Filter = { is: 'label', pattern: `${groups.prefix}*` };
  const others: Filter = {
    is: 'or',
    of: census.otherGroupLabels.map((pattern) => ({ is: 'label', pattern })),
  };
  return {
    noun: groups.noun,
    rows: census.groups.map(({ slug, total, kinds }) => ({
      slug,
      name: groupName(groups, slug),
      total,
      kinds,
      url: milestoneLink(status, { is: 'label', pattern: `${groups.prefix}${slug}` }),
    })),
    other: {
      name: `other ${groups.noun}s`,
      labels: census.otherGroupLabels,
      total: census.otherGroups.total,
      kinds: census.otherGroups.kinds,
      url: milestoneLink(status, others),
    },
    none: {
      name: `no ${groups.noun}`,
      total: census.noGroup.total,
      kinds: census.noGroup.kinds,
      url: milestoneLink(status, { is: 'not', of: any }),
    },
  };
}

function issueJson(one: Issue): ReportJson['issues'][number] {
  return {
    number: one.number,
    title: one.title,
    url: one.url,
    pullRequest: one.isPullRequest,
    labels: one.labels,
    assignees: one.assignees,
    author: one.author,
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
  };
}
