/** The report's figures, each with the search that shows the same issues and with what it changed. */
import type { Census } from '../domain/census.js';
import { figureOf, rowOf } from '../domain/figures.js';
import { both, type Filter } from '../domain/filter.js';
import type { Finding } from '../domain/gates/gate.js';
import { withoutMilestone } from '../domain/plan.js';
import { groupName, type Kind } from '../domain/release.js';
import { milestoneLink, noMilestoneLink, type Status, sourceLink } from '../domain/status.js';
import type { WriteFigure } from './delta.js';
import { escapeMarkdown as plain } from './escape.js';

const linked = (title: string, url: string, figure: string) => `- [${title}](${url}): ${figure}`;

/** What stands where GitHub was never read. */
export const unread = ({ evidence }: Status): string =>
  `- not known: ${plain(evidence.issues.problem ?? 'GitHub has not been read yet')}`;

/** @param general what the gates found that belong to no kind */
export function issueLines(
  status: Status,
  census: Census,
  general: Finding[],
  figure: WriteFigure,
): string[] {
  const milestone = plain(status.evidence.issues.milestone?.title ?? status.release.issues.milestone);
  return [
    linked('Total in milestone', milestoneLink(status), figure(census.total.count, figureOf.total, 'week')),
    ...status.release.phrases.map((one) =>
      linked(
        `"${plain(one.phrase)}" issues in ${milestone} milestone`,
        milestoneLink(status, both(one.filter, { is: 'text', phrase: one.phrase })),
        figure(census.phrases[one.id]?.count ?? 0, figureOf.phrase(one)),
      ),
    ),
    ...general
      .filter((finding) => finding.evidence.length > 0 && finding.gate !== 'open-issues')
      .map((finding) => findingLine(finding, figure)),
  ];
}

/** A gate's links have its figures in their titles, so what it changed stands behind them. */
function findingLine({ gate, reason, evidence, value }: Finding, figure: WriteFigure): string {
  const links = evidence.map(({ title, url }) => `[${plain(title)}](${url})`).join(', ');
  const whole = value === null ? '' : figure(value, figureOf.gate(gate));
  const change = whole.slice(`${value}`.length);
  if (change === '') return `- ${plain(reason)}: ${links}`;
  return `- ${plain(reason)}: ${links}${evidence.length === 1 ? change : `; ${whole} in all`}`;
}

export function kindLines(status: Status, census: Census, kind: Kind, figure: WriteFigure): string[] {
  const { groups } = status.release;
  const ungrouped: Filter = { is: 'not', of: { is: 'label', pattern: `${groups.prefix}*` } };
  const loose = census.measures[withoutMilestone(kind)];
  const lines = [
    linked(
      'Total in milestone',
      milestoneLink(status, kind.filter),
      figure(census.kinds[kind.id]?.count ?? 0, figureOf.kind(kind), 'week'),
    ),
  ];
  if (kind.byGroup)
    lines.push(
      linked(
        `No ${plain(groups.noun)}`,
        milestoneLink(status, both(kind.filter, ungrouped)),
        figure(census.noGroup.kinds[kind.id] ?? 0, figureOf.row('none', kind)),
      ),
    );
  if (kind.withoutMilestone && loose)
    lines.push(
      linked(
        'Without Milestone',
        noMilestoneLink(status, kind.filter),
        figure(loose.count, figureOf.loose(kind)),
      ),
    );
  return lines;
}

/** @param brief leaves out the groups that have none */
export function groupLines(
  status: Status,
  census: Census,
  kind: Kind,
  figure: WriteFigure,
  brief: boolean,
): string[] {
  const { groups } = status.release;
  const rows = census.groups.filter((row) => !brief || (row.kinds[kind.id] ?? 0) > 0);
  const lines = rows.map((row) =>
    linked(
      plain(groupName(groups, row.slug)),
      milestoneLink(status, both(kind.filter, { is: 'label', pattern: `${groups.prefix}${row.slug}` })),
      figure(row.kinds[kind.id] ?? 0, figureOf.row(rowOf(row.slug), kind)),
    ),
  );
  const others = census.otherGroups.kinds[kind.id] ?? 0;
  if (others > 0) {
    const filter: Filter = {
      is: 'or',
      of: census.otherGroupLabels.map((pattern) => ({ is: 'label', pattern })),
    };
    lines.push(
      linked(
        `Other ${plain(groups.noun)}s (${census.otherGroupLabels.map(plain).join(', ')})`,
        milestoneLink(status, both(kind.filter, filter)),
        figure(others, figureOf.row('others', kind)),
      ),
    );
  }
  return lines;
}

/** Nothing where enhancements are not tracked. */
export function enhancementLines({ evidence }: Status, figure: WriteFigure): string[] {
  const { enhancements: source } = evidence;
  if (!source) return [];
  if (!source.census) return [`- not known: ${plain(source.problem ?? 'not read yet')}`];
  const milestone = plain(source.milestone?.title ?? source.wanted);
  const count = figure(source.census.total.count, figureOf.enhancements);
  return [
    `- Open issues filed against [\`${source.repository}\` in ${milestone} milestone](${sourceLink(source)}): ${count}`,
  ];
}
