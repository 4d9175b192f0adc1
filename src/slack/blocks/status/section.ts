/** The sections of `/release-status`: one kind of issue, all issues, the features, or the whole report. */
import type { Census, Tally } from '../../../domain/census.js';
import type { SourceEvidence } from '../../../domain/evidence.js';
import { both, everyIssue, type Filter } from '../../../domain/filter.js';
import type { Finding } from '../../../domain/gates/gate.js';
import { withoutMilestone } from '../../../domain/plan.js';
import { plural } from '../../../domain/plural.js';
import { countOfKind, type Kind, type Release } from '../../../domain/release.js';
import { censusOf, milestoneLink, noMilestoneLink, type Status, sourceLink } from '../../../domain/status.js';
import { enhancementsMessage } from '../enhancements/features.js';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
  sideBySide,
} from '../parts/block.js';
import { bullets, itemLine } from '../parts/items.js';
import { clip, clipEscaped, escapeText, link } from '../parts/text.js';
import { groupTable } from './group-table.js';

/** How many entries of a list a message shows, from the fullest version to the barest. */
const listLengths = [20, 12, 6, 0];

/** One kind of issue, e.g. flakes. */
export function kindMessage(status: Status, kind: Kind): Message {
  const { release } = status;
  const census = censusOf(status);
  if (!census) return unread(status.evidence.issues, kind.title, release);
  const tally = census.kinds[kind.id] ?? { count: 0, items: [] };
  const loose = kind.withoutMilestone ? census.measures[withoutMilestone(kind)] : undefined;
  const facts = [
    link(milestoneLink(status, kind.filter), `${tally.count} open in ${release.issues.milestone}`),
    ...(loose ? [link(noMilestoneLink(status, kind.filter), `${loose.count} without a milestone`)] : []),
    ...release.phrases.map((phrase) =>
      link(
        milestoneLink(status, both(phrase.filter, { is: 'text', phrase: phrase.phrase })),
        `${census.phrases[phrase.id]?.count ?? 0} say “${phrase.phrase}”`,
      ),
    ),
  ];
  return listMessage(status, {
    title: `${kind.title} in ${release.name}`,
    text: `${release.name}: ${countOfKind(tally.count, kind)} open.`,
    facts,
    tally,
    url: milestoneLink(status, kind.filter),
    table: (rows, links) => groupTable(status, census, { kind, rows, links }),
    actions: actionsOf(status, kind.filter),
  });
}

/** Every open issue of the milestone, with the label dimensions. */
export function issuesMessage(status: Status): Message {
  const { release } = status;
  const census = censusOf(status);
  if (!census) return unread(status.evidence.issues, 'Issues', release);
  const facts = [
    link(milestoneLink(status), `${census.total.count} open`),
    `${census.closedIssues} closed`,
    `${plural(census.pullRequests.open, 'pull request')} open, ${census.pullRequests.merged} merged`,
    link(milestoneLink(status, { is: 'unassigned' }), `${census.noAssignee.count} unassigned`),
    `${census.noKind.count} of no counted kind`,
  ];
  return listMessage(status, {
    title: `Open issues in ${release.name}`,
    text: `${release.name}: ${plural(census.total.count, 'open issue')}.`,
    facts,
    tally: census.total,
    url: milestoneLink(status),
    table: (rows, links) => [
      ...dimensions(status, census),
      ...groupTable(status, census, { kind: null, rows, links }),
    ],
    actions: actionsOf(status, everyIssue),
  });
}

/**
 * The enhancements (features) of the release: what each lacks where documents are read, otherwise those that are open.
 * @param group only of this one, where documents are read
 */
export function featuresMessage(status: Status, group: string | null = null): Message {
  const { release } = status;
  const source = status.evidence.enhancements;
  if (!source)
    return {
      text: `${release.name} tracks no enhancements.`,
      blocks: [section(`*${escapeText(release.name)}* tracks no enhancements.`)],
    };
  if (release.readsDocuments && status.evidence.documents) return enhancementsMessage(status, group);
  if (!source.census) return unread(source, 'Features', release);
  const { total } = source.census;
  return listMessage(status, {
    title: `Features open for ${release.name}`,
    text: `${release.name}: ${total.count} open in ${source.repository}.`,
    facts: [link(sourceLink(source), `${total.count} open in ${source.repository}`)],
    tally: total,
    url: sourceLink(source),
    table: () => [],
    actions: status.verdict.findings
      .filter((one) => one.type === 'enhancements' && one.state !== 'go')
      .flatMap((one) => one.actions),
  });
}

interface List {
  title: string;
  text: string;
  facts: string[];
  tally: Tally;
  url: string;
  table: (rows: number, links: boolean) => Block[];
  actions: string[];
}

function listMessage(status: Status, { title, text, facts, tally, url, table, actions }: List): Message {
  const { release } = status;
  const version = (length: number, rows: number, links: boolean) => () => [
    header(clip(title, 140)),
    ...sections('', sideBySide(facts)),
    ...table(rows, links),
    ...itemList(tally, length, url, release),
    ...(actions.length === 0
      ? []
      : sections(
          '*Next*',
          actions.slice(0, 8).map((action, at) => `${at + 1}. ${clipEscaped(action, 700)}`),
        )),
    buttons([{ text: 'Back to the verdict', action: 'status_section:verdict', value: release.name }]),
  ];
  return {
    text: escapeText(text),
    blocks: firstThatFits(listLengths.map((length, at) => version(length, at < 2 ? 25 : 10, at === 0))),
  };
}

function itemList({ count, items }: Tally, length: number, url: string, release: Release): Block[] {
  const shown = items.slice(0, length);
  const more = count - shown.length;
  const rest = more > 0 ? [section(link(url, shown.length === 0 ? `all ${count}` : `and ${more} more`))] : [];
  if (shown.length === 0) return rest;
  return [
    bullets(
      'Oldest first',
      shown.map((item) => itemLine(item, release)),
    ),
    ...rest,
  ];
}

/** What the gates that concern these issues ask for. */
function actionsOf({ verdict, release }: Status, filter: Filter): string[] {
  const same = (finding: Finding) => {
    const gate = release.gates.find((one) => one.id === finding.gate);
    return (
      gate?.type === 'count' &&
      gate.in === 'milestone' &&
      JSON.stringify(gate.filter) === JSON.stringify(filter)
    );
  };
  return verdict.findings
    .filter((finding) => finding.state !== 'go' && same(finding))
    .flatMap((finding) => finding.actions);
}

function dimensions(status: Status, census: Census): Block[] {
  const lines = status.release.dimensions.flatMap((prefix) => {
    const found = Object.entries(census.labels)
      .filter(([label, count]) => count > 0 && label.toLowerCase().startsWith(prefix.toLowerCase()))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (found.length === 0) return [];
    const shown = found
      .slice(0, 12)
      .map(([label, count]) =>
        link(
          milestoneLink(status, { is: 'label', pattern: label }),
          `${label.slice(prefix.length)} ${count}`,
        ),
      );
    const without = link(
      milestoneLink(status, { is: 'not', of: { is: 'label', pattern: `${prefix}*` } }),
      `none`,
    );
    const more = found.length > 12 ? [`and ${found.length - 12} more`] : [];
    return sideBySide([`*By ${escapeText(prefix.replace(/\/$/, ''))}*`, ...shown, ...more, without]);
  });
  return lines.length === 0 ? [] : sections('', lines);
}

function unread({ problem }: SourceEvidence, title: string, release: Release): Message {
  const why = clip(problem ?? 'GitHub has not been read yet', 500);
  const text = `${title} in ${release.name}: not known, because ${why}.`;
  return {
    text: escapeText(text),
    blocks: [
      header(clip(`${title} in ${release.name}`, 140)),
      context(`:white_circle: Not known: ${escapeText(why)}`),
    ],
  };
}
